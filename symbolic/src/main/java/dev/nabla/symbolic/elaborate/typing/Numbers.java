package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Syntax;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.shape.Size;
import java.util.Optional;

/** Exact values of expressions made of numbers, constants and fixed sizes. */
final class Numbers {
  /** The exponents and factors up to which powers of numbers are worked out. */
  private static final int POWER = 1_000;

  /** How far constants may refer to constants; further on they are not worked out. */
  private static final int DEPTH = 100;

  private Numbers() {}

  /** The value, if it is known now and rational. */
  static Optional<Rational> exact(Expression e, Globals globals, Context context) {
    return exact(e, globals, context, DEPTH);
  }

  private static Optional<Rational> exact(
      Expression e, Globals globals, Context context, int depth) {
    return depth == 0 ? Optional.empty() : e.accept(new Value(globals, context, depth));
  }

  /** The value by the values of the operands, so much less deep. */
  private record Value(Globals globals, Context context, int depth)
      implements Expression.Some<Optional<Rational>> {
    private Optional<Rational> of(Expression operand) {
      return exact(operand, globals, context, depth - 1);
    }

    @Override
    public Optional<Rational> other(Expression e) {
      return Optional.empty();
    }

    @Override
    public Optional<Rational> number(Expression.Number number) {
      return Optional.of(number.value());
    }

    @Override
    public Optional<Rational> negate(Expression.Negate negate) {
      return of(negate.operand()).map(Rational::negate);
    }

    @Override
    public Optional<Rational> name(Expression.Name name) {
      return Numbers.name(name.text(), globals, context, depth);
    }

    @Override
    public Optional<Rational> inverse(Expression.Inverse inverse) {
      return of(inverse.operand()).filter(v -> !v.isZero()).map(Rational::reciprocal);
    }

    @Override
    public Optional<Rational> power(Expression.Power power) {
      Optional<Rational> exponent = of(power.exponent());
      return of(power.base()).flatMap(b -> exponent.flatMap(p -> Numbers.power(b, p)));
    }

    @Override
    public Optional<Rational> binary(Expression.Binary binary) {
      return of(binary.left())
          .flatMap(l -> of(binary.right()).flatMap(r -> combine(binary.operator(), l, r)));
    }
  }

  private static Optional<Rational> name(String name, Globals globals, Context context, int depth) {
    Typed argument = context.arguments().get(name);
    if (argument != null) {
      boolean readable =
          argument.isNumber() && (context.calls().size() == 1 || hasNoNames(argument.syntax()));
      return readable
          ? exact(argument.syntax(), globals, Context.TOP, depth - 1)
          : Optional.empty();
    }
    if (context.library() || globals.dims(name).isPresent()) {
      return Optional.empty();
    }
    return globals
        .constant(name)
        .map(Optional::of)
        .flatMap(c -> c.flatMap(k -> exact(k.value(), globals, Context.TOP, depth - 1)))
        .or(
            () ->
                globals
                    .size(name)
                    .filter(size -> size.value().isPresent())
                    .map(Size::intValue)
                    .map(Rational::of));
  }

  /** Whether an argument means the same wherever it stands. */
  private static boolean hasNoNames(Expression e) {
    boolean[] found = {false};
    Syntax.walk(e, node -> found[0] |= node instanceof Expression.Name);
    return !found[0];
  }

  private static Optional<Rational> power(Rational base, Rational exponent) {
    boolean possible =
        exponent.isInteger()
            && exponent.abs().compareTo(Rational.of(POWER)) <= 0
            && base.numerator().bitLength() + base.denominator().bitLength() <= POWER
            && !(base.isZero() && exponent.signum() < 0);
    return possible
        ? Optional.of(base.pow(exponent.numerator().intValueExact()))
        : Optional.empty();
  }

  private static Optional<Rational> combine(Operator operator, Rational a, Rational b) {
    return switch (operator) {
      case ADD -> Optional.of(a.plus(b));
      case SUBTRACT -> Optional.of(a.minus(b));
      case PRODUCT, HADAMARD -> Optional.of(a.times(b));
      case DIVIDE -> b.isZero() ? Optional.empty() : Optional.of(a.times(b.reciprocal()));
      default -> Optional.empty();
    };
  }
}
