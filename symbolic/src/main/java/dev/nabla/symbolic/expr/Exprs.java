package dev.nabla.symbolic.expr;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Makes expressions: hash-consed, and in the canonical form that each node's class describes. One
 * instance belongs to one derivation and one thread.
 *
 * <p>Element-wise operations repeat a scalar operand along the axes of the other; all else must
 * have matching axes, which is the elaborator's care: a mismatch here is a programming error.
 */
public final class Exprs {
  private final Map<List<Object>, Expr> interned = new HashMap<>();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Symmetry symmetry = new Symmetry(this);
  private final Contraction one;
  private int nextId;

  public Exprs() {
    one = (Contraction) intern(List.of(Contraction.class), this::emptyContraction);
  }

  private Contraction emptyContraction() {
    return new Contraction(List.of(), List.of(), 0);
  }

  private Expr intern(List<Object> key, Supplier<Expr> maker) {
    Expr known = interned.get(key);
    if (known != null) {
      return known;
    }
    Expr made = maker.get();
    made.register(nextId++);
    interned.put(key, made);
    return made;
  }

  // ---------------------------------------------------------------- leaves

  /**
   * The variable of this name; asking again gives the same one.
   *
   * @param piecewise whether the value it stands for contains a piecewise function
   */
  public Variable variable(
      String name, Variable.Role role, Shape shape, Set<Fact> facts, boolean piecewise) {
    Variable known = variables.get(name);
    if (known != null) {
      if (!known.shape().equals(shape) || known.role() != role) {
        throw new IllegalStateException("two variables are called " + name);
      }
      return known;
    }
    Variable made =
        (Variable)
            intern(
                List.of(Variable.class, name),
                () -> new Variable(name, role, shape, facts, piecewise));
    variables.put(name, made);
    return made;
  }

  public Variable variable(String name, Variable.Role role, Shape shape) {
    return variable(name, role, shape, Set.of(), false);
  }

  /** A variable that is called the same, but has another shape on paper, as a row for a column. */
  public Variable withShape(Variable variable, Shape shape) {
    return (Variable)
        intern(
            List.of(Variable.class, variable.name(), shape),
            () ->
                new Variable(
                    variable.name(),
                    variable.role(),
                    shape,
                    variable.facts(),
                    variable.isPiecewise()));
  }

  /** The variable without a name that stands for an expression. */
  public Variable unnamed(Expr value) {
    return (Variable)
        intern(
            List.of(Variable.class, value),
            () ->
                new Variable(
                    "",
                    Variable.Role.VALUE,
                    Shape.ofAxes(value.axes()),
                    Set.of(),
                    value.isPiecewise()));
  }

  /** The variable of this name, if there is one. */
  public Optional<Variable> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /** The number 1. */
  public Expr one() {
    return one;
  }

  public Expr constant(Rational value) {
    return scale(value, one);
  }

  public Expr constant(long value) {
    return constant(Rational.of(value));
  }

  public Expr pi() {
    return intern(List.of(MathConstant.class, "pi"), () -> new MathConstant("pi", Math.PI));
  }

  /** Euler's number. */
  public Expr e() {
    return intern(List.of(MathConstant.class, "e"), () -> new MathConstant("e", Math.E));
  }

  /** A size as a number. */
  public Expr extent(Size size) {
    return size.isLiteral()
        ? constant(size.intValue())
        : intern(List.of(Extent.class, size), () -> new Extent(size));
  }

  /** The identity matrix. */
  public Expr delta(Size size) {
    return size.isUnit() ? one : wire(List.of(size, size), List.of(1, -1), 0);
  }

  /** A vector of ones. */
  public Expr ones(Size size) {
    return size.isUnit() ? one : wire(List.of(size), List.of(0), 0);
  }

  /** A tensor of ones. */
  public Expr ones(List<Size> axes) {
    return broadcast(one, axes);
  }

  public Expr onesLike(Expr like) {
    return ones(like.axes());
  }

  public Expr zero(List<Size> axes) {
    List<Size> copy = List.copyOf(axes);
    return intern(List.of(Sum.class, copy, List.of()), () -> new Sum(copy, List.of()));
  }

  /** A multiple, or a sum without a common factor, as it stands: see {@link LinearCombination}. */
  Expr sum(List<Size> axes, List<Term> terms) {
    return intern(List.of(Sum.class, terms), () -> new Sum(axes, terms));
  }

  /** A power as it stands: see {@link PowerRule}. */
  Expr primitivePower(Expr base, Rational exponent) {
    return intern(List.of(Power.class, base, exponent), () -> new Power(base, exponent));
  }

  public Expr zeroLike(Expr like) {
    return zero(like.axes());
  }

