package dev.nabla.grammar.read;

import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Unread;
import dev.nabla.grammar.print.Style;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a source was LaTeX.
 *
 * @param first the first of it
 * @param statements what it was read as
 * @param interpreted those of them that say more than is literally there
 * @param leftOut where it stands among sentences, what was left out
 */
public record FromLatex(
    Optional<Span> first,
    List<Statement> statements,
    List<Statement> interpreted,
    Optional<Unread> leftOut) {
  /** Nothing. */
  static final FromLatex NONE =
      new FromLatex(Optional.empty(), List.of(), List.of(), Optional.empty());

  /** How many statements are shown, and how long each may be. */
  private static final int NOTED = 200;

  private static final int WIDTH = 400;

  public FromLatex {
    statements = List.copyOf(statements);
    interpreted = List.copyOf(interpreted);
  }

  FromLatex without(Set<Statement> left) {
    return new FromLatex(
        first,
        statements.stream().filter(s -> !left.contains(s)).toList(),
        interpreted.stream().filter(s -> !left.contains(s)).toList(),
        leftOut);
  }

  /**
   * The statements that errors are about, which among sentences are left out and not errors; empty
   * when there are none. The shapes that notes mention are not all that a definition needs, so when
   * a variable has none, all are left out.
   */
  public Set<Statement> leaveOut(List<Diagnostic> errors) {
    Set<Statement> left = new LinkedHashSet<>();
    if (leftOut.isEmpty()) {
      return left;
    }
    for (Diagnostic error : errors) {
      List<Statement> about = about(error);
      if (left.addAll(about)) {
        boolean shapes = about.get(0) instanceof Statement.Declaration;
        String why = shapes ? "shapes are inferred, as not all are given: " : "";
        leftOut.get().add(Rejection.syntax(about.get(0).span(), why + error.message()));
      }
    }
    return left;
  }

  private List<Statement> about(Diagnostic error) {
    List<Statement> shapes =
        statements.stream().filter(s -> s instanceof Statement.Declaration).toList();
    if (error.code() == DiagnosticCode.UNKNOWN_NAME && !shapes.isEmpty()) {
      return shapes;
    }
    int at = error.span().start();
    List<Statement> around = new ArrayList<>();
    for (Statement statement : statements) {
      Span span = statement.span();
      if (span.start() <= at && at < span.end() && !(statement instanceof Statement.Dimension)) {
        around.add(statement);
      }
    }
    return around;
  }

  /**
   * Says what was read as something that is not literally there, or all that was read among
   * sentences, and what was not.
   */
  public void note(Diagnostics diagnostics) {
    leftOut.ifPresent(unread -> unread.note(diagnostics));
    List<Statement> noted = leftOut.isPresent() ? statements : interpreted;
    if (noted.isEmpty() || first.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    noted.stream()
        .limit(NOTED)
        .map(Style.TEXT::statement)
        .map(FromLatex::shortened)
        .forEach(lines::add);
    if (noted.size() > NOTED) {
      lines.add("… and " + (noted.size() - NOTED) + " more");
    }
    diagnostics.report(DiagnosticCode.LATEX, first.get(), "LaTeX is read as", lines, List.of());
  }

  private static String shortened(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "…";
  }
}
