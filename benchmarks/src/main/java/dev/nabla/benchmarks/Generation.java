package dev.nabla.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the command takes to generate, and how much: the whole process, start of the virtual
 * machine included.
 */
final class Generation {
  static final String MEDIUM = "784-128-10, with `--batch`";
  static final String SHALLOWEST = "50 layers of 64";
  static final String DEEPEST = "200 layers of 64";

  private static final String LAYERS = " layers of 64";

  private final Path command;
  private final Path folder;
  private final int runs;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param seconds the median of the whole process
   * @param characters the length of the source; 0 where none is written
   */
  record Row(String what, double seconds, long characters) {}

  private Generation(Path root, Path folder, int runs) {
    this.command = root.resolve("nabla");
    this.folder = folder;
    this.runs = runs;
  }

  /** Runs the command of the project at {@code root}. */
  static List<Row> measure(Path root, Path folder, int runs) throws IOException {
    Generation generation = new Generation(root, folder, runs);
    generation.row("the command alone (`nabla --version`)", List.of("--version"));
    Path softmax = root.resolve("benchmarks/src/main/nabla/softmax.nabla");
    List<String> medium =
        new ArrayList<>(List.of("generate", "--stdout", "--batch", "--type", "float"));
    medium.addAll(
        List.of("--dim", "n0=784", "--dim", "n1=128", "--dim", "n2=10", softmax.toString()));
    generation.row(MEDIUM, medium);
    for (int layers : new int[] {50, 100, 200}) {
      Path deep = folder.resolve("deep-" + layers + ".nabla");
      Files.writeString(deep, deep(layers));
      generation.row(layers + LAYERS, List.of("generate", "--stdout", deep.toString()));
    }
    return generation.rows;
  }

  private void row(String what, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(arguments);
    List<Double> times = new ArrayList<>();
    long characters = 0;
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      characters = Processes.output(line).length();
      times.add((System.nanoTime() - start) / 1e9);
    }
    times.sort(null);
    rows.add(new Row(what, times.get(runs / 2), arguments.contains("--stdout") ? characters : 0));
  }

  private static String deep(int layers) {
    StringBuilder text = new StringBuilder("network Deep" + layers + "\n\n");
    text.append("input x : (64)\ntarget y : (64) onehot\n");
    for (int l = 1; l <= layers; l++) {
      text.append("param W%1$d : (64, 64), b%1$d : (64)\n".formatted(l));
    }
    for (int l = 1; l < layers; l++) {
      text.append("h%1$d = tanh(W%1$d %2$s + b%1$d)\n".formatted(l, l == 1 ? "x" : "h" + (l - 1)));
    }
    text.append("output p = softmax(W%1$d h%2$d + b%1$d)\n".formatted(layers, layers - 1));
    return text.append("loss L = cross_entropy(p, y)\n").toString();
  }
}
