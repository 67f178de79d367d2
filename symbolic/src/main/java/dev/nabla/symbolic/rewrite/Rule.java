package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.ScalarFormula;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A named identity, read from left to right; a line of {@code rules.nabla}. */
public sealed interface Rule {
  /**
   * What a rule says, to be shown beside a step: an identity between two formulas of the language,
   * words, or both.
   *
   * @param rule the rule's name
   * @param words may be empty
   * @param left the left side as text of the language; empty where words say it all
   * @param right the right side
   */
  record Meaning(String rule, String words, String left, String right) {
    /** Whether there are formulas. */
    public boolean isIdentity() {
      return !left.isEmpty();
    }
  }

  /** What must hold of what the names of a pattern stand for. */
  @FunctionalInterface
  interface Guard {
    boolean holds(Exprs f, Map<String, Expr> names);
  }

  Meaning meaning();

  default String name() {
    return meaning().rule();
  }

  /**
   * An identity between two formulas of numbers, applied element by element wherever the left side
   * occurs.
   *
   * @param left the pattern; its names stand for anything
   * @param right what it becomes
   * @param guard what must hold beside
   * @param from where the identity holds and tests check it: the smallest value of the names
   * @param to the largest value
   */
  record Identity(
      Meaning meaning, ScalarFormula left, ScalarFormula right, Guard guard, double from, double to)
      implements Rule {
    /** The left side of these values. */
    public Expr left(Exprs f, Map<String, Expr> names) {
      return left.of(f, names);
    }

    /** The right side of these values. */
    public Expr right(Exprs f, Map<String, Expr> names) {
      return right.of(f, names);
    }
  }

  /**
   * An identity about indices.
   *
   * @param apply the new expression, if the rule fits at the root
   */
  record Structural(Meaning meaning, BiFunction<Exprs, Expr, Optional<Expr>> apply)
      implements Rule {}

  /**
   * A line as it stands in the file, {@code log-exp | log(exp(u)) → u}.
   *
   * @throws IllegalStateException when it can't be read
   */
  static Rule of(String line) {
    return RuleFile.rule(line);
  }
}
