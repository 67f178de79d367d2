package dev.nabla.grammar.text;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Constant;
import dev.nabla.grammar.ast.Statement.Declaration;
import dev.nabla.grammar.ast.Statement.Dimension;
import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.ast.Statement.Function;
import dev.nabla.grammar.ast.Statement.Kind;
import dev.nabla.grammar.ast.Statement.Role;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.text.NablaParser.AssignmentContext;
import dev.nabla.grammar.text.NablaParser.ConstantsContext;
import dev.nabla.grammar.text.NablaParser.DeclarationsContext;
import dev.nabla.grammar.text.NablaParser.DeclaratorContext;
import dev.nabla.grammar.text.NablaParser.DimensionsContext;
import dev.nabla.grammar.text.NablaParser.FunctionContext;
import dev.nabla.grammar.text.NablaParser.SizeContext;
import dev.nabla.grammar.text.NablaParser.StatementContext;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes statements of the parser's trees; a list of declarations gives one for each name. */
public final class StatementBuilder {
  private static final String FACTS =
      Arrays.stream(Fact.values()).map(StatementBuilder::word).collect(Collectors.joining(", "));

  private final Scope scope;
  private final TreeBuilder trees;

  public StatementBuilder(Scope scope) {
    this.scope = scope;
    this.trees = new TreeBuilder(scope);
  }

  /** The statements of one that is not {@code network}. */
  public List<? extends Statement> statements(StatementContext context) {
    if (context instanceof DimensionsContext dimensions) {
      return dimensions.size().stream().map(this::dimension).toList();
    }
    if (context instanceof DeclarationsContext declarations) {
      Role role = role(declarations.role);
      return declarations.declarator().stream().map(d -> declaration(role, d)).toList();
    }
    if (context instanceof ConstantsContext constants) {
      return constants.constant().stream()
          .map(c -> new Constant(trees.span(c), defined(c.NAME()), trees.whole(c.expression())))
          .toList();
    }
    return List.of(
        context instanceof FunctionContext function
            ? function(function)
            : assignment((AssignmentContext) context));
  }

  private static Name name(TerminalNode node) {
    return TreeBuilder.name(node.getSymbol());
  }

  /**
   * The name of something that expressions can use; {@code outer} would be read as a sign there.
   */
  private static Name defined(TerminalNode node) {
    Name name = name(node);
    if (name.text().equals("outer")) {
      throw Rejection.syntax(
          name.span(), "'outer' is an operator, as in 'a outer b'", "choose another name");
    }
    return name;
  }

  private Dimension dimension(SizeContext size) {
    return new Dimension(
        trees.span(size),
        defined(size.NAME()),
        Optional.ofNullable(size.NUMBER()).map(StatementBuilder::wholeNumber));
  }

  private static BigInteger wholeNumber(TerminalNode node) {
    Span span = Layout.span(node.getSymbol());
    Rational value = TreeBuilder.number(span, node.getText()).value();
    if (!value.isInteger() || value.signum() <= 0) {
      throw new Rejection(
          DiagnosticCode.BAD_VALUE, span, "a size is a whole number from 1, not " + node.getText());
    }
    return value.numerator();
  }

  private static Role role(Token keyword) {
    return switch (keyword.getType()) {
      case NablaParser.INPUT -> Role.INPUT;
      case NablaParser.TARGET -> Role.TARGET;
      default -> Role.PARAM;
    };
  }

  private Declaration declaration(Role role, DeclaratorContext context) {
    Set<Fact> facts = EnumSet.noneOf(Fact.class);
    List<TerminalNode> names = context.NAME();
    for (TerminalNode node : names.subList(1, names.size())) {
      facts.add(fact(node.getSymbol()));
    }
    List<Expression> shape = context.shape().expression().stream().map(trees::whole).toList();
    return new Declaration(trees.span(context), role, defined(names.get(0)), shape, facts);
  }

  private static Fact fact(Token token) {
    return Arrays.stream(Fact.values())
        .filter(fact -> word(fact).equals(token.getText()))
        .findFirst()
        .orElseThrow(
            () ->
                Rejection.syntax(
                    Layout.span(token),
                    Layout.quoted(token) + " says nothing about a shape",
                    "a shape can be followed by " + FACTS,
                    "the next declaration of a list comes after a comma"));
  }

  private static String word(Fact fact) {
    return fact.name().toLowerCase(Locale.ROOT);
  }

  private Function function(FunctionContext context) {
    List<Name> parameters =
        context.parameters() == null
            ? List.of()
            : context.parameters().NAME().stream().map(StatementBuilder::name).toList();
    parameters.forEach(parameter -> scope.bind(parameter.text()));
    Optional<Expression> body = Optional.ofNullable(context.expression()).map(trees::whole);
    return new Function(trees.span(context), name(context.NAME()), parameters, body);
  }

  private Assignment assignment(AssignmentContext context) {
    Kind kind = kind(context);
    Name name = defined(context.NAME());
    boolean accumulated = context.op.getType() == NablaParser.PLUS_ASSIGN;
    if (accumulated && kind != Kind.LOSS) {
      throw Rejection.syntax(
          Layout.span(context.op),
          "only a loss is summed over the examples with '+='",
          "write 'loss " + context.NAME().getText() + " += …', or '='");
    }
    List<Expression> left = context.index() == null ? List.of() : trees.left(context.index());
    List<Name> by =
        context.parameters() == null
            ? List.of()
            : context.parameters().NAME().stream().map(StatementBuilder::name).toList();
    Assignment head = new Assignment(trees.span(context), kind, name, left, by, accumulated, name);
    head.indices().forEach(index -> scope.bind(index.text()));
    return head.withValue(trees.whole(context.expression()));
  }

  private static Kind kind(AssignmentContext context) {
    if (context.kind == null) {
      return Kind.VALUE;
    }
    return context.kind.getType() == NablaParser.LOSS ? Kind.LOSS : Kind.OUTPUT;
  }
}
