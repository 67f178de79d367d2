package dev.nabla.grammar.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.util.List;
import java.util.Set;

/** Reads text in tests. */
public final class Reading {
  public static final Set<String> FUNCTIONS =
      Set.of(
          "relu",
          "sigmoid",
          "σ",
          "log",
          "ln",
          "exp",
          "sin",
          "cos",
          "tanh",
          "max",
          "min",
          "sum",
          "prod",
          "mean",
          "norm",
          "norm1",
          "outer",
          "diag",
          "tr",
          "sqrt",
          "abs",
          "where",
          "softmax",
          "inv",
          "identity",
          "step",
          "leaky_relu",
          "dot");

  private Reading() {}

  public static Expression expression(String text) {
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    var read = SpecParser.parseExpression(diagnostics.source(), FUNCTIONS, diagnostics);
    assertThat(diagnostics.all()).as(text).isEmpty();
    assertThat(read).as(text).isPresent();
    return read.get();
  }

  public static Spec spec(String text) {
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    var read = SpecParser.parse(diagnostics.source(), FUNCTIONS, diagnostics);
    assertThat(diagnostics.all()).as(text).isEmpty();
    assertThat(read).as(text).isPresent();
    return read.get();
  }

  /** What is said about a source, one {@code line:column: message} each, with the help behind. */
  public static List<String> errors(String text) {
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    var read = SpecParser.parse(diagnostics.source(), FUNCTIONS, diagnostics);
    assertThat(read.isPresent()).as(text).isEqualTo(!diagnostics.hasErrors());
    return diagnostics.all().stream().map(Reading::shown).toList();
  }

  private static String shown(Diagnostic diagnostic) {
    Source.Position at = diagnostic.source().position(diagnostic.span().start());
    String help = String.join(" | ", diagnostic.help());
    return at.line()
        + ":"
        + at.column()
        + ": "
        + diagnostic.message()
        + " ["
        + diagnostic.code().id()
        + "]"
        + (help.isEmpty() ? "" : " | " + help);
  }
}
