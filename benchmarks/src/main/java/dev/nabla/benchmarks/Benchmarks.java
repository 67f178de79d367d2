package dev.nabla.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Measures the cases and prints the report; {@code benchmarks/run} builds and starts it. */
public final class Benchmarks {
  /** HotSpot compiles no method above 8,000 bytes; ours stay clear of that. */
  private static final int LONGEST_METHOD = 7_500;

  /**
   * Peers that need more than a millisecond to say hello are for the cases with a goal in a quick
   * run.
   */
  private static final List<String> HEAVY = List.of("pytorch", "tensorflow", "nd4j");

  private final Options options;
  private final Path folder;
  private final Forks forks;
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> checks = new ArrayList<>();
  private final List<String> unavailable = new ArrayList<>();

  private Benchmarks(Options options) throws IOException {
    this.options = options;
    this.folder = options.root().resolve("benchmarks/target/run");
    Files.createDirectories(folder);
    this.forks = new Forks(folder);
  }

  /** Runs; exits with 1 when the results of a peer or of ours are wrong. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("jmh.ignoreLock", "true");
    try {
      Options options = Options.parse(List.of(arguments));
      if (options.list()) {
        Case.all().forEach(of -> System.out.println(of.name()));
      } else {
        System.exit(new Benchmarks(options).run() ? 0 : 1);
      }
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(2);
    }
  }

  private boolean run() throws IOException {
    Pattern only = Pattern.compile(options.only());
    List<Case> cases = Case.all().stream().filter(c -> only.matcher(c.name()).find()).toList();
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("no case matches " + options.only() + "; see --list");
    }
    List<String> variants =
        Providers.variants().stream().filter(v -> Benchmarks.class.getResource(v) != null).toList();
    cases.forEach(of -> measure(of, variants));
    methods(cases, variants);
    List<Generation.Row> generation =
        options.generation()
            ? Generation.measure(options.root(), folder, options.effort().forks())
            : List.of();
    Map<String, String> machine = Machine.describe();
    versions(machine);
    String report =
        new Report(cases, variants, options.peers(), measurements)
            .text(machine, options.command(), options.effort(), generation, checks);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.print(report);
    if (options.out().isPresent()) {
      Files.writeString(options.out().get(), report);
    }
    return measurements.stream().noneMatch(Measurement::isWrong);
  }

  private void versions(Map<String, String> machine) throws IOException {
    for (String peer : Providers.peers()) {
      Path version = folder.resolve(peer + ".version");
      if (Files.exists(version)) {
        machine.put(peer, Files.readString(version));
        Files.delete(version);
      }
    }
  }

  private void measure(Case of, List<String> variants) {
    Problem problem = Problem.of(of);
    double[] expected;
    try {
      Implementation ours = Providers.named("plain").prepare(problem).orElseThrow();
      ours.run();
      expected = ours.result();
      Reference.write(folder.resolve(of.name() + ".reference"), expected);
    } catch (RuntimeException | IOException e) {
      keep(Measurement.missing(of, "plain", Providers.reason(e)));
      return;
    }
    for (String variant : variants) {
      keep(forks.measure(problem, variant, options.effort()));
      compiled(problem, variant);
    }
    for (String peer : options.peers()) {
      peer(problem, peer, expected);
    }
  }

  private void peer(Problem problem, String peer, double[] expected) {
    Case of = problem.of();
    if (peer.equals("gcc")) {
      keep(
          Gcc.version().isPresent()
              ? new Gcc(folder).measure(problem, expected, options.effort())
              : Measurement.missing(of, peer, "gcc is not installed"));
      return;
    }
    boolean later = options.quick() && HEAVY.contains(peer) && !hasGoal(of);
    if (later || unavailable.contains(peer)) {
      return;
    }
    if (!Providers.isBuilt(peer)) {
      keep(Measurement.missing(of, peer, "not built (profile " + peer + ")"));
      unavailable.add(peer);
      return;
    }
    Measurement measurement = forks.measure(problem, peer, options.effort());
    if (measurement.note().startsWith("IllegalStateException: cannot load")) {
      unavailable.add(peer);
    }
    if (!measurement.note().equals("IllegalStateException: none")) {
      keep(measurement);
    }
  }

  private static boolean hasGoal(Case of) {
    return Goal.ALL.stream()
        .anyMatch(goal -> HEAVY.contains(goal.peer()) && goal.caseName().equals(of.name()));
  }

  private void keep(Measurement measurement) {
    measurements.add(measurement);
    System.err.println(Report.progress(measurement));
  }

  private void compiled(Problem problem, String variant) {
    Path log = forks.compilations(problem, variant);
    try {
      for (String complaint :
          Compilations.complaints(log, Generated.className(variant, problem.of()))) {
        checks.add("**" + problem.of().title() + ", " + variant + "**: " + complaint);
      }
    } catch (IOException e) {
      checks.add("**" + problem.of().title() + ", " + variant + "**: no log of the compiler");
    }
  }

  /** The longest methods, and bytes allocated. */
  private void methods(List<Case> cases, List<String> variants) throws IOException {
    if (checks.isEmpty()) {
      checks.add(
          "every class that ran reached the optimising compiler, and no method was given up");
    }
    Map<Integer, String> longest = new TreeMap<>();
    for (Case of : cases) {
      for (String variant : variants) {
        CodeLengths.of(Generated.className(variant, of))
            .forEach(
                (name, length) -> longest.put(length, variant + " " + of.className() + "." + name));
      }
    }
    int most = longest.keySet().stream().max(Integer::compare).orElse(0);
    String bold = most > LONGEST_METHOD ? "**" : "";
    checks.add(
        bold
            + "longest method: "
            + most
            + " bytes of bytecode, "
            + longest.get(most)
            + "; limit "
            + LONGEST_METHOD
            + bold);
    List<String> allocating =
        measurements.stream()
            .filter(m -> variants.contains(m.by()) && m.bytes() >= 0.5)
            .map(m -> m.of().title() + ", " + m.by() + " " + Report.number(m.bytes()))
            .toList();
    checks.add(
        allocating.isEmpty()
            ? "no call of ours allocates"
            : "**bytes allocated a call**: " + String.join("; ", allocating));
  }
}
