package dev.nabla.symbolic.explain;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Derivation.Form;
import dev.nabla.symbolic.derive.Derivation.Path;
import dev.nabla.symbolic.derive.DerivationException;
import dev.nabla.symbolic.derive.Pullback;
import dev.nabla.symbolic.elaborate.FormulaShapes;
import dev.nabla.symbolic.eval.Verifier;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.explain.Explanation.Jacobian;
import dev.nabla.symbolic.explain.Explanation.Known;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Link;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.notation.Notation;
import dev.nabla.symbolic.rewrite.Simplifier;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds what there is to say about each step of a derivation. */
public final class Explainer {
  /** Chains with more factors than this are not written in full. */
  private static final int MAX_FACTORS = 6;

  /** Jacobians larger than this are not written as a factor of a product. */
  private static final int MAX_WEIGHT = 12;

  private final Network network;
  private final Exprs f;
  private final Layout layout;
  private final Notation notation;
  private final Pullback pullback;
  private final Simplifier simplifier;
  private final FormulaShapes shapes;
  private final Verifier verifier;
  private final Reasons reasons;
  private final Map<Variable, Derived> adjoints = new HashMap<>();

  public Explainer(Derivation derivation, Layout layout) {
    this.network = derivation.network();
    this.f = network.exprs();
    this.layout = layout;
    this.notation = new Notation(f);
    this.pullback = new Pullback(f);
    this.simplifier = new Simplifier(f, derivation.rules());
    this.shapes = new FormulaShapes(network, layout.laidOut());
    this.verifier = new Verifier(network);
    this.reasons = new Reasons(derivation, layout, notation);
    derivation.adjoints().forEach(adjoint -> adjoints.put(adjoint.of(), adjoint));
    for (Binding binding : network.values()) {
      if (network.loss().filter(binding.variable()::equals).isEmpty()) {
        simplifier.define(binding.variable(), binding.value());
      }
    }
  }

  /**
   * The step as it is to be shown.
   *
   * @throws DerivationException when the product of a chain is not what the derivation used
   */
  public Explanation explain(Derived step) {
    boolean rewritten = step.of() == step.name() && step.of().role() == Variable.Role.VALUE;
    if (rewritten && step.paths().isEmpty()) {
      return new Explanation(step, step.of().shape(), List.of(), List.of(), rewritten(step));
    }
    List<Chain> chains = step.paths().stream().map(path -> chain(step.of(), path)).toList();
    Shape shape = layout.shape(step.of().shape());
    return new Explanation(step, shape, chains, inFull(step), derivative(step, chains));
  }

  // ---------------------------------------------------------------- chains

  private Chain chain(Variable of, Path path) {
    Variable through = path.through();
    Expr local = jacobian(path.definition(), of);
    Shape shape = jacobianShape(through, of);
    Formula formula =
        shape.order() <= 2 ? notation.of(local, shape) : notation.indexForm(local, List.of());
    Jacobian jacobian = new Jacobian(new Link(through, of), formula, shape, through.order());
    if (through == network.result() && network.loss().isPresent()) {
      return new Chain(Optional.empty(), jacobian, Optional.empty(), Verdict.EXACT);
    }
    Known head = new Known(new Link(network.result(), through), above(path), aboveShape(path));
    Verdict verdict = check(of, path, local);
    return new Chain(Optional.of(head), jacobian, balance(of, path, local, jacobian), verdict);
  }

  private Expr jacobian(Expr definition, Variable by) {
    Expr identity = pullback.identity(definition.axes());
    return simplifier.simplify(pullback.apply(definition, identity, List.of(by)).get(by)).result();
  }

  /** That the cotangent along the Jacobian is what the derivation went on with. */
  private Verdict check(Variable of, Path path, Expr local) {
    List<Integer> above = Exprs.range(0, path.through().order());
    List<Factor> factors =
        List.of(
            new Factor(path.cotangent(), above), new Factor(local, Exprs.range(0, local.order())));
    Expr product = f.contract(factors, Exprs.range(above.size(), of.order()));
    Verdict verdict = verifier.compare(product, path.contribution());
    if (verdict == Verdict.DIFFERENT) {
      throw new DerivationException(
          "the chain for " + of.name() + " through " + path.through().name() + " does not hold");
    }
    return verdict;
  }

  private Formula above(Path path) {
    return notation.of(layout.of(path.cotangent(), path.through().shape()), aboveShape(path));
  }

  private Shape aboveShape(Path path) {
    return layout.shape(path.through().shape());
  }

  /** The sizes of what is derived, then those of what by: a scalar by a column is a row. */
  private static Shape jacobianShape(Variable above, Variable below) {
    List<Size> sizes = new ArrayList<>(above.axes());
    sizes.addAll(below.axes());
    if (sizes.size() == 1 && above.isScalar()) {
      return Shape.of(Size.ONE, sizes.get(0));
    }
    return Shape.ofAxes(sizes);
  }

