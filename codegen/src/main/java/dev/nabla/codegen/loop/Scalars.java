package dev.nabla.codegen.loop;

import dev.nabla.codegen.loop.Scalar.Linear;
import dev.nabla.codegen.loop.Scalar.Literal;
import dev.nabla.codegen.loop.Scalar.OnlyAt;
import dev.nabla.codegen.loop.Scalar.Position;
import dev.nabla.codegen.loop.Scalar.Product;
import dev.nabla.codegen.loop.Scalar.Raise;
import dev.nabla.codegen.loop.Scalar.Term;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.ArrayList;
import java.util.List;

/** Makes scalar trees, with constants folded and nested sums and products flattened. */
public final class Scalars {
  public static final Scalar ZERO = new Literal(0);
  public static final Scalar ONE = new Literal(1);

  private Scalars() {}

  public static Scalar literal(double value) {
    return new Literal(value);
  }

  public static Scalar position(Affine value) {
    return value.isConstant() ? literal(value.constant()) : new Position(value);
  }

  public static Scalar add(Scalar a, Scalar b) {
    return linear(List.of(new Term(1, a), new Term(1, b)));
  }

  public static Scalar scale(double coefficient, Scalar s) {
    return linear(List.of(new Term(coefficient, s)));
  }

  /** {@code Σ c_k s_k}. */
  public static Scalar linear(List<Term> summands) {
    List<Term> terms = new ArrayList<>();
    double constant = 0;
    for (Term summand : flatten(summands)) {
      if (summand.scalar() instanceof Literal number) {
        constant += summand.coefficient() * number.value();
      } else if (summand.coefficient() != 0) {
        terms.add(summand);
      }
    }
    if (constant != 0) {
      terms.add(new Term(1, literal(constant)));
    }
    if (terms.isEmpty()) {
      return ZERO;
    }
    Term first = terms.get(0);
    return terms.size() == 1 && first.coefficient() == 1 ? first.scalar() : new Linear(terms);
  }

  private static List<Term> flatten(List<Term> summands) {
    List<Term> flat = new ArrayList<>();
    for (Term summand : summands) {
      boolean spreads =
          summand.scalar() instanceof Linear inner
              && (Math.abs(summand.coefficient()) == 1 || inner.terms().size() == 1);
      if (spreads) {
        ((Linear) summand.scalar())
            .terms()
            .forEach(t -> flat.add(new Term(summand.coefficient() * t.coefficient(), t.scalar())));
      } else {
        flat.add(summand);
      }
    }
    return flat;
  }

  public static Scalar product(Scalar... factors) {
    return product(List.of(factors));
  }

  /** The product; a number zero among the factors makes it zero. */
  public static Scalar product(List<Scalar> factors) {
    List<Scalar> rest = new ArrayList<>();
    double coefficient = 1;
    for (Scalar factor : factors) {
      Scalar bare = factor;
      if (factor instanceof Linear linear && linear.terms().size() == 1) {
        coefficient *= linear.terms().get(0).coefficient();
        bare = linear.terms().get(0).scalar();
      }
      if (bare instanceof Literal number) {
        coefficient *= number.value();
      } else if (bare instanceof Product inner) {
        rest.addAll(inner.factors());
      } else {
        rest.add(bare);
      }
    }
    if (rest.isEmpty() || coefficient == 0) {
      return literal(coefficient);
    }
    return scale(coefficient, rest.size() == 1 ? rest.get(0) : new Product(rest));
  }

  public static Scalar raise(Scalar base, Rational exponent) {
    if (base instanceof Literal number) {
      double value = number.value();
      return literal(
          exponent.equals(Rational.MINUS_ONE)
              ? 1 / value
              : Math.pow(value, exponent.doubleValue()));
    }
    return new Raise(base, exponent);
  }

  /** A scalar function of the language; a choice by a number is made now. */
  public static Scalar apply(ScalarFunction function, List<Scalar> arguments) {
    return function.equals(ScalarFunctions.WHERE) && arguments.get(0) instanceof Literal condition
        ? arguments.get(condition.value() != 0 ? 1 : 2)
        : new Scalar.Apply(function, arguments);
  }

  /** A value where a gate is not zero, and 0 where it is, whatever the value is there. */
  public static Scalar selected(Scalar gate, Scalar value) {
    return gate instanceof Scalar.Apply apply && apply.function().equals(ScalarFunctions.RELU_PRIME)
        ? new Scalar.Call(Helper.GATE, List.of(apply.operands().get(0), value))
        : apply(ScalarFunctions.WHERE, List.of(gate, value, ZERO));
  }

  /** A helper's value of u and {@code e^-|u|}. */
  public static Scalar ofDecay(Helper helper, Scalar u) {
    return new Scalar.Call(helper, List.of(u, new Scalar.Call(Helper.DECAY, List.of(u))));
  }

  /** The value where two positions are equal, 0 elsewhere. */
  public static Scalar onlyAt(Affine position, Affine equals, Scalar value) {
    Affine difference = position.plus(equals.times(-1));
    if (value.equals(ZERO) || difference.isConstant() && difference.constant() != 0) {
      return ZERO;
    }
    return difference.isConstant() ? value : new OnlyAt(position, equals, value);
  }
}
