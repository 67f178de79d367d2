package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Syntax;
import dev.nabla.grammar.base.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Other arrangements of a part of an expression: factors transposed, two of them swapped, another
 * kind of product, subscripts swapped. They are listed by how much they change.
 */
final class Arrangements {
  /** The largest number of changes that is tried. */
  static final int MOST_CHANGES = 3;

  private static final int MOST_OPERANDS = 6;
  private static final int MOST_INNER = 3;

  /** Up to how many operands three changes are tried. */
  private static final int FEW = 4;

  /** How to rearrange one part; none where it does not apply. */
  @FunctionalInterface
  interface Change {
    Optional<Expression> of(Part part);
  }

  /**
   * What is rearranged: the factors of a chain of products, the two operands of another operation,
   * or the arguments of a function.
   *
   * @param whole the expression
   * @param operands its operands
   * @param position the operand, counted from 0, at which the operation in question stands
   */
  record Part(Expression whole, List<Expression> operands, int position) {
    Part {
      operands = List.copyOf(operands);
    }

    boolean isProduct() {
      return whole.is(Operator.PRODUCT);
    }

    /** The operation, with these operands, and another operator at the position. */
    Expression with(List<Expression> changed, Optional<Operator> operator) {
      if (!(whole instanceof Binary binary)) {
        return whole.rebuild(changed);
      }
      Expression made = changed.get(0);
      for (int k = 1; k < changed.size(); k++) {
        Operator used = k == position ? operator.orElse(binary.operator()) : binary.operator();
        made = new Binary(whole.span(), used, made, changed.get(k));
      }
      return made;
    }
  }

  private Arrangements() {}

  /** The part that a failing expression is: a product belongs to the whole of its chain. */
  static Part around(Expression failing, Expression statement) {
    if (!failing.is(Operator.PRODUCT)) {
      return new Part(failing, failing.children(), 1);
    }
    List<Expression> path = Syntax.find(statement, failing).orElseGet(() -> List.of(failing));
    int top = path.size() - 1;
    while (top > 0
        && path.get(top - 1).is(Operator.PRODUCT)
        && ((Binary) path.get(top - 1)).left() == path.get(top)) {
      top--;
    }
    return new Part(path.get(top), factors(path.get(top)), factors(failing).size() - 1);
  }

  private static List<Expression> factors(Expression chain) {
    return Syntax.chain(chain, Operator.PRODUCT);
  }

  /**
   * The arrangements with a number of changes, the likeliest first.
   *
   * @param mayAdd whether a scalar is wanted, so that elements may be added up
   */
  static List<Change> of(Part part, int changes, boolean mayAdd) {
    List<Change> found = new ArrayList<>();
    if (part.whole() instanceof Element element) {
      if (changes == 1) {
        subscripts(element, found);
      }
      return found;
    }
    if (part.operands().size() <= (changes < MOST_CHANGES ? MOST_OPERANDS : FEW)) {
      reorderings(part, changes, found);
      operators(part, changes, mayAdd, found);
    }
    List<Expression> inner = inner(part);
    for (int k = 0; k < inner.size(); k++) {
      Part chain = new Part(inner.get(k), factors(inner.get(k)), 1);
      if (chain.operands().size() <= FEW) {
        List<Change> inside = new ArrayList<>();
        reorderings(chain, changes, inside);
        int at = k;
        inside.forEach(change -> found.add(p -> insideOf(p, at, change)));
      }
    }
    return found;
  }

  /** The chains of products inside, outermost first. */
  private static List<Expression> inner(Part part) {
    List<Expression> inner = new ArrayList<>();
    for (Expression operand : part.operands()) {
      inner(operand, inner);
    }
    return inner;
  }

  private static void inner(Expression e, List<Expression> into) {
    if (into.size() == MOST_INNER) {
      return;
    }
    boolean chain = e.is(Operator.PRODUCT);
    if (chain) {
      into.add(e);
    }
    for (Expression child : chain ? factors(e) : e.children()) {
      inner(child, into);
    }
  }

  private static Optional<Expression> insideOf(Part part, int at, Change change) {
    List<Expression> inner = inner(part);
    if (at >= inner.size()) {
      return Optional.empty();
    }
    Part chain = new Part(inner.get(at), factors(inner.get(at)), 1);
    return change.of(chain).map(made -> Syntax.replace(part.whole(), chain.whole(), made));
  }

