package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The identities that a {@link Simplifier} applies.
 *
 * @param always rows that always apply
 * @param whenShorter rows that are tried, and kept when the whole formula becomes shorter
 * @param structural rows about indices
 */
public record Rules(List<Rewrite> always, List<Rewrite> whenShorter, List<Structural> structural) {
  /** The identities of this package. */
  public static final Rules STANDARD =
      new Rules(Rewrites.ALWAYS, Rewrites.WHEN_SHORTER, StructuralRewrites.ROWS);

  /** A named value is written out. */
  public static final String DEFINITION = "definition";

  /** What has a name is written by it. */
  public static final String NAME = "name";

  /** An adjoint that was found before is written out. */
  public static final String INSERT = "insert";

  static final String MULTIPLY_OUT = "multiply-out";
  static final String COLLECT = "collect";
  static final String FACTOR = "factor";

  private static final List<Meaning> OPERATIONS =
      List.of(
          new Meaning(DEFINITION, "a named value is written out", "", ""),
          new Meaning(NAME, "what has a name is written by it", "", ""),
          new Meaning(INSERT, "an adjoint is written out", "", ""),
          new Meaning(MULTIPLY_OUT, "", "a (b + c)", "a b + a c"),
          new Meaning(COLLECT, "multiplied out, like terms together", "", ""),
          new Meaning(FACTOR, "", "a b + a c", "a (b + c)"));

  /**
   * An identity about indices, read from left to right.
   *
   * @param meaning its name, and both sides as people write them
   * @param apply the new expression, if the rule fits at the root
   */
  public record Structural(Meaning meaning, BiFunction<Exprs, Expr, Optional<Expr>> apply) {
    Structural(
        String name, String left, String right, BiFunction<Exprs, Expr, Optional<Expr>> apply) {
      this(new Meaning(name, "", left, right), apply);
    }

    public String name() {
      return meaning.rule();
    }
  }

  /**
   * What a rule says, to be shown beside a step: an identity between two formulas of the language,
   * words, or both.
   *
   * @param rule the rule's name
   * @param words may be empty
   * @param left the left side as text of the language; empty where words say it all
   * @param right the right side
   */
  public record Meaning(String rule, String words, String left, String right) {
    /** Whether there are formulas. */
    public boolean isIdentity() {
      return !left.isEmpty();
    }
  }

  public Rules {
    always = List.copyOf(always);
    whenShorter = List.copyOf(whenShorter);
    structural = List.copyOf(structural);
  }

  /** The row between scalar functions with this name. */
  public Optional<Rewrite> scalarRule(String name) {
    return Stream.of(always, whenShorter)
        .flatMap(List::stream)
        .filter(row -> row.name().equals(name))
        .findFirst();
  }

  /** What a structural rule, or an operation of the simplifier, means. */
  public Optional<Meaning> meaning(String name) {
    return Stream.concat(structural.stream().map(Structural::meaning), OPERATIONS.stream())
        .filter(meaning -> meaning.rule().equals(name))
        .findFirst();
  }
}
