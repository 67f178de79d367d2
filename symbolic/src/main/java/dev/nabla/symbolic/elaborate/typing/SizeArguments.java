package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads sizes: names of sizes, and whole numbers from 1 on. */
public final class SizeArguments {
  private SizeArguments() {}

  /** The sizes that a function such as {@code ones} is given, or none when one is in error. */
  static Optional<List<Size>> read(Call call) {
    List<Size> sizes = new ArrayList<>();
    for (Expression argument : call.at().arguments()) {
      Optional<Size> size = size(argument, call.inference().globals(), call.context());
      if (size.isEmpty() && !isInError(argument, call.inference().globals())) {
        String message = call.function() + " takes sizes: a dim, or a whole number from 1 on";
        call.inference()
            .fail(Failure.plain(DiagnosticCode.BAD_VALUE, argument, call.context(), message));
      }
      size.ifPresent(sizes::add);
    }
    return sizes.size() == call.at().arguments().size() ? Optional.of(sizes) : Optional.empty();
  }

  public static boolean isInError(Expression e, Globals globals) {
    return e instanceof Expression.Name name && globals.isInError(name.text());
  }

  /** The size that an expression stands for. */
  public static Optional<Size> size(Expression e, Globals globals, Context context) {
    if (e instanceof Expression.Name name) {
      Typed argument = context.arguments().get(name.text());
      if (argument != null && argument.syntax() != e) {
        return size(argument.syntax(), globals, Context.TOP);
      }
      Optional<Size> named = globals.size(name.text());
      if (named.isPresent() && argument == null) {
        return named;
      }
    }
    return Numbers.exact(e, globals, context).flatMap(SizeArguments::size);
  }

  /** A number as a size, if it is one. */
  public static Optional<Size> size(Rational value) {
    boolean possible =
        value.isInteger()
            && value.signum() > 0
            && value.compareTo(Rational.of(Integer.MAX_VALUE)) <= 0;
    return possible ? Optional.of(Size.of(value.numerator().intValueExact())) : Optional.empty();
  }
}
