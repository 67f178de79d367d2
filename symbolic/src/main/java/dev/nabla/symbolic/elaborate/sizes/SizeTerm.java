package dev.nabla.symbolic.elaborate.sizes;

import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The size of an axis while it is being inferred: a known size, or an unknown that unification
 * joins with others and binds. A broken term belongs to something that is in error; it agrees with
 * everything, so that one mistake is reported once.
 */
public final class SizeTerm {
  private SizeTerm parent = this;
  private Optional<Size> size;
  private boolean broken;
  private boolean many;
  private int atLeast;
  private List<Constraint> watchers = new ArrayList<>();

  private SizeTerm(Optional<Size> size) {
    this.size = size;
  }

  public static SizeTerm of(Size size) {
    return new SizeTerm(Optional.of(size));
  }

  public static SizeTerm one() {
    return of(Size.ONE);
  }

  public static SizeTerm fresh() {
    return new SizeTerm(Optional.empty());
  }

  static SizeTerm unusable() {
    SizeTerm term = fresh();
    term.broken = true;
    return term;
  }

  /** The representative of all terms that are known to be equal to this one. */
  SizeTerm root() {
    SizeTerm root = this;
    while (root.parent != root) {
      root = root.parent;
    }
    SizeTerm at = this;
    while (at.parent != root) {
      SizeTerm next = at.parent;
      at.parent = root;
      at = next;
    }
    return root;
  }

  public Optional<Size> size() {
    return root().size;
  }

  public boolean isBroken() {
    return root().broken;
  }

  public boolean isUnknown() {
    SizeTerm root = root();
    return root.size.isEmpty() && !root.broken;
  }

  /** Whether this is the literal 1, an axis on paper only. */
  public boolean isUnit() {
    return root().size.map(Size::isUnit).orElse(false);
  }

  public boolean isKnownOne() {
    return root().size.map(Size::isKnownOne).orElse(false);
  }

  /**
   * Whether this may not be taken for 1: another number, a declared size that is open, or an
   * unknown that something treats as more.
   */
  public boolean isNotOne() {
    return root().size.map(s -> !s.isKnownOne()).orElse(isMany());
  }

  /** Whether this is an unknown that something treats as more than 1. */
  boolean isMany() {
    SizeTerm root = root();
    return root.size.isEmpty() && root.many;
  }

  /** Says that an unknown is not 1; returns the constraints that wait for it. */
  List<Constraint> treatAsMany() {
    SizeTerm root = root();
    boolean news = !root.many && isUnknown();
    root.many = true;
    return news ? List.copyOf(root.watchers) : List.of();
  }

  /** Whether both are certainly the same number. */
  public boolean matches(SizeTerm other) {
    SizeTerm a = root();
    SizeTerm b = other.root();
    return a == b || a.size.isPresent() && b.size.isPresent() && a.size.get().matches(b.size.get());
  }

  /** Whether both are one unknown or literally the same size. */
  public boolean sameAs(SizeTerm other) {
    SizeTerm a = root();
    SizeTerm b = other.root();
    return a == b || a.size.isPresent() && a.size.equals(b.size);
  }

  /** Says that an element with this number, counted from 1, is asked for. */
  public void reach(int position) {
    SizeTerm root = root();
    root.atLeast = Math.max(root.atLeast, position);
  }

  /** The largest element that is asked for, or 0. */
  public int atLeast() {
    return root().atLeast;
  }

  void watch(Constraint constraint) {
    root().watchers.add(constraint);
  }

  /** Binds an unknown; returns the constraints that waited for it. */
  List<Constraint> bind(Size value) {
    SizeTerm root = root();
    root.size = Optional.of(value);
    List<Constraint> waiting = root.watchers;
    root.watchers = new ArrayList<>();
    return waiting;
  }

  /** Declares an unknown unusable; returns the constraints that waited for it. */
  List<Constraint> breakUp() {
    SizeTerm root = root();
    root.broken = true;
    List<Constraint> waiting = root.watchers;
    root.watchers = new ArrayList<>();
    return waiting;
  }

  /** Makes two unknowns one. */
  void join(SizeTerm other) {
    SizeTerm a = root();
    SizeTerm b = other.root();
    if (a.watchers.size() < b.watchers.size()) {
      SizeTerm swap = a;
      a = b;
      b = swap;
    }
    b.parent = a;
    a.watchers.addAll(b.watchers);
    a.many |= b.many;
    a.atLeast = Math.max(a.atLeast, b.atLeast);
    b.watchers = new ArrayList<>();
  }

  @Override
  public String toString() {
    return isBroken() ? "!" : size().map(Size::name).orElse("?");
  }
}
