package dev.nabla.report;

import dev.nabla.codegen.ScheduleExplanation;
import dev.nabla.codegen.schedule.Section;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints why a generated class computes as it does. */
public final class ExplanationReport {
  private final PrintWriter out;
  private final Set<Section.Kind> used = EnumSet.noneOf(Section.Kind.class);

  private ExplanationReport(PrintWriter out) {
    this.out = out;
  }

  /** Prints an explanation of the class of this name. */
  public static void print(PrintWriter out, String name, ScheduleExplanation explanation) {
    new ExplanationReport(out).print(name, explanation);
  }

  private void print(String name, ScheduleExplanation explanation) {
    out.println("class " + name);
    explanation.methods().forEach(this::method);
    out.println();
    out.println("schedules");
    int width = used.stream().mapToInt(kind -> kind.title().length()).max().orElse(0);
    for (Section.Kind kind : used) {
      out.println("  " + padded(kind.title(), width) + "  " + kind.reason());
    }
    out.println();
    out.printf(Locale.ROOT, "work arrays of an instance: %,d bytes%n", explanation.scratchBytes());
  }

  private void method(ScheduleExplanation.Method method) {
    out.println();
    out.printf(
        Locale.ROOT,
        "%s: %,d multiply-adds and element operations, about %,d bytes of bytecode%s%n",
        method.name(),
        method.work(),
        method.bytecode(),
        method.inRegisters() ? ", one method in registers" : "");
    List<List<String>> rows = method.statements().stream().map(this::row).toList();
    int formulas = width(rows, 0);
    int shapes = width(rows, 1);
    int work = width(rows, 2);
    for (List<String> row : rows) {
      String number = " ".repeat(work - row.get(2).length()) + row.get(2);
      out.println(
          ("  " + padded(row.get(0), formulas) + "  " + padded(row.get(1), shapes))
              + ("  " + number + "  " + row.get(3)));
    }
  }

  private List<String> row(ScheduleExplanation.Choice choice) {
    used.addAll(choice.kinds());
    String first = choice.formula().lines().findFirst().orElse("");
    boolean more = choice.formula().lines().count() > 1;
    return List.of(
        more ? first + ", ..." : first,
        choice.shape(),
        String.format(Locale.ROOT, "%,d", choice.work()),
        choice.kinds().stream().map(Section.Kind::title).collect(Collectors.joining(", ")));
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).codePointCount(0, row.get(column).length()))
        .max()
        .orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }
}
