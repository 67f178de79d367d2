package dev.nabla.grammar.text;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.All;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Literal;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.ast.Expression.Norm.Kind;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.text.NablaParser.AtomContext;
import dev.nabla.grammar.text.NablaParser.BoundContext;
import dev.nabla.grammar.text.NablaParser.ExponentContext;
import dev.nabla.grammar.text.NablaParser.ExpressionContext;
import dev.nabla.grammar.text.NablaParser.GroupContext;
import dev.nabla.grammar.text.NablaParser.IndexContext;
import dev.nabla.grammar.text.NablaParser.NormContext;
import dev.nabla.grammar.text.NablaParser.SubscriptContext;
import dev.nabla.grammar.text.NablaParser.SumContext;
import dev.nabla.grammar.text.NablaParser.TermContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Makes expressions of the parser's trees. What it cannot make is thrown as a {@link Rejection}.
 */
public final class TreeBuilder {
  private final Scope scope;
  private int depth;

  public TreeBuilder(Scope scope) {
    this.scope = scope;
  }

  /** The expression, no higher than {@link Limits#DEPTH}. */
  public Expression whole(ExpressionContext context) {
    Expression expression = expression(context);
    List<Expression> level = List.of(expression);
    for (int height = 0; !level.isEmpty(); height++) {
      if (height > Limits.DEPTH) {
        throw tooDeep(expression.span());
      }
      level = level.stream().flatMap(e -> e.children().stream()).toList();
    }
    return expression;
  }

  private static Rejection tooDeep(Span span) {
    return new Rejection(
        DiagnosticCode.LIMIT,
        span,
        Layout.format("the expression's tree is more than %,d operations high", Limits.DEPTH)
            + ", the limit",
        "give parts of it names of their own");
  }

  /** Called before the builder calls itself for a part; the call stack is not without limits. */
  void enter(Span span) {
    depth++;
    if (depth > Limits.NESTING + 2) {
      throw new Rejection(
          DiagnosticCode.LIMIT,
          span,
          Layout.format("the expression is nested more than %d deep, the limit", Limits.NESTING),
          "give parts of it names of their own");
    }
  }

  void leave() {
    depth--;
  }

  Expression expression(ExpressionContext context) {
    enter(span(context));
    Expression left = sum(context.sum(0));
    leave();
    if (context.COMPARE() == null) {
      return left;
    }
    enter(span(context));
    Expression right = sum(context.sum(1));
    leave();
    return new Binary(
        left.span().to(right.span()), comparison(context.COMPARE().getText()), left, right);
  }

  private static Operator comparison(String sign) {
    return switch (sign) {
      case "<" -> Operator.LESS;
      case "<=", "≤" -> Operator.LESS_EQUAL;
      case ">" -> Operator.GREATER;
      case ">=", "≥" -> Operator.GREATER_EQUAL;
      case "==" -> Operator.EQUAL;
      default -> Operator.NOT_EQUAL;
    };
  }

  private Expression sum(SumContext context) {
    List<ParseTree> children = context.children;
    Expression left = term(children.get(0));
    for (int i = 1; i < children.size(); i += 2) {
      Token sign = ((TerminalNode) children.get(i)).getSymbol();
      Expression right = term(children.get(i + 1));
      Operator operator = sign.getType() == NablaParser.PLUS ? Operator.ADD : Operator.SUBTRACT;
      left = new Binary(left.span().to(right.span()), operator, left, right);
    }
    return left;
  }

  private Expression term(ParseTree context) {
    return new TermBuilder(this, scope, (TermContext) context).build();
  }

  List<Expression> expressions(List<ExpressionContext> contexts) {
    List<Expression> list = new ArrayList<>();
    for (ExpressionContext context : contexts) {
      list.add(expression(context));
    }
    return list;
  }

