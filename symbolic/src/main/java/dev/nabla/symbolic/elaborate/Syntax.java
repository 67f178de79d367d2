package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Ways through the syntax tree, so that its kinds are told apart in one place. */
public final class Syntax {
  /** One method for each kind of expression. */
  interface Visitor<R> {
    R name(Expression.Name name);

    R number(Expression.Number number);

    R negate(Expression.Negate negate);

    R binary(Expression.Binary binary);

    R transpose(Expression.Transpose transpose);

    R inverse(Expression.Inverse inverse);

    R power(Expression.Power power);

    R apply(Expression.Apply apply);

    R norm(Expression.Norm norm);

    R element(Expression.Element element);

    R reduction(Expression.Reduction reduction);

    R literal(Expression.Literal literal);
  }

  private Syntax() {}

  static <R> R accept(Expression e, Visitor<R> visitor) {
    if (e instanceof Expression.Name name) {
      return visitor.name(name);
    }
    if (e instanceof Expression.Number number) {
      return visitor.number(number);
    }
    if (e instanceof Expression.Negate negate) {
      return visitor.negate(negate);
    }
    if (e instanceof Expression.Binary binary) {
      return visitor.binary(binary);
    }
    if (e instanceof Expression.Transpose transpose) {
      return visitor.transpose(transpose);
    }
    if (e instanceof Expression.Inverse inverse) {
      return visitor.inverse(inverse);
    }
    if (e instanceof Expression.Power power) {
      return visitor.power(power);
    }
    if (e instanceof Expression.Apply apply) {
      return visitor.apply(apply);
    }
    if (e instanceof Expression.Norm norm) {
      return visitor.norm(norm);
    }
    if (e instanceof Expression.Element element) {
      return visitor.element(element);
    }
    if (e instanceof Expression.Reduction reduction) {
      return visitor.reduction(reduction);
    }
    return visitor.literal((Expression.Literal) e);
  }

  /** The operands, without the names of functions, bound indices and subscripts. */
  public static List<Expression> children(Expression e) {
    return accept(e, CHILDREN);
  }

  /** The expression with other operands, as many as {@link #children} gives. */
  public static Expression withChildren(Expression e, List<Expression> operands) {
    return accept(e, new Rebuild(operands));
  }

  /** The expression with one of the nodes inside, told by identity, replaced. */
  static Expression replace(Expression in, Expression node, Expression by) {
    return find(in, node).map(path -> rebuildAlong(path, by)).orElse(in);
  }

  /** Visits all expressions inside, this one included. */
  static void walk(Expression root, Consumer<Expression> visit) {
    Deque<Expression> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Expression e = pending.pop();
      visit.accept(e);
      List<Expression> children = children(e);
      for (int k = children.size() - 1; k >= 0; k--) {
        pending.push(children.get(k));
      }
    }
  }

  /** The number of nodes, counted up to a limit. */
  static int count(Expression root, int limit) {
    Deque<Expression> pending = new ArrayDeque<>(List.of(root));
    int count = 0;
    while (!pending.isEmpty() && count < limit) {
      count++;
      pending.addAll(children(pending.pop()));
    }
    return count;
  }

  /** The expressions from the root down to a node, if it is inside. */
  static Optional<List<Expression>> find(Expression root, Expression node) {
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
      children(step.at()).forEach(child -> pending.push(new Step(child, Optional.of(step))));
    }
    return Optional.empty();
  }

  private static Expression rebuildAlong(List<Expression> path, Expression by) {
    Expression made = by;
    for (int k = path.size() - 2; k >= 0; k--) {
      List<Expression> operands = new ArrayList<>(children(path.get(k)));
      for (int j = 0; j < operands.size(); j++) {
        if (operands.get(j) == path.get(k + 1)) {
          operands.set(j, made);
          break;
        }
      }
      made = withChildren(path.get(k), operands);
    }
    return made;
  }

  private static final Visitor<List<Expression>> CHILDREN =
      new Visitor<>() {
        @Override
        public List<Expression> name(Expression.Name name) {
          return List.of();
        }

        @Override
        public List<Expression> number(Expression.Number number) {
          return List.of();
        }

        @Override
        public List<Expression> negate(Expression.Negate negate) {
          return List.of(negate.operand());
        }

        @Override
        public List<Expression> binary(Expression.Binary binary) {
          return List.of(binary.left(), binary.right());
        }

        @Override
        public List<Expression> transpose(Expression.Transpose transpose) {
          return List.of(transpose.operand());
        }

        @Override
        public List<Expression> inverse(Expression.Inverse inverse) {
          return List.of(inverse.operand());
        }

        @Override
        public List<Expression> power(Expression.Power power) {
          return List.of(power.base(), power.exponent());
        }

        @Override
        public List<Expression> apply(Expression.Apply apply) {
          return apply.arguments();
        }

        @Override
        public List<Expression> norm(Expression.Norm norm) {
          return List.of(norm.operand());
        }

        @Override
        public List<Expression> element(Expression.Element element) {
          return List.of(element.base());
        }

        @Override
        public List<Expression> reduction(Expression.Reduction reduction) {
          return List.of(reduction.body());
        }

        @Override
        public List<Expression> literal(Expression.Literal literal) {
          return literal.rows().stream().flatMap(List::stream).toList();
        }
      };

  /** Puts operands into a node of the same kind. */
  private record Rebuild(List<Expression> operands) implements Visitor<Expression> {
    private Expression first() {
      return operands.get(0);
    }

    @Override
    public Expression name(Expression.Name name) {
      return name;
    }

    @Override
    public Expression number(Expression.Number number) {
      return number;
    }

    @Override
    public Expression negate(Expression.Negate negate) {
      return new Expression.Negate(negate.span(), first());
    }

    @Override
    public Expression binary(Expression.Binary binary) {
      return new Expression.Binary(binary.span(), binary.operator(), first(), operands.get(1));
    }

    @Override
    public Expression transpose(Expression.Transpose transpose) {
      return new Expression.Transpose(transpose.span(), first());
    }

    @Override
    public Expression inverse(Expression.Inverse inverse) {
      return new Expression.Inverse(inverse.span(), first());
    }

    @Override
    public Expression power(Expression.Power power) {
      return new Expression.Power(power.span(), first(), operands.get(1), power.elementwise());
    }

    @Override
    public Expression apply(Expression.Apply apply) {
      return new Expression.Apply(apply.span(), apply.function(), apply.primes(), operands);
    }

    @Override
    public Expression norm(Expression.Norm norm) {
      return new Expression.Norm(norm.span(), first());
    }

    @Override
    public Expression element(Expression.Element element) {
      return new Expression.Element(element.span(), first(), element.subscripts());
    }

    @Override
    public Expression reduction(Expression.Reduction reduction) {
      return new Expression.Reduction(
          reduction.span(), reduction.function(), reduction.indices(), reduction.range(), first());
    }

    @Override
    public Expression literal(Expression.Literal literal) {
      List<List<Expression>> rows = new ArrayList<>();
      int at = 0;
      for (List<Expression> row : literal.rows()) {
        rows.add(operands.subList(at, at + row.size()));
        at += row.size();
      }
      return new Expression.Literal(literal.span(), rows);
    }
  }
}
