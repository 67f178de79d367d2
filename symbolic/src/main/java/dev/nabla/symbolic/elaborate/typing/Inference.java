package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeSolver;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What one run of inference works on: sizes, what waits, what failed. */
public final class Inference {
  private final SizeSolver sizes = new SizeSolver();
  private final List<Failure> failures = new ArrayList<>();
  private final List<Runnable> checks = new ArrayList<>();
  private final List<Typed> typed = new ArrayList<>();

  private final Globals globals;
  private final boolean trial;

  /**
   * @param globals what the names of the definition are
   * @param trial whether this only asks if something balances, and of what shape its parts are
   */
  public Inference(Globals globals, boolean trial) {
    this.globals = globals;
    this.trial = trial;
  }

  Globals globals() {
    return globals;
  }

  public SizeSolver sizes() {
    return sizes;
  }

  public List<Failure> failures() {
    return failures;
  }

  public void fail(Failure failure) {
    failures.add(failure);
  }

  /** Reports and returns something broken. */
  Typed broken(Expression e, Failure failure) {
    fail(failure);
    return Typed.broken(e);
  }

  /** Whether a shape is that of a scalar, or can be made one; if not, it is reported. */
  boolean needScalar(Typed typed, Context context, String message, Expression at) {
    boolean scalar = typed.dims().isBroken() || typed.dims().isKnownScalar();
    if (!scalar && !sizes.makeScalar(typed.dims())) {
      fail(Failure.operand(at, context, typed, message, List::of));
      return false;
    }
    return !typed.dims().isBroken();
  }

  /** Says that something treats these elements as more than one, where shapes are inferred. */
  void treatAsMany(Dims dims) {
    if (globals.isInferring()) {
      sizes.treatAsMany(dims);
    }
  }

  /** Something to be looked at when all sizes are solved. */
  void finallyCheck(Runnable check) {
    checks.add(check);
  }

  /** Settles all sizes. */
  public void solve() {
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
  public List<Typed> takeTyped() {
    List<Typed> taken = List.copyOf(typed);
    typed.clear();
    return taken;
  }

  /** What was typed, by its syntax. */
  public Map<Expression, Typed> bySyntax() {
    Map<Expression, Typed> map = new IdentityHashMap<>();
    typed.forEach(t -> map.put(t.syntax(), t));
    return map;
  }
}
