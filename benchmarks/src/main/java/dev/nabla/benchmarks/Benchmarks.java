package dev.nabla.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Measures the cases and prints the report; {@code benchmarks/run} builds and starts it. */
public final class Benchmarks {
  /** HotSpot compiles no method above 8,000 bytes; ours stay clear of that. */
  private static final int LONGEST_METHOD = 7_500;

  private static final long LARGE = 100_000;

  private static final double FAR = 1.5;

  /** The variant that everything is compared with. */
  private static final String REFERENCE = "plain";

  /** What is said where a library has no implementation of a case: no news. */
  private static final String NONE = "none";

  private final Options options;
  private final Path folder;
  private final Forks forks;
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> checks = new ArrayList<>();
  private final Map<String, String> machine = Machine.describe();
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
    versions();
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

  private void versions() throws IOException {
    for (String peer : Providers.peers()) {
      Path version = folder.resolve(peer + ".version");
      if (Files.exists(version)) {
        machine.put(peer, Files.readString(version));
        Files.delete(version);
      }
    }
  }

  /** Measures by everything, a fork of each in turn, so that a slow minute is slow for all. */
  private void measure(Case of, List<String> variants) {
    Problem problem = Problem.of(of);
    double[] expected;
    try {
      Implementation ours = Providers.named(REFERENCE).prepare(problem).orElseThrow();
      ours.run();
      expected = ours.result();
      Reference.write(folder.resolve(of.name() + ".reference"), expected);
    } catch (RuntimeException | IOException e) {
      keep(Measurement.missing(of, REFERENCE, Providers.reason(e)));
      return;
    }
    Map<String, Supplier<Measurement>> all = new LinkedHashMap<>();
    for (String variant : variants) {
      all.put(variant, () -> forks.measure(of, variant, options.effort()));
    }
    for (String peer : options.peers()) {
      if (peer.equals(Gcc.NAME)) {
        compile(problem, expected, all);
      } else if (isWanted(of, peer)) {
        all.put(peer, () -> forks.measure(of, peer, effort(of, peer)));
      }
    }
    best(rounds(of, all)).forEach(this::keep);
    variants.forEach(variant -> compiled(of, variant));
  }

  /** The forms in C, or why there are none. */
  private void compile(Problem problem, double[] expected, Map<String, Supplier<Measurement>> all) {
    try {
      for (Gcc.Form form : new Gcc(folder).forms(problem, expected)) {
        all.put(Gcc.NAME + " " + form.name(), () -> form.measure(options.effort()));
      }
    } catch (IOException e) {
      keep(Measurement.missing(problem.of(), Gcc.NAME, Providers.reason(e)));
    }
  }

  private Effort effort(Case of, String peer) {
    boolean far = Providers.isHeavy(peer) && !hasGoal(of);
    return far ? options.effort().least() : options.effort();
  }

  private List<Measurement> rounds(Case of, Map<String, Supplier<Measurement>> all) {
    Map<String, Measurement> results = new LinkedHashMap<>();
    for (int round = 0; round < options.effort().forks(); round++) {
      for (Map.Entry<String, Supplier<Measurement>> one : all.entrySet()) {
        Measurement before = results.get(one.getKey());
        if (before == null) {
          results.put(one.getKey(), one.getValue().get());
        } else if (isWorthMore(of, before, results.values(), round)) {
          results.put(one.getKey(), before.and(one.getValue().get()));
        }
      }
    }
    return List.copyOf(results.values());
  }

  /**
   * Whether another fork is due: not after a failure, nor for a form in C that is far behind
   * another.
   */
  private boolean isWorthMore(Case of, Measurement before, Collection<Measurement> all, int round) {
    return before.isPresent()
        && round < effort(of, before.by()).forks()
        && all.stream()
            .filter(m -> m.by().equals(before.by()) && m.isPresent())
            .allMatch(m -> before.median() < FAR * m.median());
  }

  /** One measurement of each: of several forms the best one, unless one of them is wrong. */
  private static List<Measurement> best(List<Measurement> all) {
    Map<String, Measurement> best = new LinkedHashMap<>();
    for (Measurement m : all) {
      best.merge(
          m.by(),
          m,
          (a, b) -> !a.isPresent() ? a : !b.isPresent() || b.median() < a.median() ? b : a);
    }
    return List.copyOf(best.values());
  }

  private boolean isWanted(Case of, String peer) {
    if (unavailable.contains(peer) || options.quick() && !isQuick(of, peer)) {
      return false;
    }
    if (!Providers.isBuilt(peer)) {
      unavailable.add(peer);
      keep(Measurement.missing(of, peer, "not built: no profile " + peer));
      return false;
    }
    return true;
  }

  /** In a quick run a peer that takes long to load, or has nothing to show, is left out. */
  private static boolean isQuick(Case of, String peer) {
    return Providers.isHeavy(peer)
        ? hasGoal(of)
        : !peer.equals("openblas") || of.operations() > LARGE;
  }

  private static boolean hasGoal(Case of) {
    return Goal.ALL.stream()
        .anyMatch(goal -> Providers.isHeavy(goal.peer()) && goal.caseName().equals(of.name()));
  }

  private void keep(Measurement measurement) {
    if (measurement.note().equals(NONE)) {
      return;
    }
    if (measurement.note().startsWith(Providers.CANNOT_LOAD)) {
      unavailable.add(measurement.by());
    }
    measurements.add(measurement);
    System.err.println(Report.progress(measurement));
  }

  private void compiled(Case of, String variant) {
    try {
      String name = Generated.className(variant, of);
      for (String complaint : Compilations.complaints(forks.compilations(of, variant), name)) {
        checks.add("**" + of.title() + ", " + variant + "**: " + complaint);
      }
    } catch (IOException e) {
      checks.add("**" + of.title() + ", " + variant + "**: no log of the compiler");
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
    measurements.stream()
        .filter(m -> variants.contains(m.by()) && m.isPresent())
        .max(Comparator.comparingDouble(Measurement::settling))
        .ifPresent(
            m ->
                checks.add(
                    "slowest of ours to warm up: "
                        + m.of().title()
                        + ", "
                        + m.by()
                        + ": the compiler was at work for "
                        + Report.number(m.settling())
                        + " s"));
    List<String> allocating =
        measurements.stream()
            .filter(m -> variants.contains(m.by()) && m.bytes() > 0)
            .map(m -> m.of().title() + ", " + m.by() + " " + Report.number(m.bytes()))
            .toList();
    checks.add(
        allocating.isEmpty()
            ? "no call of ours allocates (the counter of the thread, over several calls)"
            : "**bytes allocated a call**: " + String.join("; ", allocating));
  }
}
