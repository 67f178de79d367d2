package dev.nabla.codegen.emit;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Index;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.schedule.VectorForms;
import dev.nabla.grammar.Rational;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Prints scalar trees as expressions of the Vector API: one for neighbouring elements at once. What
 * is the same for all of them stays a number as long as it can.
 */
final class LanePrinter {
  private final ScalarPrinter scalars;
  private final Dialect dialect;
  private final BiFunction<String, String, String> register;
  private final Set<Index> places = new HashSet<>();
  private final Set<Local> vectors = new HashSet<>();

  /**
   * @param register defines a register by its hint and the vector that it holds, and gives its name
   */
  LanePrinter(ScalarPrinter scalars, Dialect dialect, BiFunction<String, String, String> register) {
    this.scalars = scalars;
    this.dialect = dialect;
    this.register = register;
  }

  /** The class of vectors. */
  static String vectorClass(Dialect dialect) {
    return dialect.isSingle() ? "FloatVector" : "DoubleVector";
  }

  /** Begins a loop whose vectors start at these indices. */
  void enter(List<Index> indices) {
    places.addAll(indices);
  }

  void leave(List<Index> indices) {
    indices.forEach(places::remove);
  }

  /** Says that a register holds a vector. */
  void addVector(Local local) {
    vectors.add(local);
  }

  private boolean varies(Scalar s) {
    boolean[] varies = {false};
    s.forEach(
        part -> {
          if (part instanceof Scalar.Read read) {
            varies[0] |= isPlace(read.access().address());
          } else if (part instanceof Scalar.Use use) {
            varies[0] |= vectors.contains(use.local());
          }
        });
    return varies[0];
  }

  private boolean isPlace(Affine address) {
    return address.terms().stream().anyMatch(term -> places.contains(term.index()));
  }

  /** A vector. */
  String print(Scalar s) {
    if (!varies(s)) {
      return s.equals(Scalars.ZERO)
          ? vectorClass(dialect) + ".zero(SPECIES)"
          : vectorClass(dialect) + ".broadcast(SPECIES, " + scalars.print(s) + ")";
    }
    if (s instanceof Scalar.Read read) {
      String array = scalars.array(read.access());
      String at = scalars.address(read.access());
      return vectorClass(dialect) + ".fromArray(SPECIES, " + array + ", " + at + ")";
    }
    if (s instanceof Scalar.Linear linear) {
      return sum(linear.terms());
    }
    if (s instanceof Scalar.Product product) {
      return product(product.factors());
    }
    if (s instanceof Scalar.Raise raise) {
      return raise.exponent().signum() < 0
          ? product(List.of(raise))
          : power(raise.base(), raise.exponent());
    }
    if (s instanceof Scalar.Apply apply) {
      return apply(apply.function(), apply.arguments());
    }
    if (s instanceof Scalar.Call call) {
      return call(call.helper(), call.arguments());
    }
    if (s instanceof Scalar.IfGreater choice) {
      return choice(choice.left(), "GT", choice.right(), choice.then(), choice.otherwise());
    }
    return scalars.print(s);
  }

  /** A vector, or a number where a method takes either. */
  private String operand(Scalar s) {
    return varies(s) ? print(s) : scalars.print(s);
  }

  /** Something that is needed twice. */
  private String twice(Scalar s) {
    boolean name = s instanceof Scalar.Use || s instanceof Scalar.Literal;
    return name ? print(s) : register.apply("v", print(s));
  }

  // ---------------------------------------------------------------- sums and products

  private String sum(List<Scalar.Term> terms) {
    List<Scalar.Term> same = new ArrayList<>();
    List<Scalar.Term> plain = new ArrayList<>();
    List<Scalar.Term> products = new ArrayList<>();
    for (Scalar.Term term : terms) {
      if (!varies(term.scalar())) {
        same.add(term);
      } else {
        (dialect.fma() && isProduct(term) ? products : plain).add(term);
      }
    }
    String total = "";
    if (plain.isEmpty() && !same.isEmpty()) {
      total = print(Scalars.linear(same));
      same.clear();
    }
    for (Scalar.Term term : plain) {
      total = total.isEmpty() ? scaled(term) : added(total, term);
    }
    for (Scalar.Term term : products) {
      total = total.isEmpty() ? scaled(term) : fused(term, total);
    }
    return same.isEmpty() ? total : added(total, new Scalar.Term(1, Scalars.linear(same)));
  }

  private static boolean isProduct(Scalar.Term term) {
    return term.scalar() instanceof Scalar.Product product
        && Math.abs(term.coefficient()) == 1
        && product.factors().stream().noneMatch(LanePrinter::isDivisor);
  }

  private String scaled(Scalar.Term term) {
    String value = print(term.scalar());
    return term.coefficient() == 1
        ? value
        : term.coefficient() == -1
            ? value + ".neg()"
            : value + ".mul(" + scalars.print(Scalars.literal(term.coefficient())) + ")";
  }

