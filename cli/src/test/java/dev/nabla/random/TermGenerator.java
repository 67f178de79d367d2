package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Span;
import dev.nabla.random.Signatures.Domain;
import dev.nabla.random.Signatures.Signature;
import dev.nabla.symbolic.function.FunctionGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes expressions of a shape, in matrix notation. */
final class TermGenerator {
  /** From where an element is scaled down, so that values and derivatives stay tame. */
  private static final double LARGEST = 8;

  private static final List<Operator> COMPARISONS =
      List.of(
          Operator.LESS,
          Operator.LESS_EQUAL,
          Operator.GREATER,
          Operator.GREATER_EQUAL,
          Operator.EQUAL,
          Operator.NOT_EQUAL);

  private final Scope scope;
  private final Signatures signatures;

  /** Whether targets may occur. */
  private final boolean targets;

  TermGenerator(Scope scope, Signatures signatures, boolean targets) {
    this.scope = scope;
    this.signatures = signatures;
    this.targets = targets;
  }

  /** An expression of a shape. */
  Term term(List<Extent> shape, int depth) {
    if (depth <= 0) {
      return leaf(shape);
    }
    List<Supplier<Term>> ways = new ArrayList<>();
    add(ways, 2, () -> leaf(shape));
    add(ways, 3, () -> sum(shape, depth));
    add(ways, 2, () -> hadamard(shape, depth));
    add(ways, 1, () -> scaled(shape, depth));
    add(ways, 1, () -> quotient(shape, depth));
    add(ways, 1, () -> negated(shape, depth));
    add(ways, 1, () -> power(shape, depth));
    add(ways, 6, () -> call(shape, depth));
    add(ways, 1, () -> primed(shape, depth));
    add(ways, 1, () -> choice(shape, depth));
    add(ways, scope.functions.isEmpty() ? 0 : 2, () -> own(shape, depth));
    if (shape.isEmpty()) {
      add(ways, 1, () -> norm(depth));
      add(ways, 2, () -> inner(depth));
      add(ways, 1, () -> element(depth));
    }
    if (shape.size() == 2) {
      add(ways, 4, () -> product(shape, depth));
      add(ways, 1, () -> transposed(shape, depth));
      add(ways, Term.isMatrix(shape) ? 1 : 0, () -> outer(shape, depth));
      add(ways, Term.isMatrix(shape) ? 2 : 0, () -> bias(shape, depth));
      add(ways, Term.isSquare(shape) ? 2 : 0, () -> matrixPower(shape, depth));
      add(ways, literal(shape) ? 2 : 0, () -> literal(shape, depth));
    }
    return tame(scope.one(ways).get());
  }

  private static void add(List<Supplier<Term>> ways, int weight, Supplier<Term> way) {
    for (int k = 0; k < weight; k++) {
      ways.add(way);
    }
  }

  /** A smaller multiple of what may become large. */
  Term tame(Term term) {
    double magnitude = term.range().magnitude();
    if (magnitude <= LARGEST) {
      return term;
    }
    double factor = 2 / magnitude;
    return new Term(
        Ast.times(Ast.number(factor), term.expression()),
        term.shape(),
        term.range().times(factor),
        term.target());
  }

  private static Term made(Expression e, List<Extent> shape, Range range, Term... of) {
    boolean target = false;
    for (Term term : of) {
      target |= term.target();
    }
    return new Term(e, shape, range, target);
  }

  // ---------------------------------------------------------------- leaves

  Term leaf(List<Extent> shape) {
    if (shape.isEmpty() && scope.chance(0.35)) {
      return number();
    }
    List<Term> known = scope.named(shape, targets);
    boolean flat = shape.size() == 2;
    if (flat && scope.chance(0.3)) {
      List<Term> across = scope.named(List.of(shape.get(1), shape.get(0)), targets);
      if (!across.isEmpty()) {
        Term term = scope.one(across);
        scope.coverage.construct("transpose");
        return made(Ast.transpose(term.expression()), shape, term.range(), term);
      }
    }
    if (known.isEmpty() || scope.chance(0.15)) {
      return scope.declare(shape);
    }
    return scope.one(known);
  }

