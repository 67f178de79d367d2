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
    text.append("# Results\n\n");
    machine.forEach(
        (name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
    text.append("- command: `").append(command).append("`\n");
    text.append("- ")
        .append(effort)
        .append("; one thread; everything is checked against ours first\n");
    times();
    for (String variant : variants) {
      ratios(variant);
    }
    goals();
    checks(checks);
    generation(generation);
    missing();
    return text.toString();
  }

  private void times() {
    heading(
        "Time of a call",
        "The loss and all gradients of a sample or a batch. `gcc` is the best of its forms.");
    List<String> columns = new ArrayList<>(variants);
    columns.addAll(peers);
    List<String> head = new ArrayList<>(List.of("case"));
    head.addAll(columns);
    head.addAll(List.of("GFLOP/s " + String.join(", ", variants), "bytes a call"));
    List<List<String>> rows = new ArrayList<>();
    for (Case of : cases) {
      List<String> row = new ArrayList<>(List.of(of.title()));
      for (String column : columns) {
        row.add(time(of.name(), column).map(Report::duration).orElse(NONE));
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

  private void goals() {
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
    if (!rows.isEmpty()) {
      heading("Goals", "");
      table(List.of("case", "what", "goal", "measured", "reached"), rows);
    }
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
        "The whole process of `nabla generate`, start of the virtual machine included.");
    List<List<String>> rows = new ArrayList<>();
    for (Generation.Row row : generation) {
      rows.add(
          List.of(
              row.what(),
              number(row.seconds()) + " s",
              row.characters() == 0 ? NONE : String.format(Locale.ROOT, "%,d", row.characters())));
    }
    table(List.of("definition", "time", "characters of source"), rows);
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