  /** The unit vector with a one at {@code position}, counted from 1. */
  public Expr basis(Size size, int position) {
    return size.isUnit() ? one : wire(List.of(size), List.of(1), position - 1);
  }

  /**
   * The tensor that is 1 where {@code Σ a[k] i[k] = c} holds of its indices, counted from 0, and 0
   * elsewhere.
   */
  public Expr wire(List<Size> axes, List<Integer> coefficients, int constant) {
    int divisor = coefficients.stream().reduce(0, Exprs::greatestDivisor);
    if (divisor == 0 ? constant != 0 : constant % divisor != 0) {
      return zero(axes);
    }
    if (axes.size() > 1 && coefficients.contains(0)) {
      List<Integer> labels = range(0, axes.size());
      List<Integer> used = labels.stream().filter(k -> coefficients.get(k) != 0).toList();
      List<Factor> factors = new ArrayList<>();
      labels.forEach(k -> factors.add(Factor.of(ones(axes.get(k)), k)));
      if (!used.isEmpty()) {
        List<Size> usedAxes = used.stream().map(axes::get).toList();
        factors.add(
            new Factor(
                wire(usedAxes, used.stream().map(coefficients::get).toList(), constant), used));
      }
      return contract(factors, labels);
    }
    int sign = coefficients.get(0) < 0 ? -1 : 1;
    int by = divisor == 0 ? 1 : sign * divisor;
    List<Integer> reduced = coefficients.stream().map(c -> c / by).toList();
    return intern(
        List.of(Wire.class, axes, reduced, constant / by),
        () -> new Wire(axes, reduced, constant / by));
  }

  private static int greatestDivisor(int a, int b) {
    return b == 0 ? Math.abs(a) : greatestDivisor(b, a % b);
  }

  // ---------------------------------------------------------------- linear combinations

  public Expr scale(Rational coefficient, Expr e) {
    return linear(e.axes(), List.of(new Term(coefficient, e)));
  }

  public Expr negate(Expr e) {
    return scale(Rational.MINUS_ONE, e);
  }

  /** The element-wise sum; scalars are repeated. */
  public Expr add(Expr... operands) {
    return add(Arrays.asList(operands));
  }

  /** The element-wise sum of at least one operand; scalars are repeated. */
  public Expr add(List<Expr> operands) {
    List<Size> axes = commonAxes(operands);
    return linear(
        axes, operands.stream().map(o -> new Term(Rational.ONE, broadcast(o, axes))).toList());
  }

  public Expr sub(Expr a, Expr b) {
    return add(a, negate(b));
  }

  /** {@code Σ c_k e_k} in canonical form; all terms have these axes. */
  public Expr linear(List<Size> axes, List<Term> summands) {
    return new LinearCombination(this).of(axes, summands);
  }

  // ---------------------------------------------------------------- products

  /** The contraction of factors, whose labels may be any numbers, to these output labels. */
  public Expr contract(List<Factor> factors, List<Integer> output) {
    return new ContractionNormalizer(this).normalize(factors, output);
  }

  Expr contraction(List<Factor> factors, List<Size> indexSizes, int order) {
    if (factors.isEmpty()) {
      return one;
    }
    return intern(
        List.of(Contraction.class, factors, order),
        () -> new Contraction(factors, indexSizes, order));
  }

  /** The element-wise product; scalars are repeated. */
  public Expr times(Expr a, Expr b) {
    if (a.isScalar() || b.isScalar()) {
      Expr scalar = a.isScalar() ? a : b;
      Expr other = a.isScalar() ? b : a;
      List<Integer> axes = range(0, other.order());
      return contract(List.of(new Factor(scalar, List.of()), new Factor(other, axes)), axes);
    }
    List<Size> axes = commonAxes(List.of(a, b));
    List<Integer> indices = range(0, axes.size());
    return contract(List.of(new Factor(a, indices), new Factor(b, indices)), indices);
  }

  /** The element-wise quotient; scalars are repeated. */
  public Expr divide(Expr a, Expr b) {
    return times(a, reciprocal(b));
  }

  /** The matrix product of operands of order 1 or 2: the last axis of a with the first of b. */
  public Expr matmul(Expr a, Expr b) {
    List<Integer> left = range(0, a.order());
    int shared = a.order() - 1;
    List<Integer> right = range(shared, b.order());
    List<Integer> output = new ArrayList<>(left.subList(0, shared));
    output.addAll(right.subList(1, right.size()));
    return contract(List.of(new Factor(a, left), new Factor(b, right)), output);
  }

