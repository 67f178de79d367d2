package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.words.Prelude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Infers shapes: gives every expression a shape of sizes that may still be unknown, and collects
 * the conditions on them.
 */
public final class Typer implements Typing {
  /** How deep expressions may be once functions are written out. */
  static final int DEPTH = 700;

  /** How many operations the bodies of functions may come to, all applications together. */
  static final int WRITTEN = 50_000;

  private final Inference inference;
  private final Operators operators;
  private final IndexForm indexForm;
  private final Calls calls;
  private final int most;
  private int depth;
  private int steps;
  private int written;
  private boolean reportedSize;

  public Typer(Inference inference, Prelude prelude) {
    this(inference, prelude, WRITTEN);
  }

  /**
   * @param most how many operations the bodies of functions may come to
   */
  public Typer(Inference inference, Prelude prelude, int most) {
    this.most = Math.min(most, WRITTEN);
    this.inference = inference;
    this.operators = new Operators(inference, this);
    this.indexForm = new IndexForm(inference, this);
    this.calls = new Calls(inference, this, operators, prelude);
  }

  /** How many operations have been looked at. */
  public int steps() {
    return steps;
  }

  /** The expression with its shape. */
  @Override
  public Typed type(Expression e, Context context) {
    steps++;
    if (depth >= DEPTH || written >= most) {
      return tooLarge(e, context);
    }
    written += context.call().isPresent() ? 1 : 0;
    depth++;
    Typed typed = e.accept(new Visit(context));
    depth--;
    return inference.remember(typed);
  }

  private Typed tooLarge(Expression e, Context context) {
    String message =
        written >= most
            ? "the functions of the definition, written out, come to more than %,d operations, the limit"
            : "an expression is more than %,d levels deep with its functions written out, the limit";
    if (!reportedSize) {
      int limit = written >= most ? WRITTEN : DEPTH;
      String text = String.format(Locale.ROOT, message, limit);
      inference.fail(Failure.plain(DiagnosticCode.LIMIT, e, context, text));
    }
    reportedSize = true;
    return Typed.broken(e);
  }

  /** The value of a statement; in index form its axes are the indices on the left. */
  public Typed type(Statement.Assignment statement) {
    return statement.subscripts().isEmpty()
        ? type(statement.value(), Context.of(statement))
        : indexForm.statement(statement);
  }

  private Typed name(Expression.Name name, Context context) {
    String text = name.text();
    Typed argument = context.arguments().get(text);
    if (argument != null) {
      return argument;
    }
    if (context.indices().containsKey(text)) {
      return inference.broken(
          name,
          Failure.plain(
              DiagnosticCode.INDEX,
              name,
              context,
              "the index " + text + " stands for a position, not for a number",
              "use it in brackets: x[" + text + "]"));
    }
    return (context.library() ? Optional.<Typed>empty() : global(name))
        .or(() -> mathConstant(name))
        .orElseGet(() -> Typed.broken(name));
  }

  private Optional<Typed> global(Expression.Name name) {
    String text = name.text();
    Globals globals = inference.globals();
    Optional<Dims> dims = globals.dims(text);
    if (dims.isPresent()) {
      return Optional.of(Typed.of(name, List.of(), dims.get(), new Operation.Named(text)));
    }
    if (globals.constant(text).isPresent()) {
      return Optional.of(Typed.number(name, new Operation.Named(text)));
    }
    if (globals.isIdentity(text)) {
      return Optional.of(operators.identity(name));
    }
    return globals.size(text).map(size -> Typed.number(name, new Operation.Extent(size)));
  }

  private static Optional<Typed> mathConstant(Expression.Name name) {
    return switch (name.text()) {
      case "pi" -> Optional.of(Typed.number(name, new Operation.Pi()));
      case "e" -> Optional.of(Typed.number(name, new Operation.Euler()));
      default -> Optional.empty();
    };
  }

  private final class Visit implements Expression.Visitor<Typed> {
    private final Context context;
    private final Context inner;

    Visit(Context context) {
      this.context = context;
      this.inner = context.asSummand(false);
    }

    /** What the definition writes about is not made a number. */
    private void many(Typed operand) {
      if (!context.library()) {
        inference.treatAsMany(operand.dims());
      }
    }

    @Override
    public Typed name(Expression.Name name) {
      return Typer.this.name(name, context);
    }

    @Override
    public Typed number(Expression.Number number) {
      return Typed.number(number, new Operation.Constant(number.value()));
    }

    @Override
    public Typed negate(Expression.Negate negate) {
      Typed operand = type(negate.operand(), context);
      return operand.with(new Operation.Negate(operand)).at(negate);
    }

    @Override
    public Typed binary(Expression.Binary binary) {
      return operators.chain(binary, context);
    }

    @Override
    public Typed transpose(Expression.Transpose transpose) {
      Typed operand = type(transpose.operand(), inner);
      many(operand);
      return operators.transpose(transpose, operand, inner);
    }

    @Override
    public Typed inverse(Expression.Inverse inverse) {
      return operators.inverse(inverse, type(inverse.operand(), inner), inner);
    }

    @Override
    public Typed power(Expression.Power power) {
      return operators.power(power, inner);
    }

    @Override
    public Typed apply(Expression.Apply apply) {
      return calls.apply(apply, context);
    }

    @Override
    public Typed norm(Expression.Norm norm) {
      Typed operand = type(norm.operand(), inner);
      many(operand);
      Dims dims = operand.dims().isBroken() ? Dims.broken() : Dims.scalar();
      if (norm.kind().isOfVectors()) {
        inference.finallyCheck(() -> checkVector(norm, operand));
      }
      Operation operation =
          norm.kind() == Expression.Norm.Kind.ONE
              ? new Operation.Norm1(operand)
              : new Operation.Norm(operand);
      return Typed.of(norm, operand.indices(), dims, operation);
    }

    /** The norms of matrices with these subscripts are others, which the language does not have. */
    private void checkVector(Expression.Norm norm, Typed operand) {
      if (operand.dims().terms().stream().filter(size -> !size.isUnit()).count() > 1) {
        boolean one = norm.kind() == Expression.Norm.Kind.ONE;
        String message =
            one
                ? "‖A‖_1 of a matrix is its largest sum of a column, which is not in the language"
                : "‖A‖_2 of a matrix is its largest singular value, which is not in the language";
        String help =
            one
                ? "the sum of the absolute values of all elements is norm1(A)"
                : "the root of the sum of all squares is ‖A‖_F";
        inference.fail(Failure.operand(norm, inner, operand, message, () -> List.of(help)));
      }
    }

    @Override
    public Typed element(Expression.Element element) {
      return indexForm.element(element, inner);
    }

    @Override
    public Typed all(Expression.All all) {
      String message = "':' stands for all of an axis, between the brackets of an element";
      return inference.broken(all, Failure.plain(DiagnosticCode.INDEX, all, context, message));
    }

    @Override
    public Typed reduction(Expression.Reduction reduction) {
      return indexForm.reduction(reduction, inner);
    }

    @Override
    public Typed literal(Expression.Literal literal) {
      return operators.literal(literal, inner);
    }
  }
}
