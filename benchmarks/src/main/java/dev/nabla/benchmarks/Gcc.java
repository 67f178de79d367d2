package dev.nabla.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The same work in C with every size a constant, compiled by gcc in this run, in several forms. */
final class Gcc {
  static final String NAME = "gcc";

  /** There is nothing to compile while it runs. */
  private static final int WARMS_UP_FASTER = 2;

  private static final List<String> FLAGS =
      List.of("-std=gnu11", "-O3", "-march=native", "-fopenmp-simd");

  /** Straight-line code is tried up to this many weights. */
  private static final int STRAIGHT_LIMIT = 700;

  private final Path folder;

  Gcc(Path folder) {
    this.folder = folder;
  }

  /** The compiler's own words, or empty where there is none. */
  static Optional<String> version() {
    try {
      return Optional.of(
          Processes.output(List.of("gcc", "--version")).lines().findFirst().orElse(""));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Compiles every form that suits the case. */
  List<Form> forms(Problem problem, double[] expected) throws IOException {
    Path numbers = folder.resolve(problem.of().name() + ".numbers");
    Reference.write(numbers, numbers(problem));
    List<Form> forms = new ArrayList<>();
    for (String form : names(problem)) {
      Path program = folder.resolve(problem.of().name() + "-" + form);
      Path source = Path.of(program + ".c");
      Files.writeString(source, source(problem, form));
      List<String> compile = new ArrayList<>(List.of("gcc"));
      compile.addAll(FLAGS);
      compile.addAll(List.of("-o", program.toString(), source.toString(), "-lm"));
      Processes.output(compile);
      forms.add(new Form(problem.of(), form, program, numbers, expected));
    }
    return forms;
  }

  /** A program: one way to write the case in C. */
  record Form(Case of, String name, Path program, Path numbers, double[] expected) {
    /** The iterations of one process, whose results are compared with ours. */
    Measurement measure(Effort effort) {
      try {
        Path results = Path.of(program + ".results");
        List<Iteration> iterations =
            Processes.output(
                    List.of(
                        program.toString(),
                        numbers.toString(),
                        results.toString(),
                        String.valueOf(effort.warmUp() / WARMS_UP_FASTER),
                        String.valueOf(effort.iterations()),
                        String.valueOf(effort.milliseconds())))
                .lines()
                .map(line -> line.split(" "))
                .map(w -> new Iteration(Double.parseDouble(w[0]), Double.parseDouble(w[1])))
                .toList();
        return Reference.difference(of, expected, Reference.read(results))
            .map(wrong -> Measurement.missing(of, NAME, "WRONG: form " + name + ": " + wrong))
            .orElseGet(() -> Measurement.ofProgram(of, NAME, iterations, name));
      } catch (IOException e) {
        return Measurement.missing(of, NAME, Providers.reason(e));
      }
    }
  }

  private static double[] numbers(Problem problem) {
    return Problem.join(
        problem.theta(),
        problem.direction(),
        Problem.join(problem.xs()),
        Problem.join(problem.ys()));
  }

  private static List<String> names(Problem problem) {
    Family family = problem.of().family();
    List<String> forms = new ArrayList<>(List.of("loops", "rows"));
    if (problem.of().batch() >= 4 || family == Family.LINEAR || family == Family.ATTENTION) {
      forms.add("tiles");
    }
    if (family.isChain() && problem.of().batch() == 1 && problem.theta().length <= STRAIGHT_LIMIT) {
      forms.add("straight");
    }
    return forms;
  }

  private static String source(Problem problem, String form) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        problem.of().single() ? "#define SINGLE\ntypedef float real;\n" : "typedef double real;\n");
    define(text, "FORM", List.of("loops", "rows", "tiles", "straight").indexOf(form) % 3);
    int[] n = problem.sizes();
    for (int k = 0; k < n.length; k++) {
      define(text, "N" + k, n[k]);
    }
    define(text, "PARAMETERS", problem.theta().length);
    define(text, "INPUTS", problem.xs()[0].length);
    define(text, "TARGETS", problem.ys()[0].length);
    define(text, "SAMPLES", problem.xs().length);
    define(text, "RESULTS", Arrays.stream(problem.of().family().results(n)).sum());
    text.append(resource("kernels.h"));
    if (form.equals("straight")) {
      text.append(ChainInC.straight(problem));
    } else if (problem.of().family().isChain()) {
      text.append(ChainInC.kernels(problem));
    } else {
      text.append(resource(problem.of().family().definition() + ".c"));
    }
    return text.append(resource("harness.c")).toString();
  }

  private static void define(StringBuilder text, String name, int value) {
    text.append(String.format(Locale.ROOT, "#define %s %d%n", name, value));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Gcc.class.getResourceAsStream("/c/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
