package dev.nabla.random;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.compile.CompilationException;
import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** All checks of one definition. */
final class Examination {
  /** How many samples batches repeat. */
  private static final int SAMPLES = 3;

  /** Of the checks of texts, and of schedules that are forced, each network has its turn. */
  private static final int TURNS = 3;

  /**
   * Something that does not hold.
   *
   * @param check what
   * @param problem how that was noticed
   */
  record Finding(long seed, RandomSpec spec, String check, Throwable problem) {
    boolean isLike(Finding other) {
      return check.equals(other.check) && problem.getClass() == other.problem.getClass();
    }
  }

  /** A class that has to be compiled before it can be checked. */
  record Pending(Examination of, GeneratedCheck check, GeneratedSource source) {
    String name() {
      return source.path().replaceFirst("\\.java$", "");
    }

    void run(GeneratedClass generated) {
      of.attempt("class " + check.variant(), () -> check.run(generated));
    }

    void rejected(CompilationException problem) {
      of.attempt(
          "class " + check.variant(),
          () -> {
            throw problem;
          });
    }
  }

  private final long seed;
  private final RandomSpec spec;
  private final Coverage coverage;
  private final Predicate<String> wanted;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private String outcome = "";

  /** An examination; the checks whose names are wanted. */
  Examination(long seed, RandomSpec spec, Coverage coverage, Predicate<String> wanted) {
    this.seed = seed;
    this.spec = spec;
    this.coverage = coverage;
    this.wanted = wanted;
  }

  List<Finding> findings() {
    return findings;
  }

  /** What has to be compiled; empty before {@link #start}. */
  List<Pending> pending() {
    return pending;
  }

  /** Empty when it was checked, otherwise what stood in the way. */
  String outcome() {
    return outcome;
  }

  private void attempt(String check, Runnable run) {
    if (wanted.test(check)) {
      try {
        run.run();
      } catch (RuntimeException
          | AssertionError
          | StackOverflowError
          | OutOfMemoryError
          | LinkageError e) {
        findings.add(new Finding(seed, spec, check, e));
      }
    }
  }

  /** Everything but what needs a compiler. */
  void start() {
    Optional<Subject> read = read();
    if (read.isEmpty()) {
      return;
    }
    Subject subject = read.get();
    List<Sample> samples = new ArrayList<>();
    attemptAlways("points", () -> samples.addAll(samples(subject)));
    if (samples.isEmpty()) {
      return;
    }
    Sample sample = samples.get(0);
    coverage.event("kinks looked at", new Branches(subject.network().values()).count());
    if (sample.gradients().stream().anyMatch(g -> !g.isFinite())) {
      attempt(
          "gradient is a number",
          () -> {
            throw new Failure("a gradient is no number where the value is smooth");
          });
    }
    DerivativeChecks.all()
        .forEach(
            (name, check) -> attempt(name, () -> check.of(spec, subject, sample, seed, coverage)));
    int number = 0;
    for (Map.Entry<String, Check> text : TextChecks.all().entrySet()) {
      if (Math.floorMod(seed + number++, (long) TURNS) == 0) {
        attempt(text.getKey(), () -> text.getValue().of(spec, subject, sample, seed, coverage));
      }
    }
    generate(subject, samples);
  }

  /** Whatever else is wanted depends on this. */
  private void attemptAlways(String check, Runnable run) {
    try {
      run.run();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      outcome = "failed";
      findings.add(new Finding(seed, spec, check, e));
    }
  }

  private Optional<Subject> read() {
    List<Subject> read = new ArrayList<>();
    attemptAlways("reading and deriving", () -> read.add(Subject.of(spec.text(), spec.dims())));
    return read.stream().findFirst();
  }

  private List<Sample> samples(Subject subject) {
    List<Sample> samples = new ArrayList<>();
    Sample.Search first = Sample.find(subject, seed, coverage);
    if (first.found().isEmpty()) {
      outcome = first.obstacle();
      return samples;
    }
    samples.add(first.found().get());
    if (wanted.test("batch")) {
      for (int k = 1; k < SAMPLES; k++) {
        Sample.beside(subject, samples.get(0), seed + k, coverage).ifPresent(samples::add);
      }
    }
    return samples;
  }

  private void generate(Subject subject, List<Sample> samples) {
    List<Variant> variants = new ArrayList<>(List.of(Variant.STANDARD));
    Random random = new Random(seed);
    int turn = (int) Math.floorMod(seed, (long) Variant.OTHERS.size());
    variants.add(Variant.OTHERS.get(turn));
    for (int k = 0; k < variants.size(); k++) {
      Variant variant = variants.get(k);
      boolean matrices = random.nextInt(4) == 0;
      generate(subject, samples, variant, matrices, k);
    }
  }

  private void generate(
      Subject subject, List<Sample> samples, Variant variant, boolean matrices, int number) {
    attempt(
        "class " + variant,
        () -> {
          GeneratedCheck check =
              new GeneratedCheck(subject, samples, variant, matrices, seed, coverage);
          GeneratedSource source = check.source("N" + Math.abs(seed) + "_" + number);
          pending.add(new Pending(this, check, source));
        });
  }

  /** Compiles what several examinations need, and checks it. */
  static void finish(List<Examination> examinations) {
    List<Pending> all = examinations.stream().flatMap(e -> e.pending.stream()).toList();
    if (all.isEmpty()) {
      return;
    }
    Map<String, byte[]> classes;
    try {
      classes = InMemoryCompiler.compile(all.stream().map(Pending::source).toList());
    } catch (CompilationException someAreWrong) {
      all.forEach(Examination::alone);
      return;
    }
    all.forEach(p -> p.run(InMemoryCompiler.load(p.name(), classes)));
  }

  private static void alone(Pending one) {
    try {
      Map<String, byte[]> classes = InMemoryCompiler.compile(one.source());
      one.run(InMemoryCompiler.load(one.name(), classes));
    } catch (CompilationException e) {
      one.rejected(e);
    }
  }
}