  /** Transposes, with at most one swap. */
  private static void reorderings(Part part, int changes, List<Change> into) {
    int count = part.operands().size();
    transposes(part, changes).forEach(which -> into.add(p -> transposed(p, which)));
    boolean swaps = part.isProduct() || part.whole() instanceof Apply;
    for (int distance = 1; swaps && distance < count; distance++) {
      for (int i = 0; i + distance < count; i++) {
        int first = i;
        int second = i + distance;
        for (Set<Integer> which : transposes(part, changes - 1)) {
          into.add(p -> swapped(p, which, first, second));
        }
      }
    }
  }

  /** The sets of so many operands. */
  private static List<Set<Integer>> transposes(Part part, int size) {
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < part.operands().size(); k++) {
      order.add(k);
    }
    order.sort(Comparator.comparing(k -> effort(part.operands().get(k))));
    List<Set<Integer>> sets = new ArrayList<>();
    subsets(order, 0, size, List.of(), sets);
    return sets;
  }

  /** Undoing a transpose is likelier than making one, and that of a name than of a formula. */
  private static int effort(Expression e) {
    return e instanceof Expression.Transpose ? 0 : e instanceof Name ? 1 : 2;
  }

  private static void subsets(
      List<Integer> of, int from, int size, List<Integer> chosen, List<Set<Integer>> into) {
    if (chosen.size() == size) {
      into.add(Set.copyOf(chosen));
      return;
    }
    for (int k = from; k < of.size(); k++) {
      List<Integer> more = new ArrayList<>(chosen);
      more.add(of.get(k));
      subsets(of, k + 1, size, more, into);
    }
  }

  private static void operators(Part part, int changes, boolean mayAdd, List<Change> into) {
    for (Set<Integer> which : transposes(part, changes - 1)) {
      for (Operator operator : List.of(Operator.HADAMARD, Operator.PRODUCT, Operator.OUTER)) {
        into.add(p -> with(p, which, operator));
      }
      if (mayAdd) {
        into.add(p -> with(p, which, Operator.HADAMARD).map(Arrangements::sum));
      }
    }
  }

  private static Expression sum(Expression e) {
    return new Apply(e.span(), new Name(Span.NONE, "sum"), 0, List.of(e));
  }

  private static Optional<List<Expression>> transpose(Part part, Set<Integer> which) {
    List<Expression> operands = new ArrayList<>(part.operands());
    for (int k : which) {
      if (k >= operands.size() || operands.get(k) instanceof Expression.Number) {
        return Optional.empty();
      }
      operands.set(k, transposed(operands.get(k)));
    }
    return Optional.of(operands);
  }

  private static Expression transposed(Expression e) {
    return e instanceof Expression.Transpose transpose
        ? transpose.operand()
        : new Expression.Transpose(e.span(), e);
  }

  private static Optional<Expression> transposed(Part part, Set<Integer> which) {
    return transpose(part, which).map(operands -> part.with(operands, Optional.empty()));
  }

  private static Optional<Expression> swapped(Part part, Set<Integer> which, int i, int j) {
    if (j >= part.operands().size()) {
      return Optional.empty();
    }
    return transpose(part, which)
        .map(
            operands -> {
              Collections.swap(operands, i, j);
              return part.with(operands, Optional.empty());
            });
  }

  private static Optional<Expression> with(Part part, Set<Integer> which, Operator operator) {
    boolean product =
        part.whole() instanceof Binary binary
            && Set.of(Operator.PRODUCT, Operator.HADAMARD, Operator.OUTER)
                .contains(binary.operator())
            && binary.operator() != operator;
    return product
        ? transpose(part, which).map(operands -> part.with(operands, Optional.of(operator)))
        : Optional.empty();
  }

  private static void subscripts(Element element, List<Change> into) {
    for (int i = 0; i < element.subscripts().size(); i++) {
      for (int j = i + 1; j < element.subscripts().size(); j++) {
        int first = i;
        int second = j;
        into.add(
            part -> {
              List<Expression> swapped = new ArrayList<>(((Element) part.whole()).subscripts());
              Collections.swap(swapped, first, second);
              return Optional.of(new Element(element.span(), element.base(), swapped));
            });
      }
    }
  }
}
