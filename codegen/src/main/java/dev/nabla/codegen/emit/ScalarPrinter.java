package dev.nabla.codegen.emit;

import dev.nabla.codegen.MathMode;
import dev.nabla.codegen.emit.Text.Binding;
import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.ScalarVisitor;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.spelling.Spelling;
import dev.nabla.codegen.spelling.Spellings;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.print.ShortestDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prints scalar trees as Java expressions. */
final class ScalarPrinter implements ScalarVisitor<Text> {
  private final Dialect dialect;
  private final MethodNames names;
  private final Set<Helper> helpers = EnumSet.noneOf(Helper.class);

  ScalarPrinter(Dialect dialect, MethodNames names) {
    this.dialect = dialect;
    this.names = names;
  }

  /** The helper methods that what has been printed calls. */
  Set<Helper> helpers() {
    return helpers;
  }

  String print(Scalar s) {
    return text(s).java();
  }

  private Text text(Scalar s) {
    return s.accept(this);
  }

  @Override
  public Text literal(Scalar.Literal number) {
    return literal(number.value());
  }

  @Override
  public Text position(Scalar.Position at) {
    return Text.atom("(" + affine(at.value()) + ")");
  }

  @Override
  public Text samples(Scalar.Samples samples) {
    return Text.atom("((" + dialect.type().keyword() + ") " + names.samples() + ")");
  }

  @Override
  public Text read(Scalar.Read read) {
    return Text.atom(element(read.access()));
  }

  @Override
  public Text use(Scalar.Use use) {
    return Text.atom(names.local(use.local()));
  }

  @Override
  public Text linear(Scalar.Linear sum) {
    return dialect.fma() ? fused(sum.terms()) : sum(sum.terms());
  }

  @Override
  public Text product(Scalar.Product product) {
    return product(product.factors());
  }

  @Override
  public Text raise(Scalar.Raise power) {
    return power(power.base(), power.exponent());
  }

  @Override
  public Text apply(Scalar.Apply map) {
    Spelling spelling = Spellings.of(map.function());
    List<Scalar> arguments = map.arguments();
    return switch (spelling.form()) {
      case EXACT -> {
        List<String> operands = new ArrayList<>(printed(arguments));
        if (spelling.withZero()) {
          operands.add(number(0));
        }
        yield Text.atom(Text.call("Math." + spelling.numbers(), operands));
      }
      case ROUNDED ->
          spelling
              .helper()
              .filter(helper -> dialect.math() == MathMode.FAST)
              .map(helper -> call(helper, arguments))
              .orElseGet(() -> cast(spelling.numbers(), printed(arguments)));
      case TEST -> choice(condition(spelling, arguments), number(1), number(0));
      case CHOICE ->
          arguments.get(0) instanceof Scalar.OnlyAt at && at.value().equals(Scalars.ONE)
              ? choice(places(at), print(arguments.get(1)), print(arguments.get(2)))
              : choice(
                  condition(spelling, arguments),
                  operand(arguments.get(1)),
                  operand(arguments.get(2)));
      case CARRIED -> call(spelling.helper().orElseThrow(), arguments);
      case OF_DECAY -> text(Scalars.ofDecay(spelling.helper().orElseThrow(), arguments.get(0)));
    };
  }

  @Override
  public Text call(Scalar.Call call) {
    return call(call.helper(), call.arguments());
  }

  @Override
  public Text onlyAt(Scalar.OnlyAt at) {
    return choice(places(at), print(at.value()), number(0));
  }

  @Override
  public Text other(Scalar s) {
    throw new IllegalStateException("no Java for " + s);
  }

  @Override
  public Text ifGreater(Scalar.IfGreater choice) {
    String condition = print(choice.left()) + " > " + print(choice.right());
    return choice(condition, print(choice.then()), print(choice.otherwise()));
  }

  private String places(Scalar.OnlyAt at) {
    return affine(at.position()) + " == " + affine(at.equals());
  }

  private static Text choice(String condition, String then, String otherwise) {
    return Text.atom("(" + condition + " ? " + then + " : " + otherwise + ")");
  }