  /** All products of an element of a with one of b: axes of a, then of b. */
  public Expr outer(Expr a, Expr b) {
    List<Integer> left = range(0, a.order());
    List<Integer> right = range(a.order(), b.order());
    List<Integer> output = range(0, a.order() + b.order());
    return contract(List.of(new Factor(a, left), new Factor(b, right)), output);
  }

  /** The sum of all elements. */
  public Expr sumAll(Expr e) {
    return contract(List.of(new Factor(e, range(0, e.order()))), List.of());
  }

  /** The sum over some axes, counted from 0; the others stay, in order. */
  public Expr sumOver(Expr e, Set<Integer> axes) {
    List<Integer> all = range(0, e.order());
    return contract(
        List.of(new Factor(e, all)), all.stream().filter(a -> !axes.contains(a)).toList());
  }

  /** The same elements with axis k of the result being axis {@code order[k]} of the operand. */
  public Expr permute(Expr e, List<Integer> order) {
    return contract(List.of(new Factor(e, range(0, e.order()))), order);
  }

  /** The transpose of a matrix; anything of a lower order is its own. */
  public Expr transpose(Expr e) {
    return e.order() < 2 ? e : permute(e, List.of(1, 0));
  }

  /** Whether an expression is a matrix that certainly equals its transpose. */
  public boolean isSymmetric(Expr e) {
    return symmetry.holds(e);
  }

  /** The matrix with a vector on its diagonal. */
  public Expr diagonal(Expr vector) {
    return contract(
        List.of(Factor.of(vector, 0), new Factor(delta(vector.axes().get(0)), List.of(0, 1))),
        List.of(0, 1));
  }

  /** A scalar repeated along axes; an expression that has these axes already is left alone. */
  public Expr broadcast(Expr e, List<Size> axes) {
    if (e.order() == axes.size()) {
      return e;
    }
    if (!e.isScalar()) {
      throw new IllegalArgumentException("cannot repeat " + e.axes() + " along " + axes);
    }
    return broadcastAlong(new TreeSet<>(range(0, axes.size())), axes, e);
  }

