package dev.nabla.symbolic.notation;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Letters for indices that are names of nothing else. */
final class IndexNames {
  private static final String LETTERS = "ijklmnpqrst";

  private final Exprs exprs;
  private final Set<String> sizes = new HashSet<>();
  private final Set<String> bound = new HashSet<>();

  IndexNames(Exprs exprs, Expr root) {
    this.exprs = exprs;
    for (Expr e : Traversal.topological(List.of(root))) {
      e.axes().stream().map(Size::name).forEach(sizes::add);
      if (e instanceof dev.nabla.symbolic.expr.Extent extent) {
        sizes.add(extent.size().name());
      }
    }
  }

  void bind(String name) {
    bound.add(name);
  }

  /** So many fresh names, bound until they are {@linkplain #release released}. */
  List<String> fresh(int count) {
    List<String> names = new ArrayList<>();
    for (int k = 0; names.size() < count; k++) {
      String letter = LETTERS.substring(k % LETTERS.length(), k % LETTERS.length() + 1);
      String name = k < LETTERS.length() ? letter : letter + k / LETTERS.length();
      if (!sizes.contains(name) && exprs.variable(name).isEmpty() && bound.add(name)) {
        names.add(name);
      }
    }
    return names;
  }

  void release(List<String> names) {
    names.forEach(bound::remove);
  }
}
