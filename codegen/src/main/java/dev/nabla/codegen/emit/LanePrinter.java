package dev.nabla.codegen.emit;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.ScalarVisitor;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.spelling.Spelling;
import dev.nabla.codegen.spelling.Spellings;
import dev.nabla.grammar.base.Rational;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Prints scalar trees as expressions of the Vector API: one for neighbouring elements at once. What
 * is the same for all of them stays a number as long as it can.
 */
final class LanePrinter implements ScalarVisitor<String> {
  private final ScalarPrinter scalars;
  private final Dialect dialect;
  private final BiFunction<String, String, String> register;
  private final Set<LoopIndex> places = new HashSet<>();
  private final Set<Local> vectors = new HashSet<>();

  /**
   * @param register defines a register by its hint and the vector that it holds, and gives its name
   */
  LanePrinter(ScalarPrinter scalars, Dialect dialect, BiFunction<String, String, String> register) {
    this.scalars = scalars;
    this.dialect = dialect;
    this.register = register;
  }

  /** Begins a loop whose vectors start at these indices. */
  void enter(List<LoopIndex> indices) {
    places.addAll(indices);
  }

  void leave(List<LoopIndex> indices) {
    indices.forEach(places::remove);
  }

  /** Says that a register holds a vector. */
  void addVector(Local local) {
    vectors.add(local);
  }

  private boolean varies(Scalar s) {
    return s.locals().stream().anyMatch(vectors::contains)
        || s.reads().stream().anyMatch(read -> isPlace(read.address()));
  }

  private boolean isPlace(Affine address) {
    return address.terms().stream().anyMatch(term -> places.contains(term.index()));
  }

  /** A vector. */
  String print(Scalar s) {
    if (varies(s)) {
      return s.accept(this);
    }
    return s.equals(Scalars.ZERO)
        ? "$vector:T.zero(SPECIES)"
        : Text.call("$vector:T.broadcast", List.of("SPECIES", scalars.print(s)));
  }

  @Override
  public String read(Scalar.Read read) {
    String array = scalars.array(read.access());
    String at = scalars.address(read.access());
    return Text.call("$vector:T.fromArray", List.of("SPECIES", array, at));
  }

  @Override
  public String linear(Scalar.Linear sum) {
    return sum(sum.terms());
  }

  @Override
  public String product(Scalar.Product product) {
    return product(product.factors());
  }

  @Override
  public String raise(Scalar.Raise power) {
    return power.exponent().signum() < 0
        ? product(List.of(power))
        : power(power.base(), power.exponent());
  }

  @Override
  public String apply(Scalar.Apply map) {
    Spelling spelling = Spellings.of(map.function());
    List<Scalar> u = map.arguments();
    Scalar second = spelling.withZero() ? Scalars.ZERO : u.get(u.size() - 1);
    return switch (spelling.form()) {
      case EXACT -> exact(spelling, u);
      case ROUNDED -> lanewise(print(u.get(0)), spelling.vectors());
      case TEST -> choice(u.get(0), spelling.vectors(), second, Scalars.ONE, Scalars.ZERO);
      case CHOICE -> choice(u.get(0), spelling.vectors(), second, u.get(1), u.get(2));
      case CARRIED, OF_DECAY -> call(spelling.helper().orElseThrow(), u);
    };
  }

  @Override
  public String call(Scalar.Call call) {
    return call(call.helper(), call.arguments());
  }

  @Override
  public String ifGreater(Scalar.IfGreater choice) {
    return choice(choice.left(), "GT", choice.right(), choice.then(), choice.otherwise());
  }

  @Override
  public String other(Scalar s) {
    return scalars.print(s);
  }

  /** A vector, or a number where a method takes either. */
  private String operand(Scalar s) {
    return varies(s) ? print(s) : scalars.print(s);
  }

  /** Something that is needed twice. */
  private String twice(Scalar s) {
    return s.isName() ? print(s) : register.apply("v", print(s));
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
    return Text.call(print(left) + ".fma", List.of(print(right), total));
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

  /** A method of vectors, called on the operand that is one. */
  private String exact(Spelling spelling, List<Scalar> u) {
    boolean alone = u.size() == 1;
    boolean swapped = !alone && !varies(u.get(0));
    String vector = print(u.get(swapped ? 1 : 0));
    String zero = spelling.withZero() ? "0" : "";
    String other = alone ? zero : operand(u.get(swapped ? 0 : 1));
    return vector + "." + spelling.vectors() + "(" + other + ")";
  }

  private static String lanewise(String vector, String operator) {
    return vector + ".lanewise($operators:T." + operator + ")";
  }

  /** One of two values, by how two others compare. */
  private String choice(
      Scalar left, String comparison, Scalar right, Scalar then, Scalar otherwise) {
    String compared = compare(print(left), comparison, operand(right));
    return Text.call(print(otherwise) + ".blend", List.of(operand(then), compared));
  }

  private static String compare(String left, String comparison, String right) {
    return Text.call(left + ".compare", List.of("$operators:T." + comparison, right));
  }

  private String call(Helper helper, List<Scalar> arguments) {
    Scalar u = arguments.get(0);
    return switch (helper) {
      case GATE -> choice(u, "GT", Scalars.ZERO, arguments.get(1), Scalars.ZERO);
      case DECAY -> lanewise(print(u) + ".abs().neg()", "EXP");
      case SIGMOID -> {
        String decay = twice(arguments.get(1));
        String one = scalars.print(Scalars.ONE);
        String above = Text.call(decay + ".blend", List.of(one, compare(print(u), "GE", "0")));
        yield above + ".div(" + decay + ".add(" + one + "))";
      }
      case SOFTPLUS -> print(u) + ".max(0).add(" + lanewise(print(arguments.get(1)), "LOG1P") + ")";
      case SQUARE -> power(u, Rational.of(2));
      case LOG_SUM_EXP -> {
        String largest = twice(u);
        String sum = lanewise(print(arguments.get(1)), "LOG") + ".add(" + largest + ")";
        String infinite = largest + ".test($operators:T.IS_INFINITE)";
        yield Text.call(sum + ".blend", List.of(largest, infinite));
      }
      default -> throw new IllegalStateException("no vector form of " + helper);
    };
  }
}
