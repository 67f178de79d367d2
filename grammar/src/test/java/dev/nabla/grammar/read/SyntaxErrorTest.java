package dev.nabla.grammar.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import org.junit.jupiter.api.Test;

/** How diagnostics look; what they say is in the corpus. */
class SyntaxErrorTest {
  @Test
  void aDiagnosticShowsItsPlace() {
    Diagnostics diagnostics =
        new Diagnostics(new Source("two-layer.nabla", "a = 1\nz = x^2^3 y\n"));
    SpecParser.parse(diagnostics.source(), Reading.FUNCTIONS, diagnostics);
    assertThat(diagnostics.all())
        .singleElement()
        .hasToString(
            """
            two-layer.nabla:2:8: error: a power of a power needs parentheses [syntax]
                2 | z = x^2^3 y
                  |        ^^
                  help: write (a^b)^c or a^(b^c), whichever is meant""");
  }

  @Test
  void aLongLineIsShownInPart() {
    Source source = new Source("test", "z = " + "a + ".repeat(50_000) + "\u0001 + b".repeat(100));
    Diagnostics diagnostics = new Diagnostics(source);
    SpecParser.parse(source, Reading.FUNCTIONS, diagnostics);
    assertThat(diagnostics.all())
        .allSatisfy(d -> assertThat(d.toString()).hasSizeLessThan(600).doesNotContain("\u0001"));
  }

  @Test
  void anExpressionIsOne() {
    assertThat(expressionErrors("")).containsExactly("expected an expression");
    assertThat(expressionErrors("a\nb")).containsExactly("expected one expression only");
    assertThat(expressionErrors("a = b"))
        .containsExactly("expected an operator or the end of the statement, but found '='");
    assertThat(expressionErrors("* b")).containsExactly("expected an expression");
  }

  private static java.util.List<String> expressionErrors(String text) {
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    var read = SpecParser.parseExpression(diagnostics.source(), Reading.FUNCTIONS, diagnostics);
    assertThat(read).isEmpty();
    return diagnostics.all().stream().map(Diagnostic::message).toList();
  }
}
