package dev.nabla.grammar.format;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Constant;
import dev.nabla.grammar.ast.Statement.Declaration;
import dev.nabla.grammar.ast.Statement.Dimension;
import dev.nabla.grammar.ast.Statement.Function;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.format.Row.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes statements as rows. Declarations of one kind that stand on one line stay on one; a list
 * that was broken over lines, or would be too long, becomes a declaration on each.
 */
final class Rows {
  private final Lines lines;
  private final Formulas formulas;
  private final List<Row> rows = new ArrayList<>();

  /** The statements of the row that is being made, all of one kind. */
  private final List<Statement> pending = new ArrayList<>();

  private Rows(Lines lines, Formulas formulas) {
    this.lines = lines;
    this.formulas = formulas;
  }

  static List<Row> of(Spec spec, Source source, Formulas formulas) {
    Rows rows = new Rows(Lines.of(source), formulas);
    spec.statements().forEach(rows::add);
    rows.flush();
    spec.name().ifPresent(rows::network);
    return rows.rows.stream().sorted(Comparator.comparingInt(r -> r.span().start())).toList();
  }

  private void network(Name title) {
    rows.add(new Row(Kind.NETWORK, title.span(), List.of("network " + title.text())));
  }

  private void add(Statement statement) {
    if (!pending.isEmpty() && !joins(statement)) {
      flush();
    }
    pending.add(statement);
    if (pending.size() > 1 && Lines.columns(row().text()) > Alignment.WIDTH) {
      pending.remove(pending.size() - 1);
      flush();
      pending.add(statement);
    }
  }

  private boolean joins(Statement next) {
    Statement last = pending.get(pending.size() - 1);
    return !keyword(next).isEmpty()
        && keyword(last).equals(keyword(next))
        && lines.lastOf(last.span()) == lines.firstOf(next.span());
  }

  private void flush() {
    if (!pending.isEmpty()) {
      rows.add(row());
      pending.clear();
    }
  }

  private Row row() {
    Statement first = pending.get(0);
    if (first instanceof Assignment assignment) {
      return assignment(assignment);
    }
    if (first instanceof Function function) {
      return new Row(Kind.FUNCTION, function.span(), List.of(function(function)));
    }
    Span span = first.span().to(pending.get(pending.size() - 1).span());
    List<String> cells = new ArrayList<>(List.of(keyword(first) + " "));
    for (int i = 0; i < pending.size(); i++) {
      List<String> entry = entry(pending.get(i));
      cells.addAll(entry.subList(0, entry.size() - 1));
      cells.add(entry.get(entry.size() - 1) + (i < pending.size() - 1 ? ", " : ""));
    }
    if (first instanceof Declaration) {
      return new Row(Kind.VARIABLE, span, cells);
    }
    boolean list = pending.size() > 1;
    Kind kind = first instanceof Dimension ? Kind.DIMENSION : Kind.CONSTANT;
    return new Row(kind, span, list ? List.of(String.join("", cells)) : cells);
  }

  /** What a statement begins with; two with the same can stand on one line if they are listed. */
  private static String keyword(Statement statement) {
    if (statement instanceof Declaration declaration) {
      return word(declaration.role());
    }
    return statement instanceof Dimension ? "dim" : statement instanceof Constant ? "const" : "";
  }

  /** What stands behind the keyword, in cells. */
  private List<String> entry(Statement statement) {
    if (statement instanceof Dimension dimension) {
      String name = formulas.write(dimension.name());
      return dimension.value().map(v -> List.of(name + " ", "= " + v)).orElse(List.of(name));
    }
    if (statement instanceof Constant constant) {
      return List.of(
          formulas.write(constant.name()) + " ", "= " + formulas.write(constant.value()));
    }
    Declaration declaration = (Declaration) statement;
    String facts =
        declaration.facts().stream()
            .sorted()
            .map(fact -> " " + word(fact))
            .collect(Collectors.joining());
    String shape = list(declaration.shape(), ", ");
    return List.of(formulas.write(declaration.name()) + " ", ": (" + shape + ")" + facts);
  }

  private String function(Function function) {
    String head = formulas.write(function.name()) + "(" + list(function.parameters(), ", ") + ")";
    return "fn " + head + function.body().map(body -> " = " + formulas.write(body)).orElse("");
  }

  private Row assignment(Assignment assignment) {
    boolean adds = assignment.accumulated();
    String subscripts =
        assignment.subscripts().isEmpty() ? "" : "[" + list(assignment.subscripts(), ",") + "]";
    subscripts += assignment.by().isEmpty() ? "" : "(" + list(assignment.by(), ", ") + ")";
    String left = formulas.write(assignment.name()) + subscripts + (adds ? " " : "");
    String right = (adds ? "+= " : " = ") + formulas.write(assignment.value());
    return assignment.kind() == Statement.Kind.VALUE
        ? new Row(Kind.VALUE, assignment.span(), List.of(left, right))
        : new Row(
            Kind.RESULT, assignment.span(), List.of(word(assignment.kind()) + " ", left, right));
  }

  private String list(List<? extends Expression> expressions, String separator) {
    return expressions.stream().map(formulas::write).collect(Collectors.joining(separator));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
