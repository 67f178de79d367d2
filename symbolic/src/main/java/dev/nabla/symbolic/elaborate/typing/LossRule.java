package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The loss is a scalar; axes of a size that is known to be 1 are summed away. */
public final class LossRule {
  private LossRule() {}

  /** The value of a statement, made a scalar when it is the loss. */
  public static Typed apply(Inference inference, Statement.Assignment statement, Typed value) {
    if (statement.kind() != Statement.Kind.LOSS || value.dims().isBroken()) {
      return value;
    }
    boolean scalar = value.dims().isKnownScalar() || inference.sizes().makeScalar(value.dims());
    if (!scalar) {
      return inference.broken(statement.value(), failure(statement, value));
    }
    return Typed.of(statement.value(), List.of(), Dims.scalar(), new Operation.Total(value));
  }

  private static Failure failure(Statement.Assignment statement, Typed value) {
    String name = statement.name().text();
    return new Failure(
        DiagnosticCode.SHAPE_LOSS,
        statement.value(),
        Context.of(statement),
        List.of(value),
        text -> "the loss " + name + " is not a scalar",
        () -> "",
        () -> help(statement, value.dims()),
        Optional.empty());
  }

  /** The loss without indices on the left: a reduction over them. */
  private static String indexed(Statement.Assignment statement, String function) {
    Expression value = statement.value();
    Expression.Name name = new Expression.Name(value.span(), function);
    Expression reduced = new Expression.Reduction(value.span(), name, statement.indices(), value);
    return "loss " + statement.name().text() + " = " + Excerpt.of(reduced);
  }

  private static List<String> help(Statement.Assignment statement, Dims dims) {
    List<String> help = new ArrayList<>();
    if (statement.subscripts().isEmpty()) {
      String text = Excerpt.of(statement.value());
      help.add("sum(" + text + ") adds its elements");
      help.add("mean(" + text + ") averages them");
    } else if (statement.indices().size() == statement.subscripts().size()) {
      help.add(indexed(statement, "sum") + " adds its elements");
      help.add(indexed(statement, "mean") + " averages them");
    }
    List<String> open = new ArrayList<>();
    for (SizeTerm term : dims.terms()) {
      Optional<String> name =
          term.size().filter(size -> size.value().isEmpty()).map(size -> size.name());
      name.filter(n -> !open.contains(n)).ifPresent(open::add);
    }
    if (open.size() == 1 && statement.indices().isEmpty()) {
      help.add("it is a scalar when " + open.get(0) + " = 1: write dim " + open.get(0) + " = 1");
    }
    return help;
  }
}