  /** An expression repeated along the given positions of the resulting axes. */
  public Expr broadcastAlong(Set<Integer> positions, List<Size> axes, Expr e) {
    List<Factor> factors = new ArrayList<>();
    List<Integer> own = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      if (positions.contains(axis)) {
        Expr ones = ones(axes.get(axis));
        factors.add(new Factor(ones, List.of(axis)));
      } else {
        own.add(axis);
      }
    }
    factors.add(new Factor(e, own));
    return contract(factors, range(0, axes.size()));
  }

  private List<Size> commonAxes(List<Expr> operands) {
    List<Size> axes = List.of();
    for (Expr operand : operands) {
      if (!operand.isScalar()) {
        if (axes.isEmpty()) {
          axes = operand.axes();
        } else if (!matching(axes, operand.axes())) {
          throw new IllegalArgumentException("axes " + axes + " and " + operand.axes());
        }
      }
    }
    return axes;
  }

  private static boolean matching(List<Size> a, List<Size> b) {
    return a.size() == b.size()
        && IntStream.range(0, a.size()).allMatch(k -> a.get(k).matches(b.get(k)));
  }

  // ---------------------------------------------------------------- functions

  public Expr power(Expr base, long exponent) {
    return power(base, Rational.of(exponent));
  }

  public Expr reciprocal(Expr base) {
    return power(base, -1);
  }

  /** The element-wise power with a constant exponent. */
  public Expr power(Expr base, Rational exponent) {
    return new PowerRule(this).of(base, exponent);
  }

  /** A scalar function, element-wise; scalar arguments are repeated. */
  public Expr apply(ScalarFunction function, Expr... operands) {
    return apply(function, Arrays.asList(operands));
  }

  /** A scalar function, element-wise; scalar arguments are repeated. */
  public Expr apply(ScalarFunction function, List<Expr> operands) {
    if (operands.size() != function.arity()) {
      throw new IllegalArgumentException(function + " takes " + function.arity() + " arguments");
    }
    List<Size> axes = commonAxes(operands);
    List<Expr> arguments = operands.stream().map(o -> broadcast(o, axes)).toList();
    Set<Integer> free = Facts.freeAxes(arguments);
    if (!free.isEmpty()) {
      List<Expr> dropped = arguments.stream().map(a -> dropAxes(a, free)).toList();
      return broadcastAlong(free, axes, apply(function, dropped));
    }
    if (arguments.size() == 1
        && arguments.get(0) instanceof Contraction c
        && Facts.isPermutation(c)) {
      Factor only = c.factors().get(0);
      Expr inner = apply(function, List.of(only.expr()));
      return contract(List.of(new Factor(inner, only.indices())), range(0, c.order()));
    }
    return intern(
        List.of(Elementwise.class, function, arguments),
        () -> new Elementwise(function, arguments));
  }

  /** A nonlinear reduction over some axes, counted from 0; the others stay, in order. */
  public Expr reduce(Reduce.Kind kind, Expr e, Set<Integer> axes) {
    if (axes.isEmpty()) {
      return kind == Reduce.Kind.ARGMAX ? onesLike(e) : e;
    }
    List<Integer> order = new ArrayList<>();
    range(0, e.order()).stream().filter(a -> !axes.contains(a)).forEach(order::add);
    order.addAll(new TreeSet<>(axes));
    Expr operand = permute(e, order);
    int count = axes.size();
    return intern(
        List.of(Reduce.class, kind, operand, count), () -> new Reduce(kind, operand, count));
  }

  /** The inverse of a square matrix; the reciprocal of a number. */
  public Expr inverse(Expr matrix) {
    if (matrix.isScalar()) {
      return reciprocal(matrix);
    }
    if (Wire.isIdentity(matrix)) {
      return matrix;
    }
    if (matrix instanceof MatrixFunction f && f.kind() == MatrixFunction.Kind.INVERSE) {
      return f.operand();
    }
    if (matrix instanceof Contraction c && Facts.isPermutation(c)) {
      return transpose(inverse(c.factors().get(0).expr()));
    }
    if (matrix instanceof Sum sum && sum.isScaled()) {
      Term term = sum.terms().get(0);
      return scale(term.coefficient().reciprocal(), inverse(term.expr()));
    }
    return matrixFunction(MatrixFunction.Kind.INVERSE, matrix);
  }

  /** The determinant, or the logarithm of its absolute value. */
  public Expr determinant(MatrixFunction.Kind kind, Expr matrix) {
    if (matrix.isScalar()) {
      return kind == MatrixFunction.Kind.DET
          ? matrix
          : apply(ScalarFunctions.LOG, apply(ScalarFunctions.ABS, matrix));
    }
    if (matrix instanceof Contraction c && Facts.isPermutation(c)) {
      return matrixFunction(kind, c.factors().get(0).expr());
    }
    return matrixFunction(kind, matrix);
  }

  private Expr matrixFunction(MatrixFunction.Kind kind, Expr matrix) {
    return intern(
        List.of(MatrixFunction.class, kind, matrix), () -> new MatrixFunction(kind, matrix));
  }

  /** A scalar-valued opaque function, or a derivative of it. */
  public Expr opaqueCall(String name, List<Expr> arguments, List<Integer> derivedBy) {
    List<Expr> copy = List.copyOf(arguments);
    return intern(
        List.of(OpaqueCall.class, name, copy, derivedBy),
        () -> new OpaqueCall(name, copy, derivedBy));
  }

  // ---------------------------------------------------------------- structure

  /** The expression without axes that are free. */
  public Expr dropAxes(Expr e, Set<Integer> free) {
    if (free.isEmpty()) {
      return e;
    }
    if (e instanceof Sum sum) {
      return linear(
          without(e.axes(), free),
          sum.terms().stream()
              .map(t -> new Term(t.coefficient(), dropAxes(t.expr(), free)))
              .toList());
    }
    if (Wire.isOnes(e)) {
      return one;
    }
    Contraction c = (Contraction) e;
    List<Factor> kept =
        c.factors().stream()
            .filter(f -> !(Wire.isOnes(f.expr()) && free.contains(f.indices().get(0))))
            .toList();
    return contract(
        kept, range(0, c.order()).stream().filter(axis -> !free.contains(axis)).toList());
  }

  static List<Size> without(List<Size> axes, Set<Integer> positions) {
    return range(0, axes.size()).stream()
        .filter(axis -> !positions.contains(axis))
        .map(axes::get)
        .toList();
  }

  /** The numbers {@code from, from + 1, …}. */
  public static List<Integer> range(int from, int count) {
    return IntStream.range(from, from + count).boxed().toList();
  }

  /** The same node with other operands, made anew in canonical form. */
  public Expr rebuild(Expr e, List<Expr> operands) {
    return e.operands().equals(operands) ? e : e.rebuild(this, operands);
  }

  /** The expression with every key of the map replaced by its value. */
  public Expr substitute(Expr e, Map<? extends Expr, ? extends Expr> replacements) {
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr node : Traversal.topological(List.of(e))) {
      Expr replacement = replacements.get(node);
      done.put(
          node,
          replacement != null
              ? replacement
              : rebuild(node, node.operands().stream().map(done::get).toList()));
    }
    return done.get(e);
  }

  /** All variables made so far. */
  public Collection<Variable> variables() {
    return Collections.unmodifiableCollection(variables.values());
  }
}
