package dev.nabla.codegen.emit;

import dev.nabla.codegen.MathMode;
import dev.nabla.codegen.emit.Text.Binding;
import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.grammar.Rational;
import dev.nabla.grammar.print.ShortestDecimal;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints scalar trees as Java expressions. */
final class ScalarPrinter {
  private static final Pattern ARGUMENT = Pattern.compile("\\$([0-9]+)");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("(?<![\\w.$])([0-9]+)(?![\\w.(])");
  private static final Pattern FLOAT_CALL = Pattern.compile("Math\\.(max|min|abs|signum|fma)\\(");

  /** Functions that have a fast form. */
  private static final Map<ScalarFunction, Helper> FAST =
      Map.of(
          ScalarFunctions.EXP, Helper.EXP,
          ScalarFunctions.LOG, Helper.LOG,
          ScalarFunctions.TANH, Helper.TANH);

  private final Dialect dialect;
  private final Names names;
  private final Set<Helper> helpers = EnumSet.noneOf(Helper.class);

  ScalarPrinter(Dialect dialect, Names names) {
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
    if (s instanceof Scalar.Literal number) {
      return literal(number.value());
    }
    if (s instanceof Scalar.Use use) {
      return Text.atom(names.local(use.local()));
    }
    if (s instanceof Scalar.Read read) {
      return Text.atom(element(read.access()));
    }
    if (s instanceof Scalar.Position at) {
      return Text.atom("(" + affine(at.value()) + ")");
    }
    if (s instanceof Scalar.Samples) {
      return Text.atom("((" + dialect.type().keyword() + ") " + names.samples() + ")");
    }
    if (s instanceof Scalar.Linear linear) {
      return dialect.fma() ? fused(linear.terms()) : sum(linear.terms());
    }
    if (s instanceof Scalar.Product product) {
      return product(product.factors());
    }
    if (s instanceof Scalar.Raise raise) {
      return power(raise.base(), raise.exponent());
    }
    if (s instanceof Scalar.Apply apply && isPlaceChoice(apply)) {
      Scalar.OnlyAt at = (Scalar.OnlyAt) apply.arguments().get(0);
      String condition = affine(at.position()) + " == " + affine(at.equals());
      return choice(condition, print(apply.arguments().get(1)), print(apply.arguments().get(2)));
    }
    if (s instanceof Scalar.Apply apply && FAST.containsKey(apply.function()) && isFast()) {
      return call(FAST.get(apply.function()), apply.arguments());
    }
    if (s instanceof Scalar.Apply apply) {
      return apply(apply.function().java(), apply.arguments());
    }
    if (s instanceof Scalar.Call call) {
      return call(call.helper(), call.arguments());
    }
    if (s instanceof Scalar.OnlyAt at) {
      String condition = affine(at.position()) + " == " + affine(at.equals());
      return choice(condition, text(at.value()).java(), zero());
    }
    Scalar.IfGreater choice = (Scalar.IfGreater) s;
    String condition = print(choice.left()) + " > " + print(choice.right());
    return choice(condition, print(choice.then()), print(choice.otherwise()));
  }

  private boolean isFast() {
    return dialect.math() == MathMode.FAST;
  }

  /** Whether it chooses by two positions being equal. */
  private static boolean isPlaceChoice(Scalar.Apply apply) {
    return apply.function().equals(ScalarFunctions.WHERE)
        && apply.arguments().get(0) instanceof Scalar.OnlyAt at
        && at.value().equals(Scalars.ONE);
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

  private String zero() {
    return dialect.isSingle() ? "0.0f" : "0.0";
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
    return Text.atom("Math.fma(" + print(left) + ", " + print(right) + ", " + rest.java() + ")");
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
    String numerator = above.isEmpty() ? literal(1).java() : String.join(" * ", above);
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
      return cast("Math.sqrt(" + print(base) + ")");
    }
    if (exponent.equals(Rational.of(2)) && base instanceof Scalar.Use) {
      return new Text(print(base) + " * " + print(base), Binding.MULTIPLY);
    }
    Optional<Helper> helper = helper(exponent);
    return helper.isPresent()
        ? call(helper.get(), List.of(base))
        : cast("Math.pow(" + print(base) + ", " + ShortestDecimal.of(exponent.doubleValue()) + ")");
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

  private Text cast(String call) {
    return dialect.isSingle() ? new Text("(float) " + call, Binding.UNARY) : Text.atom(call);
  }

  private Text call(Helper helper, List<Scalar> arguments) {
    helpers.add(helper);
    return Text.atom(
        names.helper(helper)
            + "("
            + String.join(", ", arguments.stream().map(this::print).toList())
            + ")");
  }

  private Text apply(String template, List<Scalar> arguments) {
    if (template.equals(Helper.ERF.methodName() + "($1)")) {
      return call(Helper.ERF, arguments);
    }
    String typed = numbers(template);
    Matcher matcher = ARGUMENT.matcher(typed);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      Text argument = text(arguments.get(Integer.parseInt(matcher.group(1)) - 1));
      String placed =
          isEnclosed(typed, matcher.start(), matcher.end())
              ? argument.java()
              : argument.in(Binding.ATOM);
      matcher.appendReplacement(out, Matcher.quoteReplacement(placed));
    }
    matcher.appendTail(out);
    String java = out.toString();
    boolean isCall = template.startsWith("Math.") || template.startsWith("(");
    if (dialect.isSingle() && FLOAT_CALL.matcher(template).replaceAll("").contains("Math.")) {
      return new Text("(float) " + (isCall ? java : "(" + java + ")"), Binding.UNARY);
    }
    return isCall ? Text.atom(java) : new Text(java, Binding.ADD);
  }

  private String numbers(String template) {
    return WHOLE_NUMBER
        .matcher(template)
        .replaceAll(
            match -> Matcher.quoteReplacement(literal(Double.parseDouble(match.group())).java()));
  }

  /** Whether parentheses or commas stand on both sides. */
  private static boolean isEnclosed(String text, int from, int to) {
    boolean opens = from > 0 && (text.charAt(from - 1) == '(' || text.startsWith(", ", from - 2));
    boolean closes = to < text.length() && (text.charAt(to) == ')' || text.charAt(to) == ',');
    return opens && closes;
  }
}
