package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.elaborate.sizes.Constraint;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Shapes and values of the operators. */
final class Operators {
  /** The largest whole power of a matrix. */
  static final int MATRIX_POWER = 64;

  /** A comparison as one of two rows, with its operands in order or swapped. */
  private record Comparison(ScalarFunction function, boolean swapped) {}

  private static final Map<Operator, Comparison> COMPARISONS =
      new EnumMap<>(
          Map.of(
              Operator.LESS, new Comparison(ScalarFunctions.LESS, false),
              Operator.LESS_EQUAL, new Comparison(ScalarFunctions.LESS_EQUAL, false),
              Operator.GREATER, new Comparison(ScalarFunctions.LESS, true),
              Operator.GREATER_EQUAL, new Comparison(ScalarFunctions.LESS_EQUAL, true),
              Operator.EQUAL, new Comparison(ScalarFunctions.EQUAL, false),
              Operator.NOT_EQUAL, new Comparison(ScalarFunctions.NOT_EQUAL, false)));

  private final Inference inference;
  private final Typing typing;

  Operators(Inference inference, Typing typing) {
    this.inference = inference;
    this.typing = typing;
  }

  /**
   * A chain of operators that group to the left, taken from left to right: neither a long sum nor a
   * long product makes the stack deep.
   */
  Typed chain(Binary top, Context context) {
    Deque<Binary> spine = new ArrayDeque<>();
    Expression e = top;
    boolean additive = true;
    while (e instanceof Binary binary) {
      spine.push(binary);
      e = binary.left();
    }
    for (Binary binary : spine) {
      additive &= isAdditive(binary);
    }
    Typed left = typing.type(e, context.asSummand(additive && context.summand()));
    while (!spine.isEmpty()) {
      Binary binary = spine.pop();
      if (isAdditive(binary)) {
        left = sum(left, binary, spine, context);
      } else {
        Typed right = typing.type(binary.right(), context.asSummand(false));
        left = combine(binary, left, right, context.asSummand(false));
      }
      inference.remember(left);
    }
    return left;
  }

  private static boolean isAdditive(Binary binary) {
    return binary.operator() == Operator.ADD || binary.operator() == Operator.SUBTRACT;
  }

  /** All terms of a sum at once. */
  private Typed sum(Typed first, Binary start, Deque<Binary> spine, Context context) {
    List<Typed> terms = new ArrayList<>(List.of(first));
    List<Boolean> minus = new ArrayList<>(List.of(false));
    Binary at = start;
    Typed left = first;
    while (true) {
      Typed right = typing.type(at.right(), context);
      Dims dims =
          ElementwiseRule.dims(inference, context, at, left, right, free(left, right, context));
      terms.add(right);
      minus.add(at.operator() == Operator.SUBTRACT);
      boolean number = left.isNumber() && right.isNumber();
      List<Index> indices = Typed.union(List.of(left, right));
      Operation sum = new Operation.Sum(List.copyOf(terms), List.copyOf(minus));
      left = new Typed(at, indices, dims, number, sum);
      if (spine.isEmpty() || !isAdditive(spine.peek())) {
        return left;
      }
      inference.note(left);
      at = spine.pop();
    }
  }

  /** Which operands are nothing but a variable whose shape is inferred. */
  private List<Typed> free(Typed left, Typed right, Context context) {
    if (context.call().isPresent()) {
      return List.of();
    }
    return Stream.of(left, right).filter(this::isFree).toList();
  }

  private boolean isFree(Typed operand) {
    Expression e = operand.syntax();
    while (e instanceof Expression.Transpose || e instanceof Expression.Negate) {
      e = e.children().get(0);
    }
    return e instanceof Expression.Name name && inference.globals().isInferred(name.text());
  }

  private Typed combine(Binary at, Typed a, Typed b, Context context) {
    return switch (at.operator()) {
      case PRODUCT -> ProductRule.product(inference, context, at, a, b);
      case HADAMARD -> hadamard(at, a, b, context);
      case DIVIDE -> hadamard(at, a, b.with(new Operation.Reciprocal(b)), context);
      case OUTER -> outer(at, a, b, context);
      default -> comparison(at, a, b, context);
    };
  }

  private Typed hadamard(Binary at, Typed a, Typed b, Context context) {
    Dims dims = ElementwiseRule.dims(inference, context, at, a, b, List.of());
    List<Index> indices = Typed.union(List.of(a, b));
    boolean number = a.isNumber() && b.isNumber();
    return new Typed(at, indices, dims, number, new Operation.Hadamard(a, b));
  }

