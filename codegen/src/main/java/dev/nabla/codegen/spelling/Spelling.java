package dev.nabla.codegen.spelling;

import dev.nabla.codegen.loop.Helper;
import java.util.Optional;

/**
 * How a function of the language is written in Java, for numbers and for vectors.
 *
 * @param numbers the method of {@code Math}, or the operator that compares; empty for none
 * @param vectors the method of vectors, their lane-wise operator, or the comparison of the Vector
 *     API; empty where vectors do not have it. The operators are within 1 ulp of the exact values,
 *     as the methods of {@code Math} are.
 * @param withZero whether a zero is the last operand
 * @param helper the method that generated code carries along: always, or in fast code only where
 *     there is one of {@code Math}
 */
public record Spelling(
    Form form, String numbers, String vectors, boolean withZero, Optional<Helper> helper) {
  /** What is written. */
  public enum Form {
    /** A method that is exact in either type. */
    EXACT,
    /** A method that gives a double. */
    ROUNDED,
    /** 1 where a comparison holds, 0 elsewhere. */
    TEST,
    /** The second argument where the first is not zero, the third elsewhere. */
    CHOICE,
    /** A method that generated code carries along. */
    CARRIED,
    /** The same, with {@code e^-|u|} beside u, which others of the same argument share. */
    OF_DECAY
  }

  static Spelling exact(String numbers, String vectors, boolean withZero) {
    return new Spelling(Form.EXACT, numbers, vectors, withZero, Optional.empty());
  }

  static Spelling rounded(String numbers, String vectors) {
    return new Spelling(Form.ROUNDED, numbers, vectors, false, Optional.empty());
  }

  static Spelling fast(String numbers, String vectors, Helper helper) {
    return new Spelling(Form.ROUNDED, numbers, vectors, false, Optional.of(helper));
  }

  static Spelling test(String numbers, String vectors, boolean withZero) {
    return new Spelling(Form.TEST, numbers, vectors, withZero, Optional.empty());
  }

  static Spelling carried(Form form, Helper helper) {
    return new Spelling(form, "", "", false, Optional.of(helper));
  }

  /** Whether it can be computed for neighbouring elements at once. */
  public boolean inVectors() {
    return !vectors.isEmpty() || helper.filter(Helper::inVectors).isPresent();
  }
}