  private Term number() {
    int which = scope.random.nextInt(6);
    List<Extent> named =
        scope.extents.stream().filter(e -> e.text() instanceof Expression.Name).toList();
    if (which == 0) {
      scope.coverage.construct("constant pi");
      return made(Ast.name("pi"), List.of(), Range.of(Math.PI));
    }
    if (which == 1) {
      scope.coverage.construct("constant e");
      return made(Ast.name("e"), List.of(), Range.of(Math.E));
    }
    if (which == 2 && !named.isEmpty()) {
      Extent extent = scope.one(named);
      scope.coverage.construct("size as a number");
      return made(extent.text(), List.of(), Range.of(extent.value()));
    }
    if (which == 3) {
      scope.coverage.construct("fraction");
      return made(Ast.fraction(1, 3), List.of(), Range.of(1.0 / 3));
    }
    double value = (1 + scope.random.nextInt(30)) / 10.0;
    return made(Ast.number(value), List.of(), Range.of(value));
  }

  // ---------------------------------------------------------------- operators

  private Term sum(List<Extent> shape, int depth) {
    Term left = term(shape, depth - 1);
    boolean number = !shape.isEmpty() && scope.chance(0.2);
    Term right = number ? term(List.of(), 1) : term(shape, depth - 1);
    boolean minus = scope.chance(0.4);
    scope.coverage.construct(number ? "sum with a number" : "sum");
    Operator operator = minus ? Operator.SUBTRACT : Operator.ADD;
    Range range = left.range().plus(minus ? right.range().negated() : right.range());
    return made(
        Ast.binary(operator, left.expression(), right.expression()), shape, range, left, right);
  }

  private Term hadamard(List<Extent> shape, int depth) {
    Term left = term(shape, depth - 1);
    Term right = term(shape, depth - 1);
    scope.coverage.construct("hadamard");
    Expression e = Ast.binary(Operator.HADAMARD, left.expression(), right.expression());
    return made(e, shape, left.range().times(right.range()), left, right);
  }

  private Term scaled(List<Extent> shape, int depth) {
    Term factor = term(List.of(), depth - 1);
    Term term = term(shape, depth - 1);
    scope.coverage.construct("scaling");
    Expression e = Ast.times(factor.expression(), term.expression());
    return made(e, shape, factor.range().times(term.range()), factor, term);
  }

  private Term quotient(List<Extent> shape, int depth) {
    Term above = term(shape, depth - 1);
    boolean number = shape.isEmpty() || scope.chance(0.5);
    Term below = fit(term(number ? List.of() : shape, depth - 1), new Range(0.4, 3));
    scope.coverage.construct(number ? "quotient" : "element-wise quotient");
    Expression e = Ast.binary(Operator.DIVIDE, above.expression(), below.expression());
    return made(e, shape, above.range().times(below.range().inverted()), above, below);
  }

  private Term negated(List<Extent> shape, int depth) {
    Term term = term(shape, depth - 1);
    scope.coverage.construct("negation");
    return made(Ast.negate(term.expression()), shape, term.range().negated(), term);
  }

  private Term power(List<Extent> shape, int depth) {
    Term base = term(shape, depth - 1);
    boolean elementwise = !shape.isEmpty() || scope.chance(0.2);
    double exponent = scope.one(List.of(2.0, 3.0, 2.0, 4.0, 0.5, -1.0, -2.0, 1.5, -0.5));
    if (exponent != Math.rint(exponent) || exponent < 0) {
      base = fit(base, new Range(0.3, 3));
      scope.coverage.construct("power of what is positive");
    } else {
      scope.coverage.construct(elementwise ? "element-wise power" : "power");
    }
    Expression e = Ast.power(base.expression(), Ast.number(exponent), elementwise);
    return made(e, shape, base.range().power(exponent), base);
  }

  private Term product(List<Extent> shape, int depth) {
    Extent inner = scope.beside(shape);
    Term left = term(List.of(shape.get(0), inner), depth - 1);
    Term right = term(List.of(inner, shape.get(1)), depth - 1);
    scope.coverage.construct("matrix product");
    Range range = left.range().times(right.range()).summed(inner.value());
    return made(Ast.times(left.expression(), right.expression()), shape, range, left, right);
  }

  private Term inner(int depth) {
    Extent size = scope.extent();
    Term left = term(List.of(size, Extent.UNIT), depth - 1);
    Term right = term(List.of(size, Extent.UNIT), depth - 1);
    scope.coverage.construct("inner product");
    Expression e = Ast.times(Ast.transpose(left.expression()), right.expression());
    Range range = left.range().times(right.range()).summed(size.value());
    return made(e, List.of(), range, left, right);
  }

  private Term outer(List<Extent> shape, int depth) {
    Term left = term(List.of(shape.get(0), Extent.UNIT), depth - 1);
    Term right = term(List.of(shape.get(1), Extent.UNIT), depth - 1);
    scope.coverage.construct("outer product");
    Expression e = Ast.binary(Operator.OUTER, left.expression(), right.expression());
    return made(e, shape, left.range().times(right.range()), left, right);
  }