  private Typed comparison(Binary at, Typed a, Typed b, Context context) {
    Comparison comparison = COMPARISONS.get(at.operator());
    List<Typed> operands = comparison.swapped() ? List.of(b, a) : List.of(a, b);
    Dims dims = ElementwiseRule.dims(inference, context, at, a, b, List.of());
    return elementwise(at, comparison.function(), operands, dims);
  }

  /** A scalar function of operands that have been found to fit. */
  static Typed elementwise(
      Expression at, ScalarFunction function, List<Typed> operands, Dims dims) {
    List<Index> indices = Typed.union(operands);
    boolean number = operands.stream().allMatch(Typed::isNumber);
    return new Typed(at, indices, dims, number, new Operation.Elementwise(function, operands));
  }

  /** {@code a b^T} of two columns. */
  Typed outer(Expression at, Typed a, Typed b, Context context) {
    if (a.dims().isBroken() || b.dims().isBroken()) {
      return Typed.broken(at);
    }
    for (Typed operand : List.of(a, b)) {
      boolean column =
          !operand.dims().isTensor()
              && (operand.dims().columns().isKnownOne()
                  || inference.sizes().unify(operand.dims().columns(), SizeTerm.one()));
      if (!column) {
        String message = "an outer product takes two column vectors";
        return inference.broken(
            at, Failure.operand(at, context, operand, message, List::of).rearrangeable());
      }
    }
    Dims dims = Dims.of(a.dims().rows(), b.dims().rows());
    List<Index> indices = Typed.union(List.of(a, b));
    return Typed.of(at, indices, dims, new Operation.Outer(a, b));
  }

  /** The identity matrix of the size that is needed. */
  Typed identity(Expression.Name at) {
    SizeTerm size = SizeTerm.fresh();
    return Typed.of(
        at,
        List.of(),
        Dims.of(size, size),
        new Operation.Structural(
            at.text(),
            (core, as, given) ->
                as.dims().isUnit()
                    ? core.exprs().one()
                    : core.exprs().delta(as.dims().rows().size().orElseThrow()),
            List.of()));
  }

  Typed transpose(Expression at, Typed operand, Context context) {
    if (operand.dims().isTensor()) {
      String message = "a tensor has no transpose; index form can reorder its axes";
      return inference.broken(at, Failure.operand(at, context, operand, message, List::of));
    }
    Dims dims = operand.dims().transposed();
    return new Typed(
        at, operand.indices(), dims, operand.isNumber(), new Operation.Transpose(operand));
  }

  Typed inverse(Expression at, Typed operand, Context context) {
    List<String> help = List.of("write .^-1 for the reciprocal of every element");
    if (!square(at, operand, context, "only a square matrix has an inverse", help)) {
      return Typed.broken(at);
    }
    if (!whole(at, operand, context, "a matrix with free indices cannot be inverted here")) {
      return Typed.broken(at);
    }
    return operand.with(new Operation.Inverse(operand)).at(at);
  }

  /** Whether an operand is one matrix, and not one for each value of some indices. */
  boolean whole(Expression at, Typed operand, Context context, String message) {
    boolean whole = operand.indices().isEmpty() || operand.dims().isUnit();
    if (!whole) {
      inference.fail(Failure.plain(DiagnosticCode.INDEX, at, context, message));
    }
    return whole;
  }

  /** Whether an operand is, or can be made, a square matrix or a scalar. */
  boolean square(Expression at, Typed operand, Context context, String message, List<String> help) {
    if (operand.dims().isBroken()) {
      return false;
    }
    boolean square =
        !operand.dims().isTensor()
            && inference.sizes().unify(operand.dims().rows(), operand.dims().columns());
    if (!square && !operand.dims().isKnownScalar()) {
      inference.fail(Failure.operand(at, context, operand, message, () -> help));
      return false;
    }
    return true;
  }

  Typed power(Expression.Power at, Context context) {
    Typed base = typing.type(at.base(), context);
    Optional<Rational> constant = Numbers.exact(at.exponent(), inference.globals(), context);
    if (constant.isEmpty()) {
      return variablePower(at, base, typing.type(at.exponent(), context), context);
    }
    Rational exponent = constant.get();
    if (at.elementwise()) {
      return base.with(new Operation.Power(base, exponent)).at(at);
    }
    if (base.dims().isUnit()) {
      return base.with(new Operation.MatrixPower(base, exponent)).at(at);
    }
    if (inference.globals().isInferring() && !base.dims().isKnown() && !base.dims().isTensor()) {
      inference.sizes().add(new PowerRule(at, base, exponent, context));
      return base.with(new Operation.MatrixPower(base, exponent)).at(at);
    }
    return squareBase(at, base, exponent, context)
        ? base.with(new Operation.MatrixPower(base, exponent)).at(at)
        : Typed.broken(at);
  }