  /** How cotangent and Jacobian are multiplied. */
  private Optional<Balance> balance(Variable of, Path path, Expr local, Jacobian jacobian) {
    if (isVector(of) && isVector(path.through()) && local.weight() <= MAX_WEIGHT) {
      return product(of, path, local, jacobian);
    }
    Formula formula =
        notation.of(layout.of(path.contribution(), of.shape()), layout.shape(of.shape()));
    return formula.isIndexForm()
        ? Optional.empty()
        : Balance.of(formula.expression(), shapes.of(formula.expression()));
  }

  /** Whether this is a column or a scalar. */
  private static boolean isVector(Variable v) {
    return v.order() <= 1 && v.shape().order() <= 2 && !v.shape().isRow();
  }

  /** The transposed Jacobian times the cotangent; in numerator layout the other way round. */
  private Optional<Balance> product(Variable of, Path path, Expr local, Jacobian jacobian) {
    Formula above = above(path);
    Shape flippedShape = flipped(jacobian.shape());
    Expr flipped = local.order() == 2 ? f.transpose(local) : local;
    Formula transposed = notation.of(flipped, flippedShape);
    if (above.isIndexForm() || jacobian.formula().isIndexForm() || transposed.isIndexForm()) {
      return Optional.empty();
    }
    Expression own = jacobian.formula().expression();
    boolean turned = !layout.isNumerator();
    Balance.Factor cotangent =
        Balance.factor(above.expression(), aboveShape(path), above.expression(), aboveShape(path));
    Balance.Factor local2 =
        turned
            ? Balance.factor(own, jacobian.shape(), transposed.expression(), flippedShape)
            : Balance.factor(own, jacobian.shape(), own, jacobian.shape());
    return Optional.of(
        turned
            ? Balance.product(local2, cotangent, layout.shape(of.shape()))
            : Balance.product(cotangent, local2, layout.shape(of.shape())));
  }

  private static Shape flipped(Shape shape) {
    return shape.order() == 2 ? Shape.of(shape.sizes().get(1), shape.sizes().get(0)) : shape;
  }

  /** The chain from the result down to a variable, if every value flows into one other. */
  private List<Link> inFull(Derived step) {
    List<Link> links = new ArrayList<>();
    Derived at = step;
    while (at != null && at.paths().size() == 1 && links.size() <= MAX_FACTORS) {
      Variable through = at.paths().get(0).through();
      links.add(0, new Link(through, at.of()));
      if (through == network.result()) {
        return links.size() <= MAX_FACTORS ? links : List.of();
      }
      at = adjoints.get(through);
    }
    return List.of();
  }

  // ---------------------------------------------------------------- formulas

  /**
   * The formulas of a derivative: the product of the chain, the sum of all, and what it becomes.
   */
  private List<Line> derivative(Derived step, List<Chain> chains) {
    Lines lines = new Lines();
    Formula raw = laidOut(step, step.raw());
    if (chains.size() == 1 && chains.get(0).balance().isPresent()) {
      Expression product = chains.get(0).balance().get().product();
      if (!product.equals(raw.expression())) {
        lines.add(new Formula(product, List.of()));
        lines.because(reasons.ofProduct(product, chains.get(0).verdict()));
      }
    }
    lines.add(raw);
    return rest(lines, step, form -> laidOut(step, form));
  }

  private Formula laidOut(Derived step, Expr formula) {
    Shape shape = step.of().shape();
    return notation.of(layout.of(formula, shape), layout.shape(shape));
  }

  private List<Line> rewritten(Derived step) {
    Lines lines = new Lines();
    lines.add(notation.of(step.raw(), step.of().shape()));
    return rest(lines, step, form -> notation.of(form, step.of().shape()));
  }

  private List<Line> rest(Lines lines, Derived step, Function<Expr, Formula> writer) {
    for (Form form : step.forms()) {
      lines.because(reasons.of(form));
      lines.add(writer.apply(form.formula()));
    }
    return lines.all();
  }

  /** Formulas and why each is equal to the one before; what looks the same is one line. */
  private static final class Lines {
    private final List<Line> lines = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();

    boolean isEmpty() {
      return lines.isEmpty();
    }

    Formula last() {
      return lines.get(lines.size() - 1).formula();
    }

    void because(Reason reason) {
      reasons.add(reason);
    }

    void add(Formula formula) {
      if (isEmpty() || !last().equals(formula)) {
        lines.add(new Line(formula, reasons));
        reasons.clear();
      }
    }

    List<Line> all() {
      return lines;
    }
  }
}