  /** A row under every row, or a column beside every column. */
  private Term bias(List<Extent> shape, int depth) {
    Term matrix = term(shape, depth - 1);
    boolean row = scope.chance(0.7);
    Term added =
        term(
            row ? List.of(Extent.UNIT, shape.get(1)) : List.of(shape.get(0), Extent.UNIT),
            depth - 1);
    boolean product = scope.chance(0.2);
    scope.coverage.construct(row ? "repeated row" : "repeated column");
    Range range =
        product ? matrix.range().times(added.range()) : matrix.range().plus(added.range());
    Operator operator = product ? Operator.HADAMARD : Operator.ADD;
    return made(
        Ast.binary(operator, matrix.expression(), added.expression()), shape, range, matrix, added);
  }

  private Term transposed(List<Extent> shape, int depth) {
    Term term = term(List.of(shape.get(1), shape.get(0)), depth - 1);
    scope.coverage.construct("transpose");
    return made(Ast.transpose(term.expression()), shape, term.range(), term);
  }

  private Term matrixPower(List<Extent> shape, int depth) {
    if (scope.chance(0.5)) {
      Term base = invertible(shape, depth);
      scope.coverage.construct("inverse");
      Expression e = new Expression.Inverse(Span.NONE, base.expression());
      return made(e, shape, new Range(-2, 2), base);
    }
    Term base = term(shape, depth - 1);
    int exponent = 2 + scope.random.nextInt(2);
    scope.coverage.construct("matrix power");
    Range range = base.range();
    for (int k = 1; k < exponent; k++) {
      range = range.times(base.range()).summed(shape.get(0).value());
    }
    Expression e = Ast.power(base.expression(), Ast.number(exponent), false);
    return made(e, shape, range, base);
  }

  /** A square matrix whose diagonal outweighs the rest. */
  private Term invertible(List<Extent> shape, int depth) {
    Term term = term(shape, depth - 1);
    double factor = 1 / Math.max(1, term.range().magnitude() * shape.get(0).value());
    Expression small = Ast.times(Ast.number(factor), term.expression());
    Extent size = shape.get(0);
    if (!size.isSimple()) {
      List<Extent> column = List.of(size, Extent.UNIT);
      Term diagonal = fit(leaf(column), new Range(0.3, 3));
      Expression positive =
          Ast.add(
              Ast.apply("diag", diagonal.expression()),
              Ast.apply(
                  "diag",
                  Ast.binary(Operator.DIVIDE, diagonal.expression(), diagonal.expression())));
      return made(Ast.add(small, positive), shape, new Range(-1, 5), term, diagonal);
    }
    Expression identity = Ast.apply("identity", size.text());
    scope.coverage.function("identity");
    Expression e = Ast.add(small, Ast.times(Ast.number(2), identity));
    return made(e, shape, new Range(-1, 3), term);
  }

  private Term norm(int depth) {
    Term of = term(anyShape(), depth - 1);
    scope.coverage.construct("norm bars");
    Range range = new Range(0, of.range().magnitude() * Math.sqrt(Term.count(of.shape())));
    return made(new Expression.Norm(Span.NONE, of.expression()), List.of(), range, of);
  }

  private Term element(int depth) {
    Term of = term(anyShape(), depth - 1);
    if (of.isScalar()) {
      return of;
    }
    List<Expression> subscripts = new ArrayList<>();
    for (Extent extent : of.shape()) {
      if (!(of.shape().size() == 2 && extent.isUnit())) {
        subscripts.add(Ast.number(1 + scope.random.nextInt(Math.min(99, extent.value()))));
      }
    }
    scope.coverage.construct("element by number");
    return made(Ast.element(of.expression(), subscripts), List.of(), of.range(), of);
  }

  private static boolean literal(List<Extent> shape) {
    return Term.count(shape) <= 6
        && shape.stream().allMatch(e -> e.text() instanceof Expression.Number)
        && !Term.isRow(shape);
  }

  private Term literal(List<Extent> shape, int depth) {
    List<List<Expression>> rows = new ArrayList<>();
    List<Term> all = new ArrayList<>();
    Range range = Range.of(0);
    int inRow = Term.isVector(shape) ? shape.get(0).value() : shape.get(1).value();
    for (int k = 0; k < Term.count(shape); k++) {
      if (k % inRow == 0) {
        rows.add(new ArrayList<>());
      }
      Term element = term(List.of(), depth - 2);
      rows.get(rows.size() - 1).add(element.expression());
      range = range.or(element.range());
      all.add(element);
    }
    scope.coverage.construct(rows.size() == 1 ? "vector of scalars" : "matrix by rows");
    return made(new Expression.Literal(Span.NONE, rows), shape, range, all.toArray(Term[]::new));
  }