  /** The array that an element lies in, which is no array of arrays. */
  String array(Access access) {
    return names.array(access.buffer());
  }

  String element(Access access) {
    String array = names.array(access.buffer());
    if (access.buffer().space() != Space.ROWS) {
      return array + "[" + address(access) + "]";
    }
    int length = access.buffer().strides().get(0);
    Affine address = access.address();
    List<Affine.Term> rows =
        address.terms().stream().filter(t -> t.coefficient() % length == 0).toList();
    List<Affine.Term> columns =
        address.terms().stream().filter(t -> t.coefficient() % length != 0).toList();
    List<Affine.Term> steps =
        rows.stream().map(t -> new Affine.Term(t.index(), t.coefficient() / length)).toList();
    Affine row = new Affine(address.constant() / length, steps);
    Affine column = new Affine(address.constant() % length, columns);
    return array + "[" + affine(row) + "][" + affine(column) + "]";
  }

  /** The address of an element in its array. */
  String address(Access access) {
    String start = names.start(access.buffer());
    return start.isEmpty()
        ? affine(access.address())
        : start + " + " + affine(access.address().plus(-access.buffer().offset()));
  }

  /** An address: loops first, then the constant. */
  String affine(Affine address) {
    List<String> parts = new ArrayList<>();
    for (Affine.Term term : address.terms()) {
      String index = names.index(term.index());
      parts.add(term.coefficient() == 1 ? index : term.coefficient() + " * " + index);
    }
    if (address.constant() != 0 || parts.isEmpty()) {
      parts.add(Integer.toString(address.constant()));
    }
    return String.join(" + ", parts).replace("+ -", "- ");
  }

  // ---------------------------------------------------------------- numbers

  private String number(double value) {
    return literal(value).java();
  }

