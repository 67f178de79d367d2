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
  private final List<Typed> typed = new ArrayList<>();

  private final boolean trial;

  /**
   * @param trial whether this only asks if something balances, and of what shape its parts are
   */
  Inference(boolean trial) {
    this.trial = trial;
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
    typed.add(result);
    return result;
  }

  /** Keeps the typing of a part that is not built by itself, if somebody may ask. */
  void note(Typed part) {
    if (trial) {
      typed.add(part);
    }
  }

  /** Everything typed since this was asked last; operands come before what is made of them. */
  List<Typed> takeTyped() {
    List<Typed> taken = List.copyOf(typed);
    typed.clear();
    return taken;
  }

  /** What was typed, by its syntax. */
  Map<Expression, Typed> bySyntax() {
    Map<Expression, Typed> map = new IdentityHashMap<>();
    typed.forEach(t -> map.put(t.syntax(), t));
    return map;
  }
}
