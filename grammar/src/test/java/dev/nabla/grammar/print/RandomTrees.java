package dev.nabla.grammar.print;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.All;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Inverse;
import dev.nabla.grammar.ast.Expression.Literal;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Expression.Transpose;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Trees of every kind of node, reproducible from a seed. */
public final class RandomTrees {
  private static final List<String> NAMES =
      List.of("x", "W1", "b_in", "e", "pi", "T", "δz1", "yhat", "n", "h", "x_i", "θ", "e1");
  static final Set<String> INDICES = Set.of("i", "j", "k");
  private static final List<String> REDUCTIONS = List.of("max", "sum", "prod");
  private static final List<String> FUNCTIONS = List.of("log", "relu", "max", "sum", "sigmoid");
  private static final List<String> NUMBERS =
      List.of("0", "1", "2", "10", "0.01", "1e-10", "1e20", "2.5");

  private final Random random;

  public RandomTrees(long seed) {
    this.random = new Random(seed);
  }

  public Expression tree(int budget) {
    if (budget <= 1) {
      return leaf();
    }
    int rest = budget - 1;
    return switch (random.nextInt(20)) {
      case 0, 1 -> new Negate(Span.NONE, tree(rest));
      case 2, 3 -> new Transpose(Span.NONE, tree(rest));
      case 4 -> new Inverse(Span.NONE, tree(rest));
      case 5, 6 -> power(rest);
      case 7, 8 -> apply(rest);
      case 9 -> new Norm(Span.NONE, tree(rest), one(List.of(Norm.Kind.values())));
      case 10 -> new Element(Span.NONE, tree(rest), subscripts());
      case 11, 12 ->
          new Reduction(Span.NONE, new Name(Span.NONE, one(REDUCTIONS)), indices(), tree(rest));
      case 13 -> literal(rest);
      default -> binary(rest);
    };
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Expression leaf() {
    return switch (random.nextInt(6)) {
      case 0 -> new Number(Span.NONE, Rational.of(new BigDecimal(one(NUMBERS))));
      case 1 -> new Number(Span.NONE, Rational.of(1 + random.nextInt(9), 1 + random.nextInt(9)));
      default -> new Name(Span.NONE, one(NAMES));
    };
  }

  private Name function() {
    return new Name(Span.NONE, one(FUNCTIONS));
  }

  private List<Name> indices() {
    return random.nextInt(3) == 0
        ? List.of(new Name(Span.NONE, "i"), new Name(Span.NONE, "j"))
        : List.of(new Name(Span.NONE, one(List.of("i", "j", "k"))));
  }

  private List<Expression> subscripts() {
    List<Expression> list = new ArrayList<>();
    for (int n = random.nextInt(2); n >= 0; n--) {
      list.add(
          switch (random.nextInt(5)) {
            case 0 -> new All(Span.NONE);
            case 1, 2 -> new Name(Span.NONE, one(List.of("i", "j", "k")));
            default -> new Number(Span.NONE, Rational.of(1 + random.nextInt(12)));
          });
    }
    return list;
  }

  private Expression power(int budget) {
    boolean small = random.nextInt(3) > 0;
    int half = small ? 1 : budget / 2;
    Expression exponent = tree(half);
    if (random.nextInt(4) == 0) {
      exponent = new Negate(Span.NONE, exponent);
    }
    return new Power(Span.NONE, tree(budget - half), exponent, random.nextInt(4) == 0);
  }

  private Expression apply(int budget) {
    List<Expression> arguments = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      arguments.add(tree(budget / count));
    }
    int primes = Math.max(0, random.nextInt(5) - 2);
    Name name = random.nextInt(4) == 0 ? new Name(Span.NONE, "q") : function();
    return new Apply(Span.NONE, name, name.text().equals("q") ? 0 : primes, arguments);
  }

  private Expression literal(int budget) {
    int columns = 1 + random.nextInt(3);
    List<List<Expression>> rows = new ArrayList<>();
    for (int n = random.nextInt(2); n >= 0; n--) {
      List<Expression> row = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        row.add(tree(budget / columns / 2));
      }
      rows.add(row);
    }
    return new Literal(Span.NONE, rows);
  }

  private Expression binary(int budget) {
    Operator operator = random.nextInt(3) == 0 ? Operator.PRODUCT : one(List.of(Operator.values()));
    int left = 1 + random.nextInt(budget);
    boolean dotted = operator == Operator.PRODUCT && random.nextInt(5) == 0;
    Expression right = tree(Math.max(1, budget - left));
    return new Binary(Span.NONE, operator, tree(left), right, dotted);
  }
}
