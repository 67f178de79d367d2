package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Span;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.typing.Calls;
import dev.nabla.symbolic.elaborate.typing.Context;
import dev.nabla.symbolic.elaborate.typing.Globals;
import dev.nabla.symbolic.elaborate.typing.Inference;
import dev.nabla.symbolic.elaborate.typing.Typer;
import dev.nabla.symbolic.elaborate.words.Prelude;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shapes of the parts of derived formulas, by the rules that check what people write: a formula
 * is typed as if it stood in the definition, where adjoints have the shapes of their values.
 */
public final class FormulaShapes {
  private final Prelude prelude = Calls.prelude();
  private final Names names;

  /**
   * @param laidOut adjoints that do not have the shape of their value
   */
  public FormulaShapes(Network network, Collection<Variable> laidOut) {
    this.names = new Names(network, laidOut);
  }

  /**
   * The shape of every part of a formula in matrix notation, by the identity of the part; empty
   * where a part has no rule, as a partial derivative of an opaque function of several arguments.
   */
  public Map<Expression, Shape> of(Expression formula) {
    Inference inference = new Inference(names, true);
    new Typer(inference, prelude).type(formula, Context.TOP);
    inference.solve();
    Map<Expression, Shape> shapes = new IdentityHashMap<>();
    inference
        .bySyntax()
        .forEach(
            (part, typed) -> {
              if (typed.dims().isKnown() && !typed.dims().isBroken()) {
                shapes.put(part, typed.dims().shape());
              }
            });
    boolean whole = inference.failures().isEmpty() && shapes.containsKey(formula);
    return whole ? shapes : Map.of();
  }

  /** What the names of formulas are, adjoints and opaque functions included. */
  private static final class Names implements Globals {
    private final Exprs exprs;
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Size> sizes = new HashMap<>();
    private final Map<String, Statement.Constant> constants = new HashMap<>();
    private final Map<String, Statement.Function> functions = new HashMap<>();

    Names(Network network, Collection<Variable> laidOut) {
      this.exprs = network.exprs();
      laidOut.forEach(variable -> shapes.put(variable.name(), variable.shape()));
      network.sizes().forEach(size -> sizes.put(size.name(), size));
      for (Binding constant : network.constants()) {
        Name name = name(constant.variable().name());
        Expression any = new Expression.Number(Span.NONE, dev.nabla.grammar.base.Rational.ONE);
        constants.put(name.text(), new Statement.Constant(Span.NONE, name, any));
      }
      List<Expr> values = network.values().stream().map(Binding::value).toList();
      for (Expr e : Traversal.topological(values)) {
        if (e instanceof Elementwise map && map.function().isOpaque()) {
          String name = map.function().name().replace("'", "");
          functions.put(
              name,
              new Statement.Function(Span.NONE, name(name), List.of(name("u")), Optional.empty()));
        }
      }
    }

    private static Name name(String text) {
      return new Name(Span.NONE, text);
    }

    @Override
    public Optional<Dims> dims(String name) {
      return constants.containsKey(name)
          ? Optional.empty()
          : Optional.ofNullable(shapes.get(name))
              .or(() -> exprs.variable(name).map(Variable::shape))
              .map(Dims::of);
    }

    @Override
    public boolean isInferred(String name) {
      return false;
    }

    @Override
    public Optional<Size> size(String name) {
      return Optional.ofNullable(sizes.get(name));
    }

    @Override
    public Optional<Statement.Constant> constant(String name) {
      return Optional.ofNullable(constants.get(name));
    }

    @Override
    public Optional<Statement.Function> function(String name) {
      return Optional.ofNullable(functions.get(name));
    }

    @Override
    public Map<String, Statement.Function> functions() {
      return functions;
    }
  }
}