  /** An atom that is not a name. */
  Expression atom(AtomContext atom) {
    if (atom.NUMBER() != null) {
      return number(span(atom), atom.getText());
    }
    if (atom.group() != null) {
      return group(atom.group());
    }
    if (atom.norm() != null) {
      return norm(atom.norm());
    }
    List<List<Expression>> rows =
        atom.literal().row().stream().map(row -> expressions(row.expression())).toList();
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).size() != rows.get(0).size()) {
        throw Rejection.syntax(
            span(atom.literal().row(i)),
            Layout.format(
                "the rows of a matrix are equally long: this one has length %d, the first %d",
                rows.get(i).size(), rows.get(0).size()));
      }
    }
    return new Literal(span(atom), rows);
  }

  /** Parentheses that only group: they are no node, but the span of what they hold has them. */
  private Expression group(GroupContext group) {
    if (group.expression().isEmpty()) {
      throw Rejection.syntax(span(group), "expected an expression between '(' and ')'");
    }
    if (group.expression().size() > 1) {
      throw Rejection.syntax(
          span(group),
          "a list in parentheses needs the name of a function before it",
          "a vector is written in brackets: [a, b]");
    }
    return expression(group.expression(0)).withSpan(span(group));
  }

  private Expression norm(NormContext norm) {
    Kind kind =
        norm.NORM_KIND() == null
            ? Kind.PLAIN
            : Kind.of(norm.NORM_KIND().getText()).orElseThrow(() -> noNorm(norm.NORM_KIND()));
    return new Norm(span(norm), expression(norm.expression()), kind);
  }

  private static Rejection noNorm(TerminalNode kind) {
    return Rejection.syntax(
        Layout.span(kind.getSymbol()),
        "there is no such norm",
        "the norms are ‖v‖, ‖v‖_2, ‖A‖_F and ‖v‖_1");
  }

  /** An exponent that is not a name, without its sign. */
  Expression exponent(ExponentContext context) {
    if (context.NUMBER() != null) {
      return number(Layout.span(context.NUMBER().getSymbol()), context.NUMBER().getText());
    }
    return context.norm() != null ? norm(context.norm()) : expression(context.expression());
  }

  /** The names in brackets behind a reduction. */
  List<Name> names(IndexContext index) {
    return index.subscript().stream().map(this::index).toList();
  }

  /** What stands in brackets on the left of a definition: the names of indices, and colons. */
  List<Expression> left(IndexContext index) {
    rejectRange(index);
    return index.subscript().stream()
        .<Expression>map(s -> s.COLON() == null ? index(s) : new All(span(s)))
        .toList();
  }

  private Name index(SubscriptContext subscript) {
    if (subscript.NAME() == null) {
      throw Rejection.syntax(
          span(subscript),
          "expected the name of an index, but found '" + subscript.getText() + "'");
    }
    return name(subscript.NAME().getSymbol());
  }

  /** How far the indices of a reduction are said to run, in {@code sum[i : n]}. */
  Optional<Expression> range(IndexContext index) {
    BoundContext size = index.bound();
    if (size == null) {
      return Optional.empty();
    }
    return Optional.of(
        size.NAME() != null ? name(size.NAME().getSymbol()) : number(span(size), size.getText()));
  }

  /** Only a reduction says how far its indices run. */
  void rejectRange(IndexContext index) {
    if (index.COLON() != null) {
      throw Rejection.syntax(
          Layout.span(index.COLON().getSymbol()),
          "only a reduction says how far an index runs, as in sum[i : n]");
    }
  }

  /** Names of indices, numbers counted from 1, and colons. */
  List<Expression> subscripts(IndexContext index) {
    rejectRange(index);
    List<Expression> list = new ArrayList<>();
    for (SubscriptContext subscript : index.subscript()) {
      if (subscript.NAME() != null) {
        list.add(name(subscript.NAME().getSymbol()));
      } else if (subscript.COLON() != null) {
        list.add(new All(span(subscript)));
      } else {
        Number number = number(span(subscript), subscript.getText());
        if (!number.value().isInteger() || number.value().signum() <= 0) {
          throw new Rejection(
              DiagnosticCode.INDEX,
              span(subscript),
              "an element is counted by whole numbers from 1, not " + subscript.getText());
        }
        list.add(number);
      }
    }
    return list;
  }

  public static Name name(Token token) {
    return new Name(Layout.span(token), Names.canonical(token.getText()));
  }

  /**
   * The exact value of a number. Numbers whose digits would take memory out of proportion to their
   * text, as those of 1e999999999, are rejected.
   */
  static Number number(Span span, String text) {
    int exponentAt = Math.max(text.indexOf('e'), text.indexOf('E'));
    String digits = exponentAt < 0 ? text : text.substring(0, exponentAt);
    String exponent = exponentAt < 0 ? "0" : text.substring(exponentAt + 1);
    boolean large =
        digits.length() > Limits.DIGITS
            || exponent.length() > 9
            || Math.abs(Integer.parseInt(exponent)) > Limits.DIGITS;
    if (large) {
      String message = "the number has more than %,d digits, the limit";
      throw new Rejection(DiagnosticCode.LIMIT, span, Layout.format(message, Limits.DIGITS));
    }
    return new Number(span, representable(span, Rational.of(new BigDecimal(text))));
  }

  /** The exact quotient of two whole numbers, {@code 1/2}. */
  static Number quotient(Number above, Number below) {
    Span span = above.span().to(below.span());
    if (below.value().isZero()) {
      String shown = above.value() + "/" + below.value();
      throw new Rejection(DiagnosticCode.BAD_VALUE, span, shown + " divides by zero");
    }
    return new Number(span, above.value().times(below.value().reciprocal()));
  }

  /** The generated code computes with {@code double}: what it cannot hold is an error here. */
  private static Rational representable(Span span, Rational value) {
    double nearest = value.doubleValue();
    if (Double.isInfinite(nearest)) {
      String message = "the number is above 1.8e308, the limit";
      throw new Rejection(DiagnosticCode.LIMIT, span, message);
    }
    if (nearest == 0 && !value.isZero()) {
      String message = "the number is nearer to 0 than 4.9e-324, the limit";
      throw new Rejection(DiagnosticCode.LIMIT, span, message);
    }
    return value;
  }

  Span span(ParserRuleContext context) {
    return Layout.span(context.getStart()).to(Layout.span(context.getStop()));
  }
}