  /** The base of a power, once it is known what else is said of it. */
  private final class PowerRule extends Constraint {
    private final Expression.Power at;
    private final Typed base;
    private final Rational exponent;
    private final Context context;

    PowerRule(Expression.Power at, Typed base, Rational exponent, Context context) {
      this.at = at;
      this.base = base;
      this.exponent = exponent;
      this.context = context;
    }

    @Override
    public boolean attempt(Level level) {
      boolean decided = base.dims().isKnown() || level.compareTo(Level.DEFAULT) >= 0;
      if (decided && !base.dims().isBroken() && !squareBase(at, base, exponent, context)) {
        inference.sizes().breakUp(base.dims());
      }
      return decided;
    }

    @Override
    public List<Dims> watched() {
      return List.of(base.dims());
    }
  }

  private boolean squareBase(Expression.Power at, Typed base, Rational exponent, Context context) {
    List<String> help = List.of("write .^ for the power of every element");
    if (!exponent.isInteger()) {
      boolean scalar = base.dims().isKnownScalar() || inference.sizes().makeScalar(base.dims());
      if (!scalar) {
        String message = "a power with the exponent " + exponent + " is of a number";
        inference.fail(Failure.operand(at, context, base, message, () -> help));
      }
      return scalar;
    }
    if (!square(at, base, context, "only a number or a square matrix has a power", help)) {
      return false;
    }
    boolean small = exponent.abs().compareTo(Rational.of(MATRIX_POWER)) <= 0;
    if (!small && !base.dims().isKnownScalar()) {
      inference.fail(
          Failure.plain(
              DiagnosticCode.LIMIT,
              at,
              context,
              "the power of a matrix is above " + MATRIX_POWER + ", the limit"));
      return false;
    }
    return true;
  }

  /** A power whose exponent is not a constant: of numbers, or element-wise. */
  private Typed variablePower(Expression.Power at, Typed base, Typed exponent, Context context) {
    if (!at.elementwise() && !base.dims().isBroken()) {
      boolean scalar = base.dims().isKnownScalar() || inference.sizes().makeScalar(base.dims());
      if (!scalar) {
        String message = "only a number has a power with an exponent that is not constant";
        List<String> help = List.of("write .^ for the power of every element");
        return inference.broken(at, Failure.operand(at, context, base, message, () -> help));
      }
      checkNoMatrixExponent(at, exponent, context);
    }
    Dims dims = ElementwiseRule.dims(inference, context, at, base, exponent, List.of());
    boolean euler = at.base() instanceof Expression.Name name && name.text().equals("e");
    if (euler && base.isNumber()) {
      return new Typed(
          at,
          exponent.indices(),
          dims,
          exponent.isNumber(),
          new Operation.Exponential(base, exponent));
    }
    return elementwise(at, ScalarFunctions.POW, List.of(base, exponent), dims);
  }

  private void checkNoMatrixExponent(Expression.Power at, Typed exponent, Context context) {
    inference.finallyCheck(
        () -> {
          Dims dims = exponent.dims();
          boolean matrix =
              !dims.isBroken() && !dims.rows().isKnownOne() && !dims.columns().isKnownOne();
          if (matrix) {
            String message = "a number to the power of a matrix is not element-wise";
            List<String> help = List.of("write exp(A), or .^, for every element");
            inference.fail(Failure.operand(at, context, exponent, message, () -> help));
          }
        });
  }

  /** A vector of scalars, or a matrix by rows. */
  Typed literal(Expression.Literal literal, Context context) {
    int width = literal.rows().get(0).size();
    List<Typed> elements = new ArrayList<>();
    boolean usable = true;
    List<List<Typed>> typed = new ArrayList<>();
    for (List<Expression> row : literal.rows()) {
      typed.add(row.stream().map(element -> typing.type(element, context)).toList());
    }
    if (BlockRule.isJoint(typed)) {
      return BlockRule.join(inference, context, literal, typed);
    }
    for (List<Typed> row : typed) {
      if (row.size() != width) {
        String message = "the rows have " + width + " and " + row.size() + " elements";
        return inference.broken(
            literal, Failure.plain(DiagnosticCode.SHAPE_OPERAND, literal, context, message));
      }
      for (Typed element : row) {
        String message = "the elements must be scalars";
        usable &= inference.needScalar(element, context, message, element.syntax());
        elements.add(element);
      }
    }
    if (!usable) {
      return Typed.broken(literal);
    }
    int rows = literal.isVector() ? width : literal.rows().size();
    int columns = literal.isVector() ? 1 : width;
    Dims dims = Dims.of(SizeTerm.of(Size.of(rows)), SizeTerm.of(Size.of(columns)));
    List<Index> indices = Typed.union(elements);
    return Typed.of(literal, indices, dims, new Operation.Literal(elements));
  }
}
