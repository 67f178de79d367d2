package dev.nabla.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of a run, as Markdown with columns that line up in a terminal. */
final class Report {
  private static final String NONE = "";

  private final List<Case> cases;
  private final List<String> variants;
  private final List<String> peers;
  private final Map<String, Measurement> measurements = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  Report(List<Case> cases, List<String> variants, List<String> peers, List<Measurement> all) {
    this.cases = cases;
    this.variants = variants;
    this.peers = peers;
    all.forEach(m -> measurements.put(key(m.of().name(), m.by()), m));
  }

  private static String key(String caseName, String by) {
    return caseName + " " + by;
  }

  private Optional<Measurement> measurement(Case of, String by) {
    return Optional.ofNullable(measurements.get(key(of.name(), by)));
  }

  private Optional<Double> time(String caseName, String by) {
    return Optional.ofNullable(measurements.get(key(caseName, by)))
        .filter(Measurement::isPresent)
        .map(Measurement::median);
  }

  /** The whole report. */
  String text(
      Map<String, String> machine,
      String command,
      Effort effort,
      List<Generation.Row> generation,
      List<String> checks) {
    text.append("# Measured with Java ").append(Runtime.version()).append("\n\n");
    machine.forEach(
        (name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
    text.append("- command: `").append(command).append("`\n");
    text.append("- ")
        .append(effort)
        .append("; one thread; everything is checked against ours first\n");
    text.append("- ").append(disturbed()).append('\n');
    times();
    for (String variant : variants) {
      ratios(variant);
    }
    goals(generation);
    checks(checks);
    generation(generation);
    missing();
    return text.toString();
  }

  private String disturbed() {
    List<Iteration> all =
        measurements.values().stream().flatMap(m -> m.iterations().stream()).toList();
    long disturbed = all.stream().filter(iteration -> !iteration.isUndisturbed()).count();
    return String.format(
        Locale.ROOT,
        "in %d of %d iterations something else had the core: these do not count",
        disturbed,
        all.size());
  }

  private void times() {
    heading(
        "Time of a call",
        "The loss and all gradients of a sample or a batch. `gcc` is the best of its forms. A `~` marks a time whose iterations were not alike.");
    List<String> columns = new ArrayList<>(variants);
    columns.addAll(peers);
    List<String> head = new ArrayList<>(List.of("case"));
    head.addAll(columns);
    head.addAll(List.of("GFLOP/s " + String.join(", ", variants), "bytes a call"));
    List<List<String>> rows = new ArrayList<>();
    for (Case of : cases) {
      List<String> row = new ArrayList<>(List.of(of.title()));
      for (String column : columns) {
        row.add(
            measurement(of, column).filter(Measurement::isPresent).map(Report::cell).orElse(NONE));
      }
      row.add(ofVariants(of, m -> number(of.operations() / m.median())));
      row.add(ofVariants(of, m -> bytes(m.bytes())));
      rows.add(row);
    }
    table(head, rows);
  }

  private String ofVariants(Case of, Function<Measurement, String> cell) {
    return variants.stream()
        .map(
            variant ->
                measurement(of, variant).filter(Measurement::isPresent).map(cell).orElse("-"))
        .collect(Collectors.joining(", "));
  }

  private void ratios(String variant) {
    heading(
        "Time of the others / time of " + variant,
        "Above 1 we are faster. The mean is geometric, over the cases that the peer has.");
    List<String> head = new ArrayList<>(List.of("case"));
    head.addAll(peers);
    List<List<String>> rows = new ArrayList<>();
    List<List<Double>> all = peers.stream().<List<Double>>map(peer -> new ArrayList<>()).toList();
    for (Case of : cases) {
      List<String> row = new ArrayList<>(List.of(of.title()));
      for (int k = 0; k < peers.size(); k++) {
        Optional<Double> ratio = ratio(of.name(), variant, peers.get(k));
        ratio.ifPresent(all.get(k)::add);
        row.add(ratio.map(Report::number).orElse(NONE));
      }
      rows.add(row);
    }
    List<String> mean = new ArrayList<>(List.of("mean"));
    all.forEach(ratios -> mean.add(ratios.isEmpty() ? NONE : number(geometricMean(ratios))));
    rows.add(mean);
    table(head, rows);
  }

  private static double geometricMean(List<Double> values) {
    return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
  }

  private Optional<Double> ratio(String caseName, String variant, String peer) {
    return time(caseName, peer)
        .flatMap(theirs -> time(caseName, variant).map(ours -> theirs / ours));
  }

  private void goals(List<Generation.Row> generation) {
    List<List<String>> rows = new ArrayList<>();
    for (Goal goal : Goal.ALL) {
      Optional<Double> ratio = ratio(goal.caseName(), goal.ours(), goal.peer());
      ratio.ifPresent(
          r ->
              rows.add(
                  List.of(
                      Case.named(goal.caseName()).title(),
                      goal.peer() + " / " + goal.ours(),
                      "at least " + number(goal.atLeast()),
                      number(r),
                      r >= goal.atLeast() ? "yes" : "no")));
    }
    Case medium = Case.named("softmax-784-128-10-float-64");
    time(medium.name(), "plain")
        .map(ns -> medium.operations() / ns)
        .ifPresent(
            speed ->
                rows.add(
                    List.of(
                        medium.title(),
                        "plain, GFLOP/s",
                        "at least " + number(Goal.MEDIUM_PLAIN_GFLOPS),
                        number(speed),
                        speed >= Goal.MEDIUM_PLAIN_GFLOPS ? "yes" : "no")));
    rows.addAll(generationGoals(generation));
    if (!rows.isEmpty()) {
      heading("Goals", "");
      table(List.of("case", "what", "goal", "measured", "reached"), rows);
    }
  }

  private static List<List<String>> generationGoals(List<Generation.Row> generation) {
    List<List<String>> rows = new ArrayList<>();
    for (Generation.Row row : generation) {
      double seconds = row.seconds() - generation.get(0).seconds();
      Optional.ofNullable(Goal.GENERATION.get(row.what()))
          .ifPresent(
              limit ->
                  rows.add(
                      List.of(
                          row.what(),
                          "generated after the start",
                          "at most " + number(limit) + " s",
                          number(seconds) + " s",
                          seconds <= limit ? "yes" : "no")));
    }
    if (!generation.isEmpty()) {
      double growth =
          characters(generation, Generation.DEEPEST)
              / characters(generation, Generation.SHALLOWEST);
      rows.add(
          List.of(
              Generation.DEEPEST,
              "source / that of 50 layers",
              "at most " + number(Goal.GROWTH),
              number(growth),
              growth <= Goal.GROWTH ? "yes" : "no"));
    }
    return rows;
  }

  private static double characters(List<Generation.Row> generation, String what) {
    return generation.stream()
        .filter(row -> row.what().equals(what))
        .mapToDouble(Generation.Row::characters)
        .findFirst()
        .orElseThrow();
  }

  private void checks(List<String> checks) {
    heading("Checks", "");
    checks.forEach(check -> text.append("- ").append(check).append('\n'));
  }

  private void generation(List<Generation.Row> generation) {
    if (generation.isEmpty()) {
      return;
    }
    heading(
        "Generation",
        "The whole process, start of the virtual machine included, and what remains of it after that start.");
    List<List<String>> rows = new ArrayList<>();
    for (Generation.Row row : generation) {
      rows.add(
          List.of(
              row.what(),
              number(row.seconds()) + " s",
              number(row.seconds() - generation.get(0).seconds()) + " s",
              row.characters() == 0 ? NONE : String.format(Locale.ROOT, "%,d", row.characters())));
    }
    table(List.of("definition", "time", "after the start", "characters of source"), rows);
  }

  private void missing() {
    List<Measurement> missing = measurements.values().stream().filter(m -> !m.isPresent()).toList();
    if (missing.isEmpty()) {
      return;
    }
    heading("Not available", "");
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Measurement m : missing) {
      byReason
          .computeIfAbsent(m.by() + ": " + m.note(), reason -> new ArrayList<>())
          .add(m.of().title());
    }
    byReason.forEach(
        (reason, which) -> {
          String where = which.size() == cases.size() ? "all cases" : String.join("; ", which);
          text.append("- ").append(reason).append(" (").append(where).append(")\n");
        });
  }

  private void heading(String title, String explanation) {
    text.append("\n## ").append(title).append("\n\n");
    if (!explanation.isEmpty()) {
      text.append(explanation).append("\n\n");
    }
  }

  /** The first column to the left, the others to the right. */
  private void table(List<String> head, List<List<String>> rows) {
    int[] widths = new int[head.size()];
    List<List<String>> all = new ArrayList<>(rows);
    all.add(0, head);
    for (List<String> row : all) {
      for (int k = 0; k < widths.length; k++) {
        widths[k] = Math.max(Math.max(widths[k], 3), row.get(k).length());
      }
    }
    line(head, widths);
    text.append('|');
    for (int k = 0; k < widths.length; k++) {
      text.append(' ')
          .append("-".repeat(widths[k] - (k == 0 ? 0 : 1)))
          .append(k == 0 ? " |" : ": |");
    }
    text.append('\n');
    rows.forEach(row -> line(row, widths));
  }

  private void line(List<String> row, int[] widths) {
    text.append('|');
    for (int k = 0; k < widths.length; k++) {
      String pad = " ".repeat(widths[k] - row.get(k).length());
      text.append(' ').append(k == 0 ? row.get(k) + pad : pad + row.get(k)).append(" |");
    }
    text.append('\n');
  }

  private static String cell(Measurement m) {
    return (m.isSteady() ? "" : "~") + duration(m.median());
  }

  /** Three digits and a unit. */
  static String duration(double nanoseconds) {
    String[] units = {"ns", "µs", "ms", "s"};
    double value = nanoseconds;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return number(value) + " " + units[unit];
  }

  /** Three digits. */
  static String number(double value) {
    double size = Math.abs(value);
    int digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** Fractions of a byte are what the measuring itself allocates, spread over the calls. */
  private static String bytes(double value) {
    return Double.isNaN(value) ? "?" : String.valueOf(Math.round(value));
  }

  /** A line of progress. */
  static String progress(Measurement m) {
    String what = m.isPresent() ? duration(m.median()) : "not available: " + m.note();
    String note = m.isPresent() && !m.note().isEmpty() ? " (" + m.note() + ")" : "";
    return String.format(Locale.ROOT, "%-44s %-10s %s%s", m.of().title(), m.by(), what, note);
  }
}