  private String added(String total, Scalar.Term term) {
    double size = Math.abs(term.coefficient());
    String value =
        size == 1 ? operand(term.scalar()) : scaled(new Scalar.Term(size, term.scalar()));
    return total + (term.coefficient() < 0 ? ".sub(" : ".add(") + value + ")";
  }

  private String fused(Scalar.Term term, String total) {
    List<Scalar> factors = ((Scalar.Product) term.scalar()).factors();
    Scalar left = factors.stream().filter(this::varies).findFirst().orElseThrow();
    List<Scalar> others = new ArrayList<>(factors);
    others.remove(left);
    Scalar right = Scalars.scale(term.coefficient(), Scalars.product(others));
    return print(left) + ".fma(" + print(right) + ", " + total + ")";
  }

  private static boolean isDivisor(Scalar s) {
    return s instanceof Scalar.Raise raise && raise.exponent().signum() < 0;
  }

  private String product(List<Scalar> factors) {
    List<Scalar> same = new ArrayList<>();
    String total = "";
    for (Scalar factor : factors) {
      if (!varies(factor)) {
        same.add(factor);
      } else if (!isDivisor(factor)) {
        total = total.isEmpty() ? print(factor) : total + ".mul(" + print(factor) + ")";
      }
    }
    if (total.isEmpty()) {
      total = print(Scalars.product(same));
    } else if (!same.isEmpty()) {
      total += ".mul(" + scalars.print(Scalars.product(same)) + ")";
    }
    for (Scalar factor : factors) {
      if (varies(factor) && isDivisor(factor)) {
        Scalar.Raise raise = (Scalar.Raise) factor;
        total += ".div(" + power(raise.base(), raise.exponent().negate()) + ")";
      }
    }
    return total;
  }

  private String power(Scalar base, Rational exponent) {
    if (exponent.isOne()) {
      return print(base);
    }
    if (exponent.equals(Rational.HALF)) {
      return print(base) + ".sqrt()";
    }
    String value = twice(base);
    return value + ".mul(" + value + ")";
  }

  // ---------------------------------------------------------------- functions and choices

  private String apply(ScalarFunction function, List<Scalar> arguments) {
    if (function.equals(ScalarFunctions.WHERE)) {
      return choice(arguments.get(0), "NE", Scalars.ZERO, arguments.get(1), arguments.get(2));
    }
    Optional<String> comparison = VectorForms.comparison(function);
    if (comparison.isPresent()) {
      return choice(
          arguments.get(0), comparison.get(), arguments.get(1), Scalars.ONE, Scalars.ZERO);
    }
    Optional<String> gate = VectorForms.gate(function);
    if (gate.isPresent()) {
      return choice(arguments.get(0), gate.get(), Scalars.ZERO, Scalars.ONE, Scalars.ZERO);
    }
    String java = VectorForms.function(function).orElseThrow();
    boolean swapped = arguments.size() == 2 && !varies(arguments.get(0));
    String first = print(arguments.get(swapped ? 1 : 0));
    String second = arguments.size() == 2 ? operand(arguments.get(swapped ? 0 : 1)) : "";
    return java.replace("$1", first).replace("$2", second);
  }

  /** One of two values, by how two others compare. */
  private String choice(
      Scalar left, String comparison, Scalar right, Scalar then, Scalar otherwise) {
    String compared =
        print(left) + ".compare(VectorOperators." + comparison + ", " + operand(right) + ")";
    return print(otherwise) + ".blend(" + operand(then) + ", " + compared + ")";
  }

  private String call(Helper helper, List<Scalar> arguments) {
    Scalar u = arguments.get(0);
    return switch (helper) {
      case GATE -> choice(u, "GT", Scalars.ZERO, arguments.get(1), Scalars.ZERO);
      case DECAY -> print(u) + ".abs().neg().lanewise(VectorOperators.EXP)";
      case SIGMOID -> {
        String decay = twice(arguments.get(1));
        String one = scalars.print(Scalars.ONE);
        yield decay
            + (".blend(" + one + ", " + print(u) + ".compare(VectorOperators.GE, 0))")
            + (".div(" + decay + ".add(" + one + "))");
      }
      case SOFTPLUS ->
          print(u) + ".max(0).add(" + print(arguments.get(1)) + ".lanewise(VectorOperators.LOG1P))";
      case SQUARE -> power(u, Rational.of(2));
      case LOG_SUM_EXP -> {
        String largest = twice(u);
        String sum = print(arguments.get(1)) + ".lanewise(VectorOperators.LOG).add(" + largest;
        String infinite = largest + ".test(VectorOperators.IS_INFINITE)";
        yield sum + ").blend(" + largest + ", " + infinite + ")";
      }
      default -> throw new IllegalStateException("no vector form of " + helper);
    };
  }
}
