package dev.nabla.random;

import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What has been declared and defined so far, and the names for more. */
final class Scope {
  private static final List<String> INPUTS = List.of("x", "X", "u", "class", "v", "s");
  private static final List<String> PARAMETERS =
      List.of("W", "b", "Γ", "A", "μ", "V", "grad", "λ", "theta", "U");
  private static final List<String> VALUES =
      List.of("z", "h", "a", "p", "yhat", "Z", "out", "q", "κ");

  private static final int[] SMALL = {1, 1, 2, 2, 3, 3, 4, 5, 5, 7};

  /** The largest number of elements of a tensor, and of points of a sum. */
  private static final long ELEMENTS = 1_200;

  /** What is left where all others are too large. */
  private static final Extent SMALLEST = Extent.literal(2);

  private static final int[] LARGE = {8, 9, 13, 16, 17, 31, 33, 64};

  final Random random;
  final Coverage coverage;
  final List<Extent> extents = new ArrayList<>();
  final List<Statement> dimensions = new ArrayList<>();
  final List<Statement> declarations = new ArrayList<>();
  final List<Statement.Function> functions = new ArrayList<>();
  final List<Term> given = new ArrayList<>();
  final List<Term> values = new ArrayList<>();
  final Map<String, Integer> open = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();

  Scope(Random random, Coverage coverage) {
    this.random = random;
    this.coverage = coverage;
    drawExtents();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  // ---------------------------------------------------------------- sizes

  private void drawExtents() {
    int count = 1 + random.nextInt(3);
    for (int k = 0; k < count; k++) {
      boolean large = k == 0 && chance(0.12);
      int value = large ? LARGE[random.nextInt(LARGE.length)] : SMALL[random.nextInt(SMALL.length)];
      coverage.construct(large ? "size large" : value == 1 ? "size 1" : "size small");
      if (chance(0.25) && value > 1) {
        extents.add(Extent.literal(value));
        coverage.construct("size literal");
        continue;
      }
      String name = fresh(List.of("n", "m", "d", "N"));
      extents.add(Extent.named(name, value));
      boolean compound = value < 6 && chance(0.08);
      boolean isOpen = !compound && chance(0.4);
      coverage.construct(isOpen ? "size open" : "size named");
      if (isOpen) {
        open.put(name, value);
      }
      dimensions.add(
          new Statement.Dimension(
              Span.NONE,
              Ast.name(name),
              isOpen ? Optional.empty() : Optional.of(BigInteger.valueOf(value))));
      if (compound) {
        extents.add(
            new Extent(
                Ast.add(Ast.times(Ast.number(2), Ast.name(name)), Ast.number(1)), 2 * value + 1));
        coverage.construct("size compound");
      }
    }
  }

  Extent extent() {
    return one(extents);
  }

  /** A size for another axis beside these, so that there are not too many elements. */
  Extent beside(Collection<Extent> others) {
    long count = others.stream().mapToLong(Extent::value).reduce(1, (a, b) -> a * b);
    List<Extent> fitting =
        extents.stream().filter(extent -> count * extent.value() <= ELEMENTS).toList();
    return fitting.isEmpty() ? SMALLEST : one(fitting);
  }

  /** A matrix's shape. */
  List<Extent> matrix() {
    Extent rows = extent();
    return List.of(rows, beside(List.of(rows)));
  }

  // ---------------------------------------------------------------- names

  String fresh(List<String> pool) {
    String base = one(pool);
    String name = chance(0.3) ? base : base + (1 + random.nextInt(3));
    for (int k = 1; !names.add(name); k++) {
      name = base + k;
    }
    return name;
  }

  // ---------------------------------------------------------------- variables

  /** A new variable that is given. */
  Term declare(List<Extent> shape) {
    boolean input = chance(0.3);
    return declare(shape, input ? Statement.Role.INPUT : Statement.Role.PARAM);
  }

  Term declare(List<Extent> shape, Statement.Role role) {
    boolean target = role == Statement.Role.TARGET;
    Set<Statement.Fact> facts = facts(shape, target);
    Range range =
        facts.contains(Statement.Fact.ONEHOT)
            ? Range.UNIT
            : facts.contains(Statement.Fact.POSITIVE)
                ? Range.POSITIVE
                : target ? Range.LABEL : Range.GIVEN;
    String name =
        fresh(target ? List.of("y", "t") : role == Statement.Role.INPUT ? INPUTS : PARAMETERS);
    declarations.add(
        new Statement.Declaration(
            Span.NONE, role, Ast.name(name), shape.stream().map(Extent::text).toList(), facts));
    coverage.construct("role " + role);
    coverage.construct("declared order " + shape.size());
    facts.forEach(fact -> coverage.construct("fact " + fact));
    Term term = new Term(Ast.name(name), shape, range, target);
    given.add(term);
    return term;
  }

  private Set<Statement.Fact> facts(List<Extent> shape, boolean target) {
    Set<Statement.Fact> facts = EnumSet.noneOf(Statement.Fact.class);
    if (target) {
      if (chance(0.3) && (Term.isVector(shape) || Term.isMatrix(shape))) {
        facts.add(Statement.Fact.ONEHOT);
      }
    } else if (Term.isSquare(shape) && chance(0.25)) {
      facts.add(chance(0.7) ? Statement.Fact.SYMMETRIC : Statement.Fact.DIAGONAL);
    } else if (chance(0.12)) {
      facts.add(Statement.Fact.POSITIVE);
    }
    return facts;
  }

  /** Names of this shape. */
  List<Term> named(List<Extent> shape, boolean targets) {
    List<Term> found = new ArrayList<>();
    for (Term term : all(targets)) {
      if (term.shape().equals(shape)) {
        found.add(term);
      }
    }
    return found;
  }

  /** All names, values more often. */
  List<Term> all(boolean targets) {
    List<Term> found = new ArrayList<>();
    for (Term term : values) {
      if (targets || !term.target()) {
        found.add(term);
        found.add(term);
      }
    }
    for (Term term : given) {
      if (targets || !term.target()) {
        found.add(term);
      }
    }
    return found;
  }

  /** The name of a new value. */
  String valueName() {
    return fresh(VALUES);
  }
}
