package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Syntax;
import dev.nabla.grammar.base.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the text says of each letter that nothing declares: that it is a number, a column, a row or
 * a matrix. Some of it is said outright ({@code x^T}, {@code 1/N}), some only where a letter stands
 * beside another ({@code W x}), which counts where neither is a number outright.
 */
final class Evidence {
  /** What a letter is said to be. */
  enum Kind {
    NUMBER("a number"),
    VECTOR("a vector"),
    COLUMN("a column"),
    ROW("a row"),
    MATRIX("a matrix");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }

    private boolean agrees(Kind other) {
      boolean vectors = this == VECTOR && other.isVector() || other == VECTOR && isVector();
      return this == other || vectors;
    }

    private boolean isVector() {
      return this == VECTOR || this == COLUMN || this == ROW;
    }
  }

  /** Two places that contradict each other. */
  record Conflict(Name one, Kind says, Name other, Kind against) {}

  /** Functions of whole vectors and matrices: a letter under one of them is not a number. */
  private static final Set<String> OF_VECTORS =
      Set.of(
          "softmax",
          "log_softmax",
          "logsumexp",
          "argmax",
          "norm",
          "norm1",
          "cross_entropy",
          "cross_entropy_with_logits");

  private static final Set<String> OF_MATRICES =
      Set.of("det", "tr", "logdet", "inv", "rowsum", "colsum");

  /** Functions that speak of vectors, without saying what their argument is. */
  private static final Set<String> OF_MANY =
      Set.of(
          "prod_others",
          "sum",
          "mean",
          "prod",
          "dot",
          "outer",
          "diag",
          "identity",
          "ones",
          "zeros",
          "mse",
          "huber");

  private static final Set<String> GREEK =
      IntStream.rangeClosed('α', 'ω')
          .mapToObj(Names::greekName)
          .filter(name -> !name.isEmpty())
          .collect(Collectors.toUnmodifiableSet());

  /** How often rows are followed through statements that stand in no order. */
  private static final int PASSES = 5;

  private final Set<String> letters;
  private final Map<String, Statement.Function> functions;
  private final Map<String, Evidence> bodies;
  private final Map<String, Map<Kind, Name>> outright = new HashMap<>();
  private final Map<String, Map<Kind, Name>> beside = new HashMap<>();
  private final Set<String> rows = new HashSet<>();
  private final Set<Expression> inner = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Name> termsOfVectors = new HashMap<>();
  private final Set<String> besideNumbers = new HashSet<>();
  private final Set<String> besideTargets = new HashSet<>();
  private Set<String> singleRows = Set.of();
  private boolean rowsOfSamples;
  private boolean vectors;
  private boolean besideOnly;

  private Evidence(
      Set<String> names, Map<String, Statement.Function> functions, Map<String, Evidence> bodies) {
    this.letters = names;
    this.functions = functions;
    this.bodies = bodies;
  }

  /**
   * What some statements say.
   *
   * @param letters the names that nothing declares or defines
   */
  static Evidence of(Collection<Statement> statements, Set<String> letters) {
    Map<String, Statement.Function> functions = new HashMap<>();
    Set<String> names = new HashSet<>(letters);
    for (Statement statement : statements) {
      if (statement instanceof Statement.Function function) {
        functions.put(function.name().text(), function);
      } else if (statement instanceof Statement.Assignment value) {
        names.add(value.name().text());
      }
    }
    Evidence evidence = new Evidence(names, functions, new HashMap<>());
    List<Expression> bodies = new ArrayList<>();
    for (Statement statement : statements) {
      if (statement instanceof Statement.Assignment value) {
        bodies.add(value.value());
        evidence.vectors |= !value.subscripts().isEmpty();
      }
    }
    functions.values().forEach(evidence::body);
    evidence.weigh(bodies);
    evidence.findNumbers(statements);
    evidence.findRows(statements);
    return evidence;
  }

  /** What the body of a function says of letters that are not its parameters. */
  private void body(Statement.Function function) {
    Set<String> free = new HashSet<>(letters);
    function.parameters().forEach(parameter -> free.remove(parameter.text()));
    Evidence inside = new Evidence(free, functions, bodies);
    inside.weigh(function.body().stream().toList());
    inside.outright.forEach(
        (letter, said) ->
            said.forEach(outright.computeIfAbsent(letter, l -> new HashMap<>())::putIfAbsent));
    inside.beside.forEach(
        (letter, said) ->
            said.forEach(beside.computeIfAbsent(letter, l -> new HashMap<>())::putIfAbsent));
  }

  private void weigh(List<Expression> bodies) {
    bodies.forEach(body -> Syntax.walk(body, this::outright));
    bodies.forEach(body -> Syntax.walk(body, this::beside));
    vectors |= besideOnly;
  }

  /** What the body of a function says of its parameters is said of what it is applied to. */
  private void own(Apply apply, Statement.Function function) {
    List<String> parameters = function.parameters().stream().map(Name::text).toList();
    Evidence inside = bodies.get(function.name().text());
    if (inside == null) {
      inside = new Evidence(new HashSet<>(parameters), functions, bodies);
      bodies.put(function.name().text(), inside);
      inside.weigh(function.body().stream().toList());
    }
    vectors |= inside.vectors;
    for (int k = 0; k < Math.min(parameters.size(), apply.arguments().size()); k++) {
      String parameter = parameters.get(k);
      Optional<Name> argument = letter(apply.arguments().get(k));
      Kind kind = inside.kind(parameter);
      if (!inside.isDefault(parameter) && argument.isPresent() && kind != Kind.NUMBER) {
        say(beside, argument.get(), kind);
      }
    }
  }

  /** Whether it is added to something in a norm that is no number otherwise. */
  private boolean isTermOfVector(String letter) {
    return termsOfVectors.containsKey(letter) && !besideNumbers.contains(letter);
  }

  /** What a letter is. */
  Kind kind(String letter) {
    if (says(letter, Kind.NUMBER)) {
      return Kind.NUMBER;
    }
    boolean outrightVector =
        says(letter, Kind.VECTOR)
            || says(letter, Kind.COLUMN)
            || says(letter, Kind.ROW)
            || isTermOfVector(letter);
    Map<Kind, Name> near = beside.getOrDefault(letter, Map.of());
    if (says(letter, Kind.MATRIX) || near.containsKey(Kind.MATRIX) && !outrightVector) {
      return Kind.MATRIX;
    }
    if (near.containsKey(Kind.ROW) || rows.contains(letter)) {
      return Kind.ROW;
    }
    if (outrightVector || !near.isEmpty()) {
      return Kind.COLUMN;
    }
    if (!vectors || isGreek(letter) || besideNumbers.contains(letter)) {
      return Kind.NUMBER;
    }
    return isCapital(letter) ? Kind.MATRIX : Kind.COLUMN;
  }

  /** Whether anything speaks of vectors; without that all is about numbers. */
  boolean hasVectors() {
    return vectors;
  }

  /** Whether a letter is what it is only for want of evidence. */
  boolean isDefault(String letter) {
    return !termsOfVectors.containsKey(letter)
        && !outright.containsKey(letter)
        && !beside.containsKey(letter)
        && !rows.contains(letter);
  }

  /** Whether {@code t} is the target that this {@code y} is compared with. */
  boolean isBesideTarget(String letter) {
    return besideTargets.contains(letter);
  }

  /** Letters and values that are one row each. */
  Set<String> singleRows() {
    return singleRows;
  }

  /** The first two places that contradict each other about a letter. */
  Optional<Conflict> conflict(String letter) {
    Map<Kind, Name> all = new EnumMap<>(Kind.class);
    all.putAll(outright.getOrDefault(letter, Map.of()));
    if (isTermOfVector(letter)) {
      all.putIfAbsent(Kind.VECTOR, termsOfVectors.get(letter));
    }
    if (!all.containsKey(Kind.NUMBER) && !all.containsKey(Kind.MATRIX)) {
      beside.getOrDefault(letter, Map.of()).forEach(all::putIfAbsent);
    }
    for (Map.Entry<Kind, Name> one : all.entrySet()) {
      for (Map.Entry<Kind, Name> other : all.entrySet()) {
        if (one.getKey().compareTo(other.getKey()) < 0 && !one.getKey().agrees(other.getKey())) {
          boolean subscripts = one.getKey() == Kind.VECTOR && other.getKey() == Kind.MATRIX;
          return subscripts
              ? Optional.empty()
              : Optional.of(
                  new Conflict(one.getValue(), one.getKey(), other.getValue(), other.getKey()));
        }
      }
    }
    return Optional.empty();
  }

  static boolean isGreek(String name) {
    int first = name.codePointAt(0);
    String word = name.replaceFirst("[_0-9].*", "");
    return Character.UnicodeScript.of(first) == Character.UnicodeScript.GREEK
        || GREEK.contains(word);
  }

  static boolean isCapital(String name) {
    return Character.isUpperCase(name.codePointAt(0));
  }

  private boolean says(String letter, Kind kind) {
    return outright.getOrDefault(letter, Map.of()).containsKey(kind);
  }

  private void say(Map<String, Map<Kind, Name>> where, Name letter, Kind kind) {
    where
        .computeIfAbsent(letter.text(), key -> new EnumMap<>(Kind.class))
        .putIfAbsent(kind, letter);
  }

  private Optional<Name> letter(Expression e) {
    return e instanceof Name name && letters.contains(name.text())
        ? Optional.of(name)
        : Optional.empty();
  }

  // ---------------------------------------------------------------- said outright

  private void outright(Expression e) {
    if (e instanceof Expression.Element element) {
      vectors = true;
      letter(element.base())
          .filter(name -> element.subscripts().size() <= 2)
          .ifPresent(
              name ->
                  say(
                      outright,
                      name,
                      element.subscripts().size() == 1 ? Kind.VECTOR : Kind.MATRIX));
    } else if (e instanceof Expression.Transpose transpose) {
      vectors = true;
      vectors(transpose.operand());
    } else if (e instanceof Expression.Norm norm) {
      vectors = true;
      vectors(norm.operand());
    } else if (e instanceof Expression.Inverse inverse) {
      inverse(inverse);
    } else if (e instanceof Power power) {
      power(power);
    } else if (e instanceof Apply apply) {
      apply(apply);
    } else if (e instanceof Binary binary) {
      binary(binary);
    } else if (e instanceof Expression.Reduction || e instanceof Expression.Literal) {
      vectors = true;
    }
  }

  /** What is treated as a vector here, and the letters that are added to make it. */
  private void vectors(Expression e) {
    if (letter(e).isPresent()) {
      vector(letter(e).get());
    } else {
      terms(
          e,
          name -> {
            if (!isCapital(name.text())) {
              termsOfVectors.putIfAbsent(name.text(), name);
            }
          });
    }
  }

  /** A letter that is not a capital: capitals are matrices here without being told. */
  private void vector(Name letter) {
    if (!isCapital(letter.text())) {
      say(outright, letter, Kind.VECTOR);
    }
  }

  private void inverse(Expression.Inverse inverse) {
    letter(inverse.operand())
        .ifPresent(
            name -> {
              boolean matrix = isCapital(name.text());
              say(outright, name, matrix ? Kind.MATRIX : Kind.NUMBER);
              vectors |= matrix;
            });
  }

  private void power(Power power) {
    if (power.elementwise()) {
      vectors = true;
      return;
    }
    letter(power.base())
        .filter(name -> !isCapital(name.text()))
        .ifPresent(name -> say(outright, name, Kind.NUMBER));
    boolean euler = power.base() instanceof Name name && name.text().equals("e");
    if (!euler) {
      letter(power.exponent()).ifPresent(name -> say(outright, name, Kind.NUMBER));
    }
  }

  private void apply(Apply apply) {
    String function = apply.function().text();
    Optional.ofNullable(functions.get(function)).ifPresent(own -> own(apply, own));
    boolean ofVectors = OF_VECTORS.contains(function);
    boolean ofMatrices = OF_MATRICES.contains(function);
    boolean reduces = Set.of("max", "min").contains(function) && apply.arguments().size() == 1;
    vectors |= ofVectors || ofMatrices || reduces || OF_MANY.contains(function);
    for (Expression argument : apply.arguments()) {
      if (ofMatrices) {
        letter(argument).ifPresent(name -> say(outright, name, Kind.MATRIX));
      } else if (ofVectors) {
        vectors(argument);
      } else if (reduces || Set.of("sum", "mean", "prod", "dot", "outer").contains(function)) {
        letter(argument).ifPresent(this::vector);
      }
    }
  }

  private void binary(Binary binary) {
    boolean columns =
        binary.dotted()
            && letter(binary.left()).filter(name -> !isCapital(name.text())).isPresent()
            && letter(binary.right()).filter(name -> !isCapital(name.text())).isPresent();
    if (columns) {
      vectors = true;
      letter(binary.left()).ifPresent(this::vector);
      letter(binary.right()).ifPresent(this::vector);
    }
    switch (binary.operator()) {
      case HADAMARD -> {
        vectors = true;
        hadamard(binary.left(), binary.right());
        hadamard(binary.right(), binary.left());
      }
      case OUTER -> {
        vectors = true;
        letter(binary.left()).ifPresent(this::vector);
        letter(binary.right()).ifPresent(this::vector);
      }
      case DIVIDE -> divisor(binary.right());
      case PRODUCT -> coefficient(binary);
      default -> {}
    }
  }

  private void hadamard(Expression one, Expression other) {
    if (!(other instanceof Name name && isCapital(name.text()))) {
      letter(one).ifPresent(this::vector);
    }
  }

  /** The factors of a divisor, powers and roots of them included, are numbers. */
  private void divisor(Expression divisor) {
    List<Expression> factors = Syntax.chain(divisor, Operator.PRODUCT);
    if (factors.stream().anyMatch(Expression.Transpose.class::isInstance)) {
      return;
    }
    for (Expression factor : factors) {
      Expression at = factor;
      while (at instanceof Power power && !power.elementwise()) {
        at = power.base();
      }
      if (at instanceof Apply root && root.function().text().equals("sqrt")) {
        divisor(root.arguments().get(0));
      }
      letter(at).ifPresent(name -> say(outright, name, Kind.NUMBER));
    }
  }

  /** {@code C sum(…)}, {@code λ ‖w‖^2}: what multiplies a sum is a number. */
  private void coefficient(Binary product) {
    if (isSum(product.right())) {
      letter(product.left()).ifPresent(name -> say(outright, name, Kind.NUMBER));
    }
  }

  private static boolean isSum(Expression e) {
    if (e instanceof Power power) {
      return power.base() instanceof Expression.Norm;
    }
    boolean function =
        e instanceof Apply apply
            && Set.of("sum", "mean", "norm", "norm1", "det", "tr", "logdet")
                .contains(apply.function().text());
    boolean sum =
        e instanceof Expression.Reduction reduction && reduction.function().text().equals("sum");
    return function || sum || e instanceof Expression.Norm;
  }

  /** The letters that are an expression, or terms of it. */
  private void terms(Expression e, Consumer<Name> found) {
    for (Expression term : summands(e)) {
      letter(term).ifPresent(found);
    }
  }

  private static List<Expression> summands(Expression e) {
    List<Expression> terms = new ArrayList<>();
    Expression at = e;
    while (isSumOf(at)) {
      Binary sum = (Binary) at;
      terms.add(unsigned(sum.right()));
      at = sum.left();
    }
    terms.add(unsigned(at));
    return terms;
  }

  private static Expression unsigned(Expression e) {
    Expression at = e;
    while (at instanceof Expression.Negate negate) {
      at = negate.operand();
    }
    return at;
  }

  // ---------------------------------------------------------------- said by what stands beside

  private void beside(Expression e) {
    if (e instanceof Binary product && product.is(Operator.PRODUCT)) {
      Expression left =
          product.left() instanceof Binary inner && inner.is(Operator.PRODUCT)
              ? inner.right()
              : product.left();
      if (product.left().is(Operator.PRODUCT)) {
        inner.add(product.left());
      }
      boolean dot =
          left instanceof Expression.Transpose t && capital(t).isEmpty() && !inner.contains(e);
      if (dot) {
        letter(product.right())
            .filter(this::maybeVector)
            .ifPresent(name -> say(beside, name, Kind.VECTOR));
      }
      neighbours(left, product.right());
    } else if (isWholeSum(e)) {
      List<Expression> terms = summands(e);
      sum(terms);
      if (terms.size() == 2) {
        compared(terms.get(0), terms.get(1));
        compared(terms.get(1), terms.get(0));
      }
    }
  }

  /** {@code y - t}: what is found, and what it should be. */
  private void compared(Expression one, Expression other) {
    Optional<Name> found = letter(base(one)).filter(name -> name.text().matches("y[0-9]*"));
    boolean target = letter(base(other)).filter(n -> n.text().matches("t[0-9]*")).isPresent();
    found.filter(name -> target).ifPresent(name -> besideTargets.add(name.text()));
  }

  private static Expression base(Expression e) {
    return e instanceof Expression.Element element ? element.base() : e;
  }

  private static boolean isSumOf(Expression e) {
    return e.is(Operator.ADD) || e.is(Operator.SUBTRACT);
  }

  /** Whether this is a sum that is not the beginning of a longer one. */
  private boolean isWholeSum(Expression e) {
    if (!isSumOf(e)) {
      return false;
    }
    Expression left = ((Binary) e).left();
    if (isSumOf(left)) {
      inner.add(left);
    }
    return !inner.contains(e);
  }

  private void neighbours(Expression left, Expression right) {
    Optional<Name> before = capital(left).filter(name -> !isIdentity(name));
    Optional<Name> after = capital(right).filter(name -> !isIdentity(name));
    Optional<Name> small = letter(right).filter(this::maybeVector);
    if (before.isPresent() && small.isPresent()) {
      say(beside, before.get(), Kind.MATRIX);
      say(beside, small.get(), Kind.COLUMN);
      besideOnly = true;
      return;
    }
    if (before.isPresent() && after.isPresent()) {
      say(beside, before.get(), Kind.MATRIX);
      say(beside, after.get(), Kind.MATRIX);
      besideOnly = true;
      return;
    }
    Optional<Name> row = letter(left).filter(this::maybeVector).filter(n -> !isGreek(n.text()));
    if (after.isPresent() && row.isPresent()) {
      say(beside, after.get(), Kind.MATRIX);
      say(beside, row.get(), Kind.ROW);
      besideOnly = true;
    }
  }

  private static boolean isIdentity(Name name) {
    return name.text().equals("I");
  }

  private boolean maybeVector(Name name) {
    return !isCapital(name.text()) && !says(name.text(), Kind.NUMBER);
  }

  /** A capital that is not a number, transposed or inverted or not. */
  private Optional<Name> capital(Expression e) {
    Expression at = e;
    while (at instanceof Expression.Transpose || at instanceof Expression.Inverse) {
      at = at.children().get(0);
    }
    return letter(at)
        .filter(name -> isCapital(name.text()))
        .filter(name -> !says(name.text(), Kind.NUMBER));
  }

  /** A Greek letter that is added to a vector is one: {@code x - μ}, {@code μ + σ ⊙ ε}. */
  private void sum(List<Expression> terms) {
    besideOnly |= terms.stream().anyMatch(this::isMultipleOfIdentity);
    if (terms.stream().anyMatch(this::isColumn)) {
      terms.stream()
          .map(this::letter)
          .flatMap(Optional::stream)
          .filter(name -> isGreek(name.text()) && maybeVector(name))
          .forEach(name -> say(beside, name, Kind.VECTOR));
    }
  }

  private boolean isColumn(Expression term) {
    List<Expression> factors = Syntax.chain(term, Operator.PRODUCT);
    int last = factors.size() - 1;
    boolean product =
        last > 0
            && capital(factors.get(last - 1)).isPresent()
            && letter(factors.get(last)).filter(this::maybeVector).isPresent()
            && !(factors.get(0) instanceof Expression.Transpose t && capital(t).isEmpty());
    boolean small = letter(term).filter(n -> maybeVector(n) && !isGreek(n.text())).isPresent();
    return product || small || term.is(Operator.HADAMARD);
  }

  /** {@code w^T x}, {@code x^T A x}: a number, whatever the sizes. */
  private boolean isDotProduct(Expression term) {
    List<Expression> factors = Syntax.chain(term, Operator.PRODUCT);
    Expression first = factors.get(0);
    Expression last = factors.get(factors.size() - 1);
    boolean dotted =
        term instanceof Binary product
            && product.dotted()
            && letter(first).filter(n -> !isCapital(n.text())).isPresent()
            && letter(last).filter(n -> !isCapital(n.text())).isPresent();
    boolean transposed =
        first instanceof Expression.Transpose transpose
            && letter(transpose.operand()).filter(name -> !isCapital(name.text())).isPresent();
    return dotted
        || transposed && factors.size() > 1 && letter(last).filter(this::maybeVector).isPresent();
  }

  private boolean isMultipleOfIdentity(Expression term) {
    List<Expression> factors = Syntax.chain(term, Operator.PRODUCT);
    int last = factors.size() - 1;
    return letter(factors.get(last)).filter(Evidence::isIdentity).isPresent()
        && factors.subList(0, last).stream().allMatch(this::isGreekFactor);
  }

  private boolean isGreekFactor(Expression factor) {
    Expression base = factor instanceof Power power ? power.base() : factor;
    return base instanceof Expression.Number || base instanceof Name n && isGreek(n.text());
  }

  // ---------------------------------------------------------------- numbers

  /** What is added to a number is a number, for want of other evidence. */
  private void findNumbers(Collection<Statement> statements) {
    int before = -1;
    for (int pass = 0; before < besideNumbers.size() && pass < PASSES; pass++) {
      before = besideNumbers.size();
      for (Statement statement : statements) {
        if (statement instanceof Statement.Assignment value) {
          Syntax.walk(value.value(), this::numberTerms);
          if (isNumber(value.value())) {
            besideNumbers.add(value.name().text());
          }
        }
      }
    }
  }

  private void numberTerms(Expression e) {
    if (!isSumOf(e) || inner.contains(e)) {
      return;
    }
    List<Expression> terms = summands(e);
    if (terms.stream().anyMatch(this::isNumber)) {
      for (Expression term : terms) {
        List<Expression> factors = factors(term);
        if (factors.stream().allMatch(f -> letter(f).isPresent() || isNumeric(f))) {
          factors.forEach(f -> letter(f).ifPresent(name -> besideNumbers.add(name.text())));
        }
      }
    }
  }

  /** The factors of products and quotients, numerators and divisors alike. */
  private static List<Expression> factors(Expression term) {
    List<Expression> factors = new ArrayList<>();
    Expression at = term;
    while (at.is(Operator.PRODUCT) || at.is(Operator.DIVIDE)) {
      factors.add(unsigned(((Binary) at).right()));
      at = unsigned(((Binary) at).left());
    }
    factors.add(at);
    return factors;
  }

  /** Whether this is made of numbers alone, as far as the text says. */
  private boolean isNumeric(Expression e) {
    boolean[] numbers = {true};
    Syntax.walk(
        e,
        part -> {
          boolean name =
              part instanceof Name n && letters.contains(n.text()) && !isNumberLetter(n.text());
          boolean whole =
              part instanceof Expression.Transpose
                  || part instanceof Expression.Element
                  || part instanceof Expression.Literal;
          numbers[0] &= !name && !whole;
        });
    return numbers[0];
  }

  private boolean isNumberLetter(String name) {
    return says(name, Kind.NUMBER)
        || isDefault(name) && (isGreek(name) || besideNumbers.contains(name));
  }

  private boolean isNumber(Expression start) {
    Expression e = unsigned(start);
    if (e instanceof Name name) {
      return besideNumbers.contains(name.text()) && isDefault(name.text());
    }
    if (e.is(Operator.PRODUCT) || e.is(Operator.DIVIDE)) {
      List<Expression> factors = factors(e);
      boolean product =
          factors.stream().allMatch(f -> isNumeric(f) || isNumber(f))
              && factors.stream().anyMatch(this::isNumber);
      return isDotProduct(e) || product;
    }
    if (e instanceof Apply apply && !isSum(e)) {
      return apply.arguments().size() == 1 && isNumber(apply.arguments().get(0));
    }
    return isSumOf(e) ? summands(e).stream().anyMatch(this::isNumber) : isSum(e);
  }

  // ---------------------------------------------------------------- rows

  /** What is added to a row is a row, and so is what is made of one element by element. */
  private void findRows(Collection<Statement> statements) {
    beside.forEach(
        (name, said) -> {
          if (said.containsKey(Kind.ROW)) {
            rows.add(name);
          }
        });
    followRows(statements, false);
    singleRows = Set.copyOf(rows);
    followRows(statements, true);
  }

  /**
   * Follows rows through the statements.
   *
   * @param samples whether the data {@code X} are rows too, one for each sample
   */
  private void followRows(Collection<Statement> statements, boolean samples) {
    rowsOfSamples = samples;
    int before = -1;
    for (int pass = 0; before < rows.size() && pass < PASSES; pass++) {
      before = rows.size();
      for (Statement statement : statements) {
        statement
            .body()
            .filter(body -> statement instanceof Statement.Assignment)
            .ifPresent(
                body -> {
                  Syntax.walk(body, this::rowTerms);
                  if (isRow(body)) {
                    rows.add(statement.name().text());
                  }
                });
      }
    }
  }

  private void rowTerms(Expression e) {
    if (isSumOf(e) && !inner.contains(e) && summands(e).stream().anyMatch(this::isRow)) {
      terms(
          e,
          name -> {
            if (isDefault(name.text()) && !isCapital(name.text()) && !isGreek(name.text())) {
              rows.add(name.text());
            }
          });
    }
  }

  private boolean isRow(Expression start) {
    Expression e = unsigned(start);
    if (e instanceof Name name) {
      return rows.contains(name.text());
    }
    if (e instanceof Apply apply) {
      boolean keeps =
          apply.arguments().size() == 1
              && !OF_MANY.contains(apply.function().text())
              && !OF_MATRICES.contains(apply.function().text())
              && !Set.of("norm", "norm1", "logsumexp", "argmax", "max", "min")
                  .contains(apply.function().text());
      return keeps && isRow(apply.arguments().get(0));
    }
    if (!(e instanceof Binary)) {
      return false;
    }
    if (!e.is(Operator.PRODUCT)) {
      return isSumOf(e) && summands(e).stream().anyMatch(this::isRow);
    }
    List<Expression> factors = Syntax.chain(e, Operator.PRODUCT);
    Expression first = factors.get(0);
    boolean starts =
        isRow(first)
            || first instanceof Expression.Transpose t
                && letter(t.operand()).filter(n -> !isCapital(n.text())).isPresent()
            || rowsOfSamples && first instanceof Name data && data.text().matches("X[0-9]*");
    return starts
        && factors.size() > 1
        && factors.subList(1, factors.size()).stream().allMatch(f -> capital(f).isPresent());
  }
}