  private Term choice(List<Extent> shape, int depth) {
    Operator operator = scope.one(COMPARISONS);
    Term left = term(shape, depth - 1);
    Term right = scope.chance(0.5) ? term(List.of(), 0) : term(shape, depth - 1);
    scope.coverage.construct("comparison " + operator);
    Expression condition = Ast.binary(operator, left.expression(), right.expression());
    Term yes = term(shape, depth - 1);
    Term no = term(shape, depth - 1);
    scope.coverage.function("where");
    Expression e = Ast.apply("where", condition, yes.expression(), no.expression());
    return made(e, shape, yes.range().or(no.range()), left, right, yes, no);
  }

  // ---------------------------------------------------------------- functions

  List<Extent> anyShape() {
    int which = scope.random.nextInt(10);
    if (which < 4) {
      return List.of(scope.extent(), Extent.UNIT);
    }
    if (which < 8) {
      return scope.matrix();
    }
    if (which == 8) {
      return List.of(Extent.UNIT, scope.extent());
    }
    return scope.chance(0.5) ? List.of() : tensorShape();
  }

  List<Extent> tensorShape() {
    List<Extent> shape = new ArrayList<>();
    int order = scope.chance(0.8) ? 3 : 4;
    while (shape.size() < order) {
      shape.add(scope.beside(shape));
    }
    return shape;
  }

  /** An application of a function that gives this shape. */
  private Term call(List<Extent> shape, int depth) {
    List<Signature> fitting =
        signatures.all().stream().filter(s -> bind(s.result(), shape).isPresent()).toList();
    if (fitting.isEmpty()) {
      return leaf(shape);
    }
    List<String> names = fitting.stream().map(s -> s.function().name()).distinct().toList();
    String name = scope.one(names);
    Signature signature =
        scope.one(fitting.stream().filter(s -> s.function().name().equals(name)).toList());
    return apply(
        signature, bind(signature.result(), shape).orElseThrow(), shape, depth, Optional.empty());
  }

  /** An application of a function, of whatever shape. */
  Term call(String function, int depth) {
    Signature signature =
        scope.one(
            signatures.all().stream().filter(s -> s.function().name().equals(function)).toList());
    Map<String, Extent> sizes = new HashMap<>();
    List<Extent> shape = new ArrayList<>();
    for (String letter : signature.result()) {
      Extent extent =
          letter.equals("1")
              ? Extent.UNIT
              : sizes.computeIfAbsent(letter, s -> scope.beside(shape));
      shape.add(extent);
    }
    return tame(apply(signature, sizes, shape, depth, Optional.empty()));
  }

  /** What a scalar function gives of a known value; none when no function takes it. */
  Optional<Term> reduce(Term value, int depth) {
    List<Signature> fitting =
        signatures.all().stream()
            .filter(s -> s.result().isEmpty() && !s.domains().isEmpty())
            .filter(s -> bind(s.arguments().get(0), value.shape()).isPresent())
            .filter(s -> value.isScalar() || !s.arguments().get(0).isEmpty())
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    Signature signature = scope.one(fitting);
    Map<String, Extent> sizes = bind(signature.arguments().get(0), value.shape()).orElseThrow();
    return Optional.of(tame(apply(signature, sizes, List.of(), depth, Optional.of(value))));
  }

  private Term apply(
      Signature signature,
      Map<String, Extent> sizes,
      List<Extent> shape,
      int depth,
      Optional<Term> first) {
    boolean ofSizes = signature.domains().isEmpty();
    Map<String, Extent> bound = new HashMap<>(sizes);
    bound.put("1", Extent.UNIT);
    List<Expression> arguments = new ArrayList<>();
    List<Term> terms = new ArrayList<>();
    if (ofSizes) {
      if (shape.stream().anyMatch(extent -> !extent.isSimple())) {
        return leaf(shape);
      }
      signature.arguments().forEach(size -> arguments.add(bound.get(size.get(0)).text()));
    } else {
      Domain domain = scope.one(signature.domains());
      for (int k = 0; k < signature.arguments().size(); k++) {
        List<Extent> needed = new ArrayList<>();
        for (String size : signature.arguments().get(k)) {
          needed.add(bound.computeIfAbsent(size, s -> scope.beside(needed)));
        }
        Term argument = k == 0 && first.isPresent() ? first.get() : term(needed, depth - 1);
        boolean square = signature.inverts() && Term.isSquare(needed);
        argument = square ? invertible(needed, depth) : fit(argument, domain.arguments().get(k));
        arguments.add(argument.expression());
        terms.add(argument);
      }
      return applied(signature, domain.value(), arguments, shape, terms);
    }
    return applied(signature, Range.UNIT, arguments, shape, terms);
  }