  private Text literal(double value) {
    String box = dialect.isSingle() ? "Float" : "Double";
    if (Double.isNaN(value)) {
      return Text.atom(box + ".NaN");
    }
    double rounded = dialect.isSingle() ? (float) value : value;
    if (Double.isInfinite(rounded)) {
      return Text.atom(box + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY"));
    }
    String digits =
        dialect.isSingle() ? ShortestDecimal.of((float) value) + "f" : ShortestDecimal.of(value);
    return new Text(digits, digits.startsWith("-") ? Binding.UNARY : Binding.ATOM);
  }

  // ---------------------------------------------------------------- sums

  private Text sum(List<Scalar.Term> terms) {
    StringBuilder out = new StringBuilder();
    for (Scalar.Term term : terms) {
      boolean negative = term.coefficient() < 0;
      double size = Math.abs(term.coefficient());
      Text value = size == 1 ? text(term.scalar()) : scaled(size, term.scalar());
      if (out.length() == 0) {
        out.append(negative ? "-" + value.in(Binding.UNARY) : value.java());
      } else {
        out.append(negative ? " - " : " + ")
            .append(negative ? value.in(Binding.MULTIPLY) : value.in(Binding.ADD));
      }
    }
    boolean negated = terms.size() == 1 && terms.get(0).coefficient() == -1;
    Binding single = negated ? Binding.UNARY : Binding.MULTIPLY;
    return new Text(out.toString(), terms.size() == 1 ? single : Binding.ADD);
  }

  private Text scaled(double coefficient, Scalar s) {
    if (s instanceof Scalar.Product product) {
      List<Scalar> factors = new ArrayList<>();
      factors.add(Scalars.literal(coefficient));
      factors.addAll(product.factors());
      return product(factors);
    }
    return product(List.of(Scalars.literal(coefficient), s));
  }

  /** A sum with products fused into it. */
  private Text fused(List<Scalar.Term> terms) {
    List<Scalar.Term> plain = new ArrayList<>();
    List<Scalar.Term> products = new ArrayList<>();
    for (Scalar.Term term : terms) {
      (isProduct(term) ? products : plain).add(term);
    }
    if (products.isEmpty() || terms.size() == 1) {
      return sum(terms);
    }
    if (plain.isEmpty()) {
      plain.add(products.remove(0));
    }
    Text total = sum(plain);
    for (Scalar.Term term : products) {
      total = fused(term, total);
    }
    return total;
  }

  private static boolean isProduct(Scalar.Term term) {
    if (term.scalar() instanceof Scalar.Product product) {
      return product.factors().stream().noneMatch(ScalarPrinter::isDivisor);
    }
    return Math.abs(term.coefficient()) != 1 && !(term.scalar() instanceof Scalar.Literal);
  }

  private Text fused(Scalar.Term term, Text rest) {
    Scalar left = Scalars.literal(term.coefficient());
    Scalar right = term.scalar();
    if (term.scalar() instanceof Scalar.Product product && Math.abs(term.coefficient()) == 1) {
      left = Scalars.scale(term.coefficient(), product.factors().get(0));
      right = Scalars.product(product.factors().subList(1, product.factors().size()));
    }
    return Text.atom(Text.call("Math.fma", List.of(print(left), print(right), rest.java())));
  }

  // ---------------------------------------------------------------- products and powers

  private static boolean isDivisor(Scalar s) {
    return s instanceof Scalar.Raise raise && raise.exponent().signum() < 0;
  }

  private Text product(List<Scalar> factors) {
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (Scalar factor : factors) {
      if (isDivisor(factor)) {
        Scalar.Raise raise = (Scalar.Raise) factor;
        Rational positive = raise.exponent().negate();
        Text divisor = positive.isOne() ? text(raise.base()) : power(raise.base(), positive);
        below.add(divisor.in(Binding.UNARY));
      } else {
        above.add(text(factor).in(Binding.UNARY));
      }
    }
    String numerator = above.isEmpty() ? number(1) : String.join(" * ", above);
    if (below.isEmpty()) {
      return new Text(numerator, Binding.MULTIPLY);
    }
    String denominator = String.join(" * ", below);
    return new Text(
        numerator + " / " + (below.size() == 1 ? denominator : "(" + denominator + ")"),
        Binding.MULTIPLY);
  }

  private Text power(Scalar base, Rational exponent) {
    if (exponent.signum() < 0) {
      return product(List.of(new Scalar.Raise(base, exponent)));
    }
    if (exponent.equals(Rational.HALF)) {
      return cast("sqrt", List.of(print(base)));
    }
    if (exponent.equals(Rational.of(2)) && base instanceof Scalar.Use) {
      return new Text(print(base) + " * " + print(base), Binding.MULTIPLY);
    }
    Optional<Helper> helper = helper(exponent);
    return helper.isPresent()
        ? call(helper.get(), List.of(base))
        : cast("pow", List.of(print(base), ShortestDecimal.of(exponent.doubleValue())));
  }

  private static Optional<Helper> helper(Rational exponent) {
    List<Helper> powers = List.of(Helper.SQUARE, Helper.CUBE, Helper.FOURTH);
    for (int k = 0; k < powers.size(); k++) {
      if (exponent.equals(Rational.of(k + 2))) {
        return Optional.of(powers.get(k));
      }
    }
    return Optional.empty();
  }

  // ---------------------------------------------------------------- functions

  /** A method of {@code Math} that gives a double. */
  private Text cast(String method, List<String> arguments) {
    String call = Text.call("Math." + method, arguments);
    return dialect.isSingle() ? new Text("(float) " + call, Binding.UNARY) : Text.atom(call);
  }

  private Text call(Helper helper, List<Scalar> arguments) {
    helpers.add(helper);
    return Text.atom(Text.call(names.helper(helper), printed(arguments)));
  }

  private List<String> printed(List<Scalar> arguments) {
    return arguments.stream().map(this::print).toList();
  }

  private String operand(Scalar s) {
    return text(s).in(Binding.ATOM);
  }

  private String condition(Spelling spelling, List<Scalar> arguments) {
    String other = spelling.withZero() ? number(0) : operand(arguments.get(1));
    return operand(arguments.get(0)) + " " + spelling.numbers() + " " + other;
  }
}
