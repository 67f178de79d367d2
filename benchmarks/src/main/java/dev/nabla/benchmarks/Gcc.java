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

/**
 * The same work in C with every size a constant, compiled by gcc in this run; the best of several
 * forms counts.
 */
final class Gcc {
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

  /**
   * Times every form that suits the case; a form whose results are wrong is reported, and is fatal
   * for the case.
   */
  Measurement measure(Problem problem, double[] expected, Effort effort) {
    List<Measurement> forms = new ArrayList<>();
    try {
      Path numbers = folder.resolve("numbers");
      Reference.write(numbers, numbers(problem));
      for (String form : forms(problem)) {
        forms.add(form(problem, form, numbers, expected, effort));
      }
      Files.delete(numbers);
    } catch (IOException e) {
      return Measurement.missing(problem.of(), "gcc", Providers.reason(e));
    }
    Optional<Measurement> wrong = forms.stream().filter(form -> !form.isPresent()).findFirst();
    return wrong.orElseGet(
        () -> forms.stream().min((a, b) -> Double.compare(a.median(), b.median())).orElseThrow());
  }

  private static double[] numbers(Problem problem) {
    return Problem.join(
        problem.theta(),
        problem.direction(),
        Problem.join(problem.xs()),
        Problem.join(problem.ys()));
  }

  private static List<String> forms(Problem problem) {
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

  private Measurement form(
      Problem problem, String form, Path numbers, double[] expected, Effort effort)
      throws IOException {
    Path base = folder.resolve(problem.of().name() + "-" + form);
    Path source = Path.of(base + ".c");
    Files.writeString(source, source(problem, form));
    List<String> compile = new ArrayList<>(List.of("gcc"));
    compile.addAll(FLAGS);
    compile.addAll(List.of("-o", base.toString(), source.toString(), "-lm"));
    Processes.output(compile);
    Path results = Path.of(base + ".results");
    String median =
        Processes.output(
            List.of(
                base.toString(),
                numbers.toString(),
                results.toString(),
                String.valueOf(effort.warmUp()),
                String.valueOf(effort.iterations() * effort.forks()),
                String.valueOf(effort.milliseconds())));
    Optional<String> difference =
        Reference.difference(problem.of(), expected, Reference.read(results));
    Files.delete(results);
    if (difference.isPresent()) {
      return Measurement.missing(
          problem.of(), "gcc", "WRONG: form " + form + ": " + difference.get());
    }
    return Measurement.of(problem.of(), "gcc", Double.parseDouble(median.strip()), form);
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
