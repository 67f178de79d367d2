package dev.nabla.report;

import dev.nabla.grammar.format.Wrapping;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.catalogue.FunctionDerivative;
import dev.nabla.symbolic.catalogue.FunctionEntry;
import dev.nabla.symbolic.function.FunctionGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Functions for a terminal: a list by groups, or one after the other in full. */
public final class FunctionText {
  private static final int WIDTH = 100;
  private static final int DEFINITION = 24;
  private static final int DERIVATIVE = 64;

  private final Style style;
  private final StringBuilder out = new StringBuilder();
  private String line = "";

  private FunctionText(Style style) {
    this.style = style;
  }

  /** All functions, with definitions and derivatives. */
  public static String list(List<FunctionEntry> entries, Style style) {
    FunctionText text = new FunctionText(style);
    for (FunctionGroup group : FunctionGroup.values()) {
      text.out.append(group.title()).append('\n');
      entries.stream().filter(e -> e.function().group() == group).forEach(text::entry);
      text.out.append('\n');
    }
    text.out.append(
        """
        v is the value of the function; where its adjoint is δv, that of A is δA.
        nabla functions NAME shows one in full.
        """);
    return text.out.toString();
  }

  /** Functions in full. */
  public static String full(List<FunctionEntry> entries, Style style) {
    FunctionText text = new FunctionText(style);
    for (FunctionEntry entry : entries) {
      text.out.append(text.out.isEmpty() ? "" : "\n");
      text.inFull(entry);
    }
    return text.out.toString();
  }

  // ---------------------------------------------------------------- in the list

  /** The name, the definition, the derivatives in a column where they fit, and the note. */
  private void entry(FunctionEntry entry) {
    line = "  " + String.join(", ", names(entry));
    List<String> derivatives =
        entry.derivatives().stream().map(this::derivative).filter(FunctionText::isShort).toList();
    String definition = entry.definition().map(e -> "= " + style.expression(e)).orElse("");
    String note = entry.function().note().isEmpty() ? "" : "# " + entry.function().note();
    place(definition.isEmpty() ? note : definition, DEFINITION);
    boolean fit =
        columns(line) < DERIVATIVE
            && derivatives.stream().allMatch(d -> DERIVATIVE + columns(d) <= WIDTH);
    derivatives.forEach(d -> place(d, fit ? DERIVATIVE : DEFINITION));
    if (!definition.isEmpty()) {
      place(note, DEFINITION);
    }
    end();
  }

  /** Whether lines can be broken so that they fit; what is longer is only shown in full. */
  private static boolean isShort(String derivative) {
    return Wrapping.wrap(derivative, WIDTH - DEFINITION)
        .lines()
        .allMatch(line -> columns(line) <= WIDTH - DEFINITION);
  }

  private List<String> names(FunctionEntry entry) {
    List<String> names = new ArrayList<>(List.of(style.expression(entry.application())));
    names.addAll(entry.function().aliases());
    return names;
  }

  private String derivative(FunctionDerivative derivative) {
    return left(derivative) + " = " + style.expression(derivative.formula().expression());
  }

  private String left(FunctionDerivative derivative) {
    String indices =
        derivative.formula().indices().stream()
            .map(style::expression)
            .collect(Collectors.joining(","));
    return (derivative.pulledBack() ? "δ" : "∂/∂")
        + derivative.by()
        + (indices.isEmpty() ? "" : "[" + indices + "]");
  }

  /** Puts a piece at a column, on a new line when the column is taken. */
  private void place(String piece, int column) {
    if (piece.isEmpty()) {
      return;
    }
    if (columns(line) >= column) {
      end();
    }
    line += " ".repeat(column - columns(line));
    line += Wrapping.wrap(piece, WIDTH - column).replace("\n", "\n" + " ".repeat(column));
  }

  private void end() {
    out.append(line.isEmpty() ? "" : line + "\n");
    line = "";
  }

  private static int columns(String text) {
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return last.codePointCount(0, last.length());
  }

  // ---------------------------------------------------------------- in full

  private void inFull(FunctionEntry entry) {
    out.append(style.expression(entry.application())).append('\n');
    row("group", entry.function().group().title());
    row("also", entry.function().aliases().stream().collect(Collectors.joining(", ")));
    row("definition", entry.definition().map(style::expression).orElse(""));
    entry.derivatives().forEach(d -> row("derivative", derivative(d)));
    row("note", entry.function().note());
    String value = entry.definition().map(e -> " = " + Style.LATEX.expression(e)).orElse("");
    row("LaTeX", Style.LATEX.expression(entry.application()) + value);
    for (FunctionDerivative d : entry.derivatives()) {
      row("", FunctionLatex.left(d) + " = " + FunctionLatex.right(d));
    }
    if (entry.derivatives().stream().anyMatch(FunctionDerivative::pulledBack)) {
      row("where", "δv is the adjoint of the value");
    }
  }

  private void row(String title, String text) {
    if (!text.isEmpty()) {
      String indent = "\n" + " ".repeat(14);
      out.append(String.format(Locale.ROOT, "  %-12s", title));
      out.append(Wrapping.wrap(text, WIDTH - 14).replace("\n", indent)).append('\n');
    }
  }
}