  private Term applied(
      Signature signature,
      Range value,
      List<Expression> arguments,
      List<Extent> shape,
      List<Term> terms) {
    String name = signature.function().name();
    scope.coverage.function(name);
    List<String> aliases = signature.function().aliases();
    String called = aliases.isEmpty() || scope.chance(0.5) ? name : scope.one(aliases);
    boolean scalar = signature.function().group() == FunctionGroup.ELEMENTWISE;
    int elements = terms.stream().mapToInt(t -> Term.count(t.shape())).max().orElse(1);
    double more = scalar ? 1 : Math.max(1, elements / 12.0);
    Range range = value.or(value.times(more));
    return made(Ast.apply(called, 0, arguments), shape, range, terms.toArray(Term[]::new));
  }

  /** {@code relu'(u)}. */
  private Term primed(List<Extent> shape, int depth) {
    List<Signature> fitting =
        signatures.all().stream()
            .filter(s -> s.function().group() == FunctionGroup.ELEMENTWISE)
            .filter(s -> s.arguments().size() == 1 && s.arguments().get(0).isEmpty())
            .toList();
    Signature signature = scope.one(fitting);
    Domain domain = scope.one(signature.domains());
    Term argument = fit(term(shape, depth - 1), domain.arguments().get(0));
    int primes = scope.chance(0.7) ? 1 : 2;
    scope.coverage.construct("prime " + primes);
    Expression e = Ast.apply(signature.function().name(), primes, List.of(argument.expression()));
    return made(e, shape, new Range(-12, 12), argument);
  }

  /** A function of the definition's own. */
  private Term own(List<Extent> shape, int depth) {
    Statement.Function function = scope.one(scope.functions);
    List<Expression> arguments = new ArrayList<>();
    List<Term> terms = new ArrayList<>();
    for (int k = 0; k < function.parameters().size(); k++) {
      Term argument = fit(term(shape, depth - 1), new Range(-1.5, 1.5));
      arguments.add(argument.expression());
      terms.add(argument);
    }
    scope.coverage.construct("own function");
    Expression e = Ast.apply(function.name().text(), 0, arguments);
    return made(e, shape, new Range(-8, 8), terms.toArray(Term[]::new));
  }

  /** Sizes for the letters of a pattern, so that it is a shape. */
  private static Optional<Map<String, Extent>> bind(List<String> pattern, List<Extent> shape) {
    if (pattern.size() != shape.size()) {
      return Optional.empty();
    }
    Map<String, Extent> sizes = new HashMap<>();
    for (int k = 0; k < shape.size(); k++) {
      String letter = pattern.get(k);
      Extent extent = shape.get(k);
      boolean unit = letter.equals("1");
      if (unit != extent.isUnit()) {
        return Optional.empty();
      }
      Extent before = sizes.putIfAbsent(letter, extent);
      if (before != null && !before.equals(extent)) {
        return Optional.empty();
      }
    }
    return Optional.of(sizes);
  }

  // ---------------------------------------------------------------- ranges

  /** An expression of the same shape in a range. */
  Term fit(Term term, Range range) {
    if (term.range().isIn(range)) {
      return term;
    }
    double middle = round((range.low() + range.high()) / 2);
    double half =
        (range.high() - range.low()) / 2 - Math.abs(middle - (range.low() + range.high()) / 2);
    boolean squashed = scope.chance(0.5) || term.range().magnitude() > 100;
    Expression inner;
    double factor;
    if (squashed) {
      String function = scope.one(List.of("tanh", "sin", "cos"));
      scope.coverage.function(function);
      inner = Ast.apply(function, term.expression());
      factor = half * 0.9;
    } else {
      inner = term.expression();
      factor = half * 0.9 / Math.max(1e-3, term.range().magnitude());
    }
    Expression scaled = Ast.times(Ast.number(factor), inner);
    Expression e = middle == 0 ? scaled : Ast.add(Ast.number(middle), scaled);
    return new Term(e, term.shape(), range, term.target());
  }

  private static double round(double value) {
    return Math.rint(value * 10) / 10;
  }
}
