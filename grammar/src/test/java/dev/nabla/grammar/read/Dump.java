package dev.nabla.grammar.read;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.All;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Literal;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Constant;
import dev.nabla.grammar.ast.Statement.Declaration;
import dev.nabla.grammar.ast.Statement.Dimension;
import dev.nabla.grammar.ast.Statement.Function;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Trees as s-expressions, which need no precedence to be understood; spans are left out. */
public final class Dump {
  private Dump() {}

  public static String of(Expression e) {
    if (e instanceof Name name) {
      return name.text();
    }
    if (e instanceof Number number) {
      return number.value().toString();
    }
    if (e instanceof All) {
      return ":";
    }
    String subscripts = e instanceof Element element ? " " + all(element.subscripts()) : "";
    return "(" + head(e) + " " + all(e.children()) + subscripts + ")";
  }

  private static String head(Expression e) {
    if (e instanceof Binary binary) {
      return binary.dotted() ? "dot" : binary.operator().name().toLowerCase(Locale.ROOT);
    }
    if (e instanceof Apply apply) {
      return "call " + apply.function().text() + "'".repeat(apply.primes());
    }
    if (e instanceof Reduction reduction) {
      return reduction.function().text() + " [" + all(reduction.indices()) + "]";
    }
    if (e instanceof Power power) {
      return power.elementwise() ? ".power" : "power";
    }
    if (e instanceof Literal literal) {
      return "literal " + literal.rows().size() + "x" + literal.rows().get(0).size();
    }
    if (e instanceof Norm norm) {
      return "norm" + norm.kind().subscript();
    }
    if (e instanceof Element) {
      return "at";
    }
    return e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String all(List<? extends Expression> list) {
    return list.stream().map(Dump::of).collect(Collectors.joining(" "));
  }

  public static String of(Statement s) {
    if (s instanceof Dimension d) {
      return "dim " + of(d.name()) + d.value().map(v -> " " + v).orElse("");
    }
    if (s instanceof Declaration d) {
      String facts = d.facts().stream().sorted().map(f -> " " + f).collect(Collectors.joining());
      return d.role() + " " + of(d.name()) + " (" + all(d.shape()) + ")" + facts;
    }
    if (s instanceof Constant c) {
      return "const " + of(c.name()) + " " + of(c.value());
    }
    if (s instanceof Function f) {
      String body = f.body().map(b -> " " + of(b)).orElse("");
      return "fn " + of(f.name()) + " (" + all(f.parameters()) + ")" + body;
    }
    Assignment a = (Assignment) s;
    String indices = a.subscripts().isEmpty() ? "" : " [" + all(a.subscripts()) + "]";
    String sign = a.accumulated() ? " += " : " = ";
    return a.kind() + " " + of(a.name()) + indices + sign + of(a.value());
  }
}
