package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What one run of inference works on: sizes, what waits, what failed. */
final class Inference {
  private final SizeSolver sizes = new SizeSolver();
  private final List<Failure> failures = new ArrayList<>();
  private final List<Runnable> checks = new ArrayList<>();
  private final Map<Expression, Typed> typed = new IdentityHashMap<>();
  private final boolean remember;

  /**
   * @param remember whether to keep the typing of every node, which only the search for another
   *     arrangement asks for
   */
  Inference(boolean remember) {
    this.remember = remember;
  }

  SizeSolver sizes() {
    return sizes;
  }

  List<Failure> failures() {
    return failures;
  }

  void fail(Failure failure) {
    failures.add(failure);
  }

  /** Something to be looked at when all sizes are solved. */
  void finallyCheck(Runnable check) {
    checks.add(check);
  }

  /** Settles all sizes. */
  void solve() {
    sizes.solve();
    checks.forEach(Runnable::run);
  }

  Typed remember(Typed result) {
    if (remember) {
      typed.put(result.syntax(), result);
    }
    return result;
  }

  Map<Expression, Typed> remembered() {
    return typed;
  }
}
