package dev.nabla.symbolic.elaborate.sizes;

import dev.nabla.symbolic.shape.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Unifies sizes and keeps the constraints that wait. Each constraint is looked at again only when a
 * size it waits for becomes known, and each size becomes known once, so that all takes linear time.
 */
public final class SizeSolver {
  private final List<Constraint> pending = new ArrayList<>();
  private final Deque<Constraint> woken = new ArrayDeque<>();
  private boolean draining;

  /** Adds a constraint; what is certain is settled at once. */
  public void add(Constraint constraint) {
    if (constraint.settle(Constraint.Level.CERTAIN)) {
      drain();
      return;
    }
    pending.add(constraint);
    for (Dims dims : constraint.watched()) {
      for (SizeTerm term : dims.terms()) {
        if (term.isUnknown()) {
          term.watch(constraint);
        }
      }
    }
    drain();
  }

  /** Settles all that waits, assuming as little as possible. */
  public void solve() {
    for (Constraint.Level level : Constraint.Level.values()) {
      for (int k = 0; k < pending.size(); k++) {
        if (!pending.get(k).isSettled()) {
          pending.get(k).settle(level);
          drain();
        }
      }
    }
  }

  /** Makes both equal; false when they are different sizes. A broken size equals everything. */
  public boolean unify(SizeTerm a, SizeTerm b) {
    if (a.root() == b.root() || a.isBroken() || b.isBroken()) {
      return true;
    }
    if (a.isUnknown() && b.isUnknown()) {
      a.join(b);
      return true;
    }
    if (!unifiable(a, b)) {
      return false;
    }
    if (a.isUnknown()) {
      bind(a, b.size().orElseThrow());
    } else if (b.isUnknown()) {
      bind(b, a.size().orElseThrow());
    }
    return true;
  }

  /** Whether {@link #unify} would succeed. */
  public static boolean unifiable(SizeTerm a, SizeTerm b) {
    if (a.root() == b.root() || a.isBroken() || b.isBroken()) {
      return true;
    }
    boolean refused = a.isMany() && b.isKnownOne() || b.isMany() && a.isKnownOne();
    return !refused && (a.isUnknown() || b.isUnknown() || a.matches(b));
  }

  /** Says that something treats an axis as more than one element, so that it is not made 1. */
  public void treatAsMany(SizeTerm term) {
    woken.addAll(term.treatAsMany());
    drain();
  }

  /** Says that a shape is not that of a number: some axis of it is more than one element. */
  public void treatAsMany(Dims dims) {
    if (!dims.isTensor() && !dims.isBroken() && !dims.isKnown()) {
      add(new NotNumber(dims));
    }
  }

  /** When one of two sizes turns out to be 1, the other is not. */
  private final class NotNumber extends Constraint {
    private final Dims dims;

    NotNumber(Dims dims) {
      this.dims = dims;
    }

    @Override
    public boolean attempt(Level level) {
      boolean decided = dims.isNotScalar() || dims.isKnown() || dims.isBroken();
      if (decided) {
        return true;
      }
      boolean same = dims.rows().root() == dims.columns().root();
      SizeTerm open = dims.rows().isUnknown() ? dims.rows() : dims.columns();
      boolean last = same || dims.rows().isKnownOne() || dims.columns().isKnownOne();
      if (last) {
        woken.addAll(open.treatAsMany());
      }
      return last;
    }

    @Override
    public List<Dims> watched() {
      return List.of(dims);
    }
  }

  public boolean unify(Dims a, Dims b) {
    if (a.isBroken() || b.isBroken()) {
      breakUp(a);
      breakUp(b);
      return true;
    }
    boolean equal = a.order() == b.order();
    for (int k = 0; equal && k < a.order(); k++) {
      equal = unify(a.get(k), b.get(k));
    }
    return equal;
  }

  /** Makes every unknown size of a shape 1; false when another size is not 1. */
  public boolean makeScalar(Dims dims) {
    if (dims.isNotScalar()) {
      return false;
    }
    for (SizeTerm term : dims.terms()) {
      if (term.isUnknown()) {
        bind(term, Size.ONE);
      }
    }
    return true;
  }

  public void breakUp(Dims dims) {
    for (SizeTerm term : dims.terms()) {
      if (term.isUnknown()) {
        woken.addAll(term.breakUp());
      }
    }
  }

  public void bind(SizeTerm term, Size size) {
    woken.addAll(term.bind(size));
  }

  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    while (!woken.isEmpty()) {
      woken.poll().settle(Constraint.Level.CERTAIN);
    }
    draining = false;
  }
}
