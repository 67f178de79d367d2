package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;

/** A bound index; two of one name are still two. Its range is the size of what it indexes. */
final class Index {
  private final Expression.Name name;
  private final SizeTerm size = SizeTerm.fresh();

  Index(Expression.Name name) {
    this.name = name;
  }

  Expression.Name name() {
    return name;
  }

  SizeTerm size() {
    return size;
  }

  @Override
  public String toString() {
    return name.text();
  }
}
