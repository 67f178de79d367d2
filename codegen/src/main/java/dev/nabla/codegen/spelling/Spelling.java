package dev.nabla.codegen.spelling;

import dev.nabla.codegen.loop.Helper;
import java.util.Optional;

/** How a function of the language is written in Java, and whether vectors have it too. */
public sealed interface Spelling {
  /** Whether it can be computed for neighbouring elements at once. */
  boolean inVectors();

  /**
   * A method of {@code Math} that is exact in either type, and the method of vectors of that name.
   *
   * @param withZero whether its last argument is a zero
   */
  record Exact(String method, boolean withZero, boolean inVectors) implements Spelling {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.exact(this);
    }
  }

  /**
   * A method of {@code Math} for doubles, and the lane-wise operator of that name. The operators of
   * the Vector API are within 1 ulp of the exact values, as the methods are.
   *
   * @param fast the method that takes its place in fast code
   */
  record Rounded(String method, Optional<Helper> fast, boolean inVectors) implements Spelling {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rounded(this);
    }
  }

  /**
   * 1 where a comparison holds, 0 elsewhere.
   *
   * @param operator as numbers are compared
   * @param lanes as vectors are compared
   * @param withZero whether the only argument is compared with zero
   */
  record Test(String operator, String lanes, boolean withZero) implements Spelling {
    @Override
    public boolean inVectors() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.test(this);
    }
  }

  /** The second argument where the first is not zero, the third elsewhere. */
  record Choice() implements Spelling {
    @Override
    public boolean inVectors() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.choice(this);
    }
  }

  /**
   * A method that generated code carries along.
   *
   * @param ofDecay whether it takes {@code e^-|u|} beside u, which others of the same argument
   *     share
   */
  record Carried(Helper helper, boolean ofDecay) implements Spelling {
    @Override
    public boolean inVectors() {
      return helper.inVectors();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.carried(this);
    }
  }

  /** Calls the case for what this is. */
  <R> R accept(Visitor<R> visitor);

  /** Something that has a case for each kind of spelling. */
  interface Visitor<R> {
    R exact(Exact method);

    R rounded(Rounded method);

    R test(Test test);

    R choice(Choice choice);

    R carried(Carried method);
  }
}
