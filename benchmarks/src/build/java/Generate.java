import dev.nabla.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs {@code nabla generate} for every case and variant: arguments are the folder with the
 * definitions and the folder to write to. Run from source by the build, before anything of this
 * module is compiled.
 */
final class Generate {
  private final Path specs;
  private final Path output;

  private Generate(Path specs, Path output) {
    this.specs = specs;
    this.output = output;
  }

  public static void main(String[] arguments) throws IOException {
    new Generate(Path.of(arguments[0]), Path.of(arguments[1])).run();
  }

  private void run() throws IOException {
    Set<List<String>> classes = new LinkedHashSet<>();
    for (String[] row : rows("cases.txt")) {
      classes.add(options(row[0], row[1], row[2]));
    }
    String help = nabla(List.of("generate", "--help"));
    for (String[] variant : rows("variants.txt")) {
      List<String> extra = List.of(variant).subList(1, variant.length);
      if (extra.stream().allMatch(option -> !option.startsWith("--") || help.contains(option))) {
        for (List<String> options : classes) {
          generate(variant[0], options, extra);
        }
      } else {
        System.err.println(
            "benchmarks: no variant " + variant[0] + ": `nabla generate` has no " + extra);
      }
    }
  }

  /**
   * The options for a class; its name is that of the definition with the sizes, and F for float.
   */
  private static List<String> options(String spec, String sizes, String type) {
    StringBuilder name = new StringBuilder();
    for (String word : spec.split("-")) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    name.append(sizes.replace('-', 'x')).append(type.equals("float") ? "F" : "");
    List<String> options =
        new ArrayList<>(List.of(spec, "--class", name.toString(), "--type", type));
    String[] numbers = sizes.split("-");
    for (int k = 0; k < numbers.length; k++) {
      options.add("--dim");
      options.add("n" + k + "=" + numbers[k]);
    }
    return options;
  }

  private void generate(String variant, List<String> options, List<String> extra) {
    List<String> arguments = new ArrayList<>(List.of("generate", "-o", output.toString()));
    arguments.addAll(List.of("--package", "dev.nabla.benchmarks." + variant, "--batch", "--hvp"));
    arguments.addAll(options.subList(1, options.size()));
    arguments.addAll(extra);
    arguments.add(specs.resolve(options.get(0) + ".nabla").toString());
    if (!options.get(0).equals("tanh-softmax")) {
      arguments.remove("--hvp");
    }
    nabla(arguments);
  }

  private List<String[]> rows(String file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(specs.resolve(file))) {
      String text = line.replaceFirst("#.*", "").strip();
      if (!text.isEmpty()) {
        rows.add(text.split("\\s+"));
      }
    }
    return rows;
  }

  private static String nabla(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    if (code != 0) {
      System.err.println("nabla " + String.join(" ", arguments) + "\n" + err);
      System.exit(1);
    }
    return out.toString();
  }
}
