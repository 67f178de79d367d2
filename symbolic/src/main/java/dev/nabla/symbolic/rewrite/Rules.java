package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.rewrite.Rule.Meaning;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The identities that a {@link Simplifier} applies.
 *
 * @param always what always applies, the first that fits
 * @param whenShorter identities that are tried, and kept when the whole formula becomes shorter
 */
public record Rules(List<Rule> always, List<Rule> whenShorter) {
  /** The identities of {@code rules.nabla}. */
  public static final Rules STANDARD = RuleFile.read();

  /** A named value is written out. */
  public static final String DEFINITION = "definition";

  /** What has a name is written by it. */
  public static final String NAME = "name";

  /** An adjoint that was found before is written out. */
  public static final String INSERT = "insert";

  /** A derivative by a symmetric matrix is projected. */
  public static final String SYMMETRIC_PART = "symmetric-part";

  /** A derivative by a diagonal matrix is projected. */
  public static final String DIAGONAL_PART = "diagonal-part";

  static final String MULTIPLY_OUT = "multiply-out";
  static final String COLLECT = "collect";
  static final String FACTOR = "factor";

  private static final List<Meaning> OPERATIONS =
      List.of(
          new Meaning(DEFINITION, "a named value is written out", "", ""),
          new Meaning(NAME, "what has a name is written by it", "", ""),
          new Meaning(INSERT, "an adjoint is written out", "", ""),
          new Meaning(
              SYMMETRIC_PART,
              "a step keeps the matrix symmetric: of the derivative G counts (G + G^T) / 2",
              "",
              ""),
          new Meaning(
              DIAGONAL_PART,
              "a step keeps the matrix diagonal: of the derivative G counts diag(diag(G))",
              "",
              ""),
          new Meaning(MULTIPLY_OUT, "", "a (b + c)", "a b + a c"),
          new Meaning(COLLECT, "multiplied out, like terms together", "", ""),
          new Meaning(FACTOR, "", "a b + a c", "a (b + c)"));

  public Rules {
    always = List.copyOf(always);
    whenShorter = List.copyOf(whenShorter);
  }

  /** All rules, those that always apply first. */
  public Stream<Rule> all() {
    return Stream.concat(always.stream(), whenShorter.stream());
  }

  /** What a rule, or an operation of the simplifier, means. */
  public Optional<Meaning> meaning(String name) {
    return Stream.concat(all().map(Rule::meaning), OPERATIONS.stream())
        .filter(meaning -> meaning.rule().equals(name))
        .reduce((specific, general) -> general);
  }
}
