package dev.nabla.symbolic.catalogue;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function with its definition and its derivatives.
 *
 * @param definition the right side, of which {@link #application} is the left; empty for a function
 *     that the language has no formula for
 * @param derivatives by each parameter that is no label and no size
 */
public record FunctionEntry(
    BuiltIn function, Optional<Expression> definition, List<FunctionDerivative> derivatives) {
  public FunctionEntry {
    derivatives = List.copyOf(derivatives);
  }

  /** The function, its definition read and its derivatives derived. */
  public static FunctionEntry of(BuiltIn function) {
    return new FunctionEntry(function, definition(function), FunctionDerivatives.of(function));
  }

  /** {@code softmax(u)}, {@code rowsum(A)[i]}. */
  public Expression application() {
    Expression applied =
        new Apply(Span.NONE, name(function.name()), 0, names(function.parameters()));
    return function.indices().isEmpty()
        ? applied
        : new Element(Span.NONE, applied, names(function.indices()));
  }

  private static List<Expression> names(List<String> texts) {
    return new ArrayList<>(texts.stream().map(FunctionEntry::name).toList());
  }

  private static Name name(String text) {
    return new Name(Span.NONE, text);
  }

  private static Optional<Expression> definition(BuiltIn function) {
    if (function.definition().isEmpty()) {
      return Optional.empty();
    }
    Source source = new Source(function.name(), function.definition());
    Diagnostics diagnostics = new Diagnostics(source);
    return Optional.of(
        SpecParser.parseExpression(source, Elaborator.functionNames(), diagnostics)
            .orElseThrow(() -> new IllegalStateException(diagnostics.all().toString())));
  }
}
