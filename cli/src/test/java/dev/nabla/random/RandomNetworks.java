package dev.nabla.random;

import dev.nabla.random.Examination.Finding;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Generates networks, checks them, and makes what fails small. */
final class RandomNetworks {
  /** How many networks' classes are compiled at once. */
  private static final int TOGETHER = 25;

  /** How many failures of one check are made small. */
  private static final int SHRUNK = 2;

  private final SpecGenerator generator = new SpecGenerator(new Signatures());
  private final Coverage coverage = new Coverage();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Integer> outcomes = new LinkedHashMap<>();
  private int accepted;

  Coverage coverage() {
    return coverage;
  }

  List<Finding> findings() {
    return findings;
  }

  /** How many networks were checked. */
  int accepted() {
    return accepted;
  }

  /** Networks with the seeds from {@code first} on. */
  void run(long first, int count, PrintStream progress) {
    for (long from = first; from < first + count; from += TOGETHER) {
      List<Examination> examinations = new ArrayList<>();
      for (long seed = from; seed < Math.min(first + count, from + TOGETHER); seed++) {
        RandomSpec spec = generator.generate(seed, coverage);
        Examination examination = new Examination(seed, spec, coverage, check -> true);
        examination.start();
        examinations.add(examination);
      }
      Examination.finish(examinations);
      for (Examination examination : examinations) {
        findings.addAll(examination.findings());
        if (examination.outcome().isEmpty()) {
          accepted++;
        } else {
          outcomes.merge(examination.outcome(), 1, Integer::sum);
        }
        for (Finding finding : examination.findings()) {
          progress.println(describe(finding));
        }
      }
      if ((from - first) / TOGETHER % 20 == 19) {
        progress.println(from + TOGETHER - first + " networks, " + findings.size() + " failures");
      }
    }
  }

  /** What was left out, and why. */
  Map<String, Integer> outcomes() {
    return outcomes;
  }

  /** The findings, the first ones of each check made small. */
  List<Finding> small() {
    Map<String, Integer> shrunk = new LinkedHashMap<>();
    List<Finding> small = new ArrayList<>();
    for (Finding finding : findings) {
      if (shrunk.merge(finding.check() + finding.problem().getClass(), 1, Integer::sum) <= SHRUNK) {
        small.add(new Shrinker(spec -> again(finding, spec)).shrink(finding));
      }
    }
    return small;
  }

  /** What a check says of another definition. */
  private static Optional<Finding> again(Finding finding, RandomSpec spec) {
    String check = finding.check();
    Examination examination =
        new Examination(
            finding.seed(),
            spec,
            new Coverage(),
            name -> name.equals(check) || check.startsWith("class") && name.equals("batch"));
    examination.start();
    Examination.finish(List.of(examination));
    return examination.findings().stream().filter(f -> f.check().equals(check)).findFirst();
  }

  /** A failure as a definition and a command. */
  static String describe(Finding finding) {
    String message = String.valueOf(finding.problem());
    boolean known = finding.problem() instanceof Failure;
    StackTraceElement[] trace = finding.problem().getStackTrace();
    StringBuilder where = new StringBuilder();
    for (int k = 0; k < Math.min(known ? 0 : 6, trace.length); k++) {
      where.append("\n    at ").append(trace[k]);
    }
    return "seed %d: %s%n%s%s%n%s%nsizes:%s%nagain: -Dtest=RandomNetworksTest -Dnabla.random.networks=1 -Dnabla.random.seed=%d%n"
        .formatted(
            finding.seed(),
            finding.check(),
            message,
            where,
            finding.spec().text(),
            finding.spec().options(),
            finding.seed());
  }
}
