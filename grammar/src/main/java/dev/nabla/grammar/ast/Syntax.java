package dev.nabla.grammar.ast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Ways through expressions, which can be deep: none of them is recursive. */
public final class Syntax {
  private Syntax() {}

  /** Visits all expressions inside, this one included, in order of text. */
  public static void walk(Expression root, Consumer<Expression> visit) {
    Deque<Expression> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty()) {
      Expression e = pending.pop();
      visit.accept(e);
      List<Expression> children = e.children();
      for (int k = children.size() - 1; k >= 0; k--) {
        pending.push(children.get(k));
      }
    }
  }

  /** The operands of {@code ((a ∘ b) ∘ c) ∘ d} from left to right, for one operator. */
  public static List<Expression> chain(Expression e, Expression.Operator operator) {
    Deque<Expression> operands = new ArrayDeque<>();
    Expression rest = e;
    while (rest instanceof Expression.Binary binary && binary.is(operator)) {
      operands.push(binary.right());
      rest = binary.left();
    }
    operands.push(rest);
    return List.copyOf(operands);
  }

  /** The number of nodes, counted up to a limit. */
  public static int count(Expression root, int limit) {
    Deque<Expression> pending = new ArrayDeque<>(List.of(root));
    int count = 0;
    while (!pending.isEmpty() && count < limit) {
      count++;
      pending.addAll(pending.pop().children());
    }
    return count;
  }

  /** The expressions from the root down to a node, told by identity, if it is inside. */
  public static Optional<List<Expression>> find(Expression root, Expression node) {
    record Step(Expression at, Optional<Step> above) {}
    Deque<Step> pending = new ArrayDeque<>(List.of(new Step(root, Optional.empty())));
    while (!pending.isEmpty()) {
      Step step = pending.pop();
      if (step.at() == node) {
        List<Expression> path = new ArrayList<>();
        Optional<Step> at = Optional.of(step);
        while (at.isPresent()) {
          path.add(0, at.get().at());
          at = at.get().above();
        }
        return Optional.of(path);
      }
      step.at().children().forEach(child -> pending.push(new Step(child, Optional.of(step))));
    }
    return Optional.empty();
  }

  /** The expression with one of the nodes inside, told by identity, replaced. */
  public static Expression replace(Expression in, Expression node, Expression by) {
    return find(in, node).map(path -> rebuildAlong(path, by)).orElse(in);
  }

  private static Expression rebuildAlong(List<Expression> path, Expression by) {
    Expression made = by;
    for (int k = path.size() - 2; k >= 0; k--) {
      List<Expression> operands = new ArrayList<>(path.get(k).children());
      for (int j = 0; j < operands.size(); j++) {
        if (operands.get(j) == path.get(k + 1)) {
          operands.set(j, made);
          break;
        }
      }
      made = path.get(k).rebuild(operands);
    }
    return made;
  }
}
