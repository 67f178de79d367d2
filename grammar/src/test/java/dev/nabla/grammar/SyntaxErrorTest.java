package dev.nabla.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxErrorTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          z1 =             ~ 1:5: expected an expression after '=' [syntax]
          z1 = a +         ~ 1:9: expected an expression after '+' [syntax]
          z1 = * a         ~ 1:6: expected an expression after '=', but found '*' [syntax]
          z = a ** b       ~ 1:8: expected an expression after '*', but found '*' [syntax] | a power is written x^2
          z = (a + b       ~ 1:5: '(' is never closed [syntax]
          z = [a, b        ~ 1:5: '[' is never closed [syntax]
          z = ‖a + b       ~ 1:5: '‖' is never closed [syntax]
          z = a + b)       ~ 1:10: ')' closes nothing: nothing is open before it [syntax]
          z = (a]          ~ 1:5: '(' is not closed before ']' [syntax]
          z = (a; b = 1    ~ 1:5: '(' is never closed [syntax]
          z = ()           ~ 1:5: expected an expression between '(' and ')' [syntax]
          z = (a, b)       ~ 1:5: a list in parentheses needs the name of a function before it [syntax] | a vector is written in brackets: [a, b]
          z = []           ~ 1:6: expected an expression after '[', but found ']' [syntax]
          z = [1, 2; 3]    ~ 1:12: the rows of a matrix are equally long: this one has length 1, the first 2 [syntax]
          z = a = b        ~ 1:7: expected an operator or the end of the statement, but found '=' [syntax] | one statement defines one name; equality is written ==
          z = 1 < a < 3    ~ 1:11: comparisons do not chain: '<' follows another [syntax] | put one in parentheses
          z(x) = a         ~ 1:2: expected '=' after 'z', but found '(' [syntax] | a value is defined as 'z = …' | a function is defined as 'fn z(u) = …'
          a + b            ~ 1:3: expected '=' after 'a', but found '+' [syntax] | a statement gives a name to an expression: 'f = x + y'
          a                ~ 1:2: expected '=' after 'a' [syntax] | a statement gives a name to an expression: 'f = x + y'
          2 a = b          ~ 1:1: expected a statement [syntax] | a statement is 'name = expression' or a declaration
          z += 1           ~ 1:3: only a loss is summed over the examples with '+=' [syntax] | write 'loss z += …', or '='
          loss = 1         ~ 1:6: expected a name after 'loss', but found '=' [syntax]
          input loss : ()  ~ 1:7: expected a name after 'input', but found 'loss' [syntax] | 'loss' is a word of the language, not a name
          z = a loss       ~ 1:7: expected an operator or the end of the statement, but found 'loss' [syntax] | 'loss' is a word of the language and starts a statement
          param W          ~ 1:8: expected ':' and a shape after 'W' [syntax]
          param W : n      ~ 1:11: expected a shape in parentheses after ':', but found 'n' [syntax] | a shape is () for a scalar, (n) for a vector, (m, n) for a matrix
          param W : (n) big ~ 1:15: 'big' says nothing about a shape [syntax] | a shape can be followed by onehot, symmetric, positive, diagonal | the next declaration of a list comes after a comma
          outer = 1        ~ 1:1: 'outer' is an operator, as in 'a outer b' [syntax] | choose another name
          dim n = m        ~ 1:9: expected a whole number after '=', but found 'm' [syntax]
          dim n = 1/2      ~ 1:9: a size is a whole number from 1, not 1/2 [bad-value]
          dim n = 0        ~ 1:9: a size is a whole number from 1, not 0 [bad-value]
          fn f             ~ 1:5: expected '(' after 'f' [syntax]
          fn f(1)          ~ 1:6: expected a name or ')' after '(', but found '1' [syntax]
          z = relu + 1     ~ 1:5: 'relu' is a function and needs an argument [syntax] | write relu(x)
          z = a relu       ~ 1:7: 'relu' is a function and needs an argument [syntax] | write relu(x)
          z = log^2 x      ~ 1:8: 'log' is a function: this belongs behind its argument [syntax] | write log(x)^2
          z = e^log x      ~ 1:7: 'log' is a function and needs an argument [syntax] | write e^(log(x))
          z = e^log(x)^2   ~ 1:13: what this belongs to is not clear [syntax] | put the exponent in parentheses
          z = x^2^3        ~ 1:8: a power of a power needs parentheses [syntax] | write (a^b)^c or a^(b^c), whichever is meant
          z = e^x²         ~ 1:8: a power of a power needs parentheses [syntax] | write (a^b)^c or a^(b^c), whichever is meant
          z = A^-T         ~ 1:6: an inverse and a transpose are written one by one [syntax] | write (A^-1)^T
          z = sum[i]       ~ 1:11: expected a product after 'sum[i]' [syntax] | put anything but a product in parentheses: sum[i] (…)
          z = sum[i] -x[i] ~ 1:11: expected a product after 'sum[i]' [syntax] | put anything but a product in parentheses: sum[i] (…)
          z = sum[1] x     ~ 1:9: expected the name of an index, but found '1' [syntax]
          z = x[]          ~ 1:7: expected an index after '[', but found ']' [syntax]
          z = x[i          ~ 1:6: '[' is never closed [syntax]
          z = x[0]         ~ 1:7: an element is counted by whole numbers from 1, not 0 [index]
          z = x[i+1]       ~ 1:8: expected ',' or ']' after 'i', but found '+' [syntax]
          z = 1/0          ~ 1:5: 1/0 divides by zero [bad-value]
          z = 1e2000000000 ~ 1:5: the number has more than 1,000 digits, the limit [limit]
          z = a × b        ~ 1:7: the character '×' has no meaning here [bad-character] | write * for a product and ⊙ for an element-wise one
          z = a + .5       ~ 1:9: the character '.' has no meaning here [bad-character] | a number starts with a digit, as in 0.5
          z = |a|          ~ 1:5: the character '|' has no meaning here [bad-character] | a norm is written ‖v‖ or ||v||, an absolute value abs(v)
          """)
  void isReportedFirst(String text, String message) {
    assertThat(Reading.errors(text)).first().isEqualTo(message);
  }

  @Test
  void allErrorsOfASourceAreReported() {
    String text =
        """
        z1 =
        h1 = relu(z1
        h2 = relu h1 )
        param W : (n
        q = a +
        loss L = h2
        r == 2
        """;
    assertThat(Reading.errors(text))
        .containsExactly(
            "1:5: expected an expression after '=' [syntax]",
            "2:10: '(' is never closed [syntax]",
            "3:14: ')' closes nothing: nothing is open before it [syntax]",
            "4:11: '(' is never closed [syntax]",
            "5:8: expected an expression after '+' [syntax]",
            "7:3: expected '=' after 'r', but found '==' [syntax]"
                + " | a statement gives a name to an expression: 'f = x + y'");
  }

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
