package dev.nabla.grammar.latex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.read.Reading;
import dev.nabla.grammar.read.SpecParser;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LatexErrorTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '@',
      textBlock =
          """
          z = \\foo x            ~ 1:5: the command \\foo is not known [latex-command] | a function or a name of several letters is written \\mathrm{foo}
          z = \\lgo x            ~ 1:5: the command \\lgo is not known [latex-command] | did you mean \\log?
          z = a \\+ b            ~ 1:7: the command \\+ is not known [latex-command]
          z = x_1, \\dots, x_n   ~ 1:10: \\dots: dots stand for what is not written [latex-command] | write a sum over an index, or all of it
          $$\\frac{\\partial L}{\\partial W} = x$$ ~ 1:9: \\partial: derivatives are not written but derived [latex-command] | leave this equation out: 'nabla derive' gives it
          z = \\infty            ~ 1:5: \\infty: infinity is not a number [latex-command] | write a large number
          z = a \\in b           ~ 1:7: '\\in' cannot follow '=' [syntax]
          z = \\mathbb{R}         ~ 1:5: \\mathbb{R} has no meaning in this place [latex-command] | a shape is declared by x \\in \\mathbb{R}^{n}, an indicator is \\mathbb{1}_{\\{z > 0\\}}
          z = \\begin{foo} 1 \\end{foo} ~ 1:5: the environment foo is not known [latex-command] | equations stand in equation, align, aligned, gather, split; matrices in bmatrix, pmatrix; and there is cases
          z = \\frac{a}{b        ~ 1:13: '{' is never closed [syntax]
          z = \\frac{a           ~ 1:10: '{' is never closed [syntax]
          z = \\frac{a}          ~ 1:12: something is missing after '\\frac' [syntax]
          z = \\frac             ~ 1:5: something is missing after '\\frac' [syntax]
          z = \\text{a           ~ 1:10: '{' is never closed [syntax]
          z = a} \\,             ~ 1:6: '}' closes nothing: nothing is open before it [syntax]
          z = \\left( a + b      ~ 1:5: '\\left(' is never closed [syntax]
          z = \\left( a \\right] ~ 1:14: '\\left(' is closed by '\\right]' [syntax]
          z = \\left a \\right)  ~ 1:5: '\\left' is followed by a bracket, as in \\left( … \\right) [syntax]
          z = a \\right)         ~ 1:7: '\\right' closes nothing: nothing is open before it [syntax]
          z = ( a + b ] \\,      ~ 1:5: '(' is not closed before ']' [syntax]
          z = { a + ( b } \\,    ~ 1:11: '(' is not closed before '}' [syntax]
          z = \\|a + b           ~ 1:5: '\\|' is never closed [syntax]
          z = \\begin{bmatrix} 1 ~ 1:5: '\\begin{bmatrix}' is never closed [syntax]
          z = \\begin            ~ 1:5: '\\begin' is followed by a name in braces [syntax]
          z = \\begin{bmatrix} 1 \\end{cases} ~ 1:23: \\begin{bmatrix} is closed by \\end{cases} [syntax]
          z = \\begin{bmatrix} 1 & 2 \\\\ 3 \\end{bmatrix} ~ 1:30: the rows of a matrix are equally long: this one has length 1, the first 2 [syntax]
          z = \\begin{bmatrix} 1 & \\\\ 3 & 4 \\end{bmatrix} ~ 1:25: an element of the matrix is missing [syntax]
          z = \\begin{cases} 1 & x > 0 \\\\ 2 & x < 5 \\end{cases} ~ 1:36: the last case is the opposite of the one before, or \\text{otherwise} [syntax]
          z = \\begin{cases} 1 \\\\ 2 & x < 5 \\end{cases} ~ 1:19: a case is a value and its condition, with & between [syntax]
          $$ z = a               ~ 1:1: '$$' is never closed [syntax]
          $$ $$                  ~ 1:1: there is no equation here [syntax]
          z = x^2^3 \\,          ~ 1:8: this is a second superscript of the same thing [syntax] | put what it belongs to in braces or parentheses
          z = x_i_j \\,          ~ 1:8: this is a second subscript of the same thing [syntax] | put what it belongs to in braces or parentheses
          z = ^2 \\,             ~ 1:5: '^' has nothing before it [syntax]
          z = x_ \\,             ~ 1:8: the subscript is empty [syntax]
          loss = \\beta           ~ 1:6: expected a name before '=' [syntax]
          z = x^{}               ~ 1:7: the superscript is empty [syntax]
          z = x_{} \\,           ~ 1:7: the subscript is empty [syntax]
          z = x_{i-1} \\,        ~ 1:7: another step than i stands here: recurrences are not read yet [syntax] | write each step with a name of its own, as in h_2 = \\tanh(W h_1 + b)
          z = \\frac{}{b}        ~ 1:10: expected an expression in '{}' [syntax]
          z = \\left(\\right)    ~ 1:5: expected an expression in '\\left(\\right)' [syntax]
          z = \\sum_{i=2}^n x_i  ~ 1:10: an index runs over the whole of its range, from 1 to the size [syntax] | a part of a sum is written out, as in x_2 + x_3
          z = \\sum_{2} x        ~ 1:10: an index is a letter, as in \\sum_i or \\sum_{i=1}^{n} [syntax]
          z = \\sum^n x          ~ 1:5: a sum with a limit needs an index, as in \\sum_{i=1}^{n} [syntax]
          z = \\sum_i            ~ 1:11: expected a product after '∑[i]' [syntax] | put anything but a product in parentheses: ∑[i] (…)
          L = \\sum_i x_{ik}     ~ 1:16: the index k is not bound, as others beside it are [index] | bind it by a sum, or put it on the left side | a word in a subscript is written _{\\mathrm{ik}}
          L = \\sum_i x_i + [x]_j ~ 1:22: the index j is not bound [index] | bind it by a sum, or put it on the left side
          z = \\sqrt[3]{x}       ~ 1:10: only square roots can be written [syntax] | write x^{1/3}
          z = x' \\,             ~ 1:5: a prime stands behind the name of a function, as in g'(z) [syntax] | a transpose is written ^\\top; a new value has a name of its own
          z = \\{a, b\\}         ~ 1:5: a set has no meaning in a formula [syntax] | a vector is written [a, b]
          z = \\log_2 x          ~ 1:10: a function has no number: logarithms are natural [syntax] | write \\frac{\\log x}{\\log 2} for another base
          z = \\sin^{-1} x       ~ 1:10: whether this is the inverse function or one over it is not clear [syntax] | write what is meant, as in \\frac{1}{\\sin x}
          z = \\|x\\|_3          ~ 1:11: there is no such norm [syntax] | the norms are ‖v‖, ‖v‖_2, ‖A‖_F and ‖v‖_1
          W x + b \\,            ~ 1:1: this is not an equation [syntax] | an equation gives a name to an expression, as in z = W x + b
          $$a = b, c$$           ~ 1:10: this belongs to no equation [syntax] | an equation gives a name to an expression, as in z = W x + b
          $$a + b = c$$          ~ 1:3: the left side is not a name [syntax] | an equation gives a name to an expression, as in z = W x + b
          $$= c$$                ~ 1:3: expected a name before '=' [syntax]
          $$z =$$                ~ 1:5: expected an expression after '=' [syntax]
          z = a + \\,            ~ 1:8: expected an expression after '+' [syntax]
          z = \\alpha ? b        ~ 1:12: the character '?' has no meaning in a formula [bad-character]
          z = \\alpha $x$         ~ 1:12: the character '$' has no meaning in a formula [bad-character] | a formula between dollars is a statement of its own
          z = a \\               ~ 1:7: '\\' has no command after it [syntax]
          $$z = x_1 + x^{(1)}$$  ~ 1:13: x1 and x^{1} would both be called x1 [duplicate-name] | choose another letter for one of them
          $$x : n$$              ~ 1:7: expected a shape [syntax] | a shape is (n, 1), or \\mathbb{R}^{m \\times n} after \\in
          """)
  void isReportedAtItsPlace(String latex, String message) {
    assertThat(errors(latex)).contains(message);
  }

  private static List<String> errors(String latex) {
    return Reading.errors(latex).stream()
        .filter(line -> !line.contains("[latex]"))
        .collect(Collectors.toList());
  }

  @Test
  void theErrorsOfAllEquationsAreReported() {
    assertThat(errors("$$a = \\foo$$\nb = (1\n$$c = \\bar$$\nz = \\frac{1}{\nh = a +"))
        .extracting(line -> line.replaceFirst(" .*", ""))
        .containsExactly("1:7:", "2:5:", "3:7:", "4:13:", "5:8:");
  }

  static Stream<Named<String>> hostile() {
    int many = 100_000;
    return Stream.of(
        Named.of("braces", "z = \\a" + "{".repeat(many)),
        Named.of("fractions", "z = " + "\\frac{".repeat(many)),
        Named.of("closed fractions", "z = " + "\\frac{1}{".repeat(300) + "x" + "}".repeat(300)),
        Named.of("fractions without braces", "z = " + "\\frac".repeat(many) + "12"),
        Named.of("hats", "z = " + "\\hat".repeat(many) + " x"),
        Named.of("towers", "z = x" + "^{x".repeat(many)),
        Named.of("subscripts", "z = \\beta" + "_{x".repeat(many)),
        Named.of("left", "z = " + "\\left(".repeat(many)),
        Named.of("norms", "z = " + "\\|".repeat(many)),
        Named.of("bars", "z = \\alpha" + "|".repeat(many)),
        Named.of("environments", "\\begin{align}".repeat(many)),
        Named.of("matrices", "z = " + "\\begin{bmatrix}".repeat(many)),
        Named.of("backslashes", "\\".repeat(many + 1)),
        Named.of("dollars", "$".repeat(many + 1)),
        Named.of("open displays", "$$ a\n".repeat(many + 1)),
        Named.of("open inlines", "\\[\n".repeat(many)),
        Named.of("sums", "z = " + "\\sum_i ".repeat(many) + "x_i"),
        Named.of("relations", "$$z " + "= ".repeat(many) + "$$"),
        Named.of("ampersands", "$$z " + "&".repeat(many) + "$$"),
        Named.of("lines", "$$z = a" + "\\\\ \n".repeat(many) + "\\foo$$"),
        Named.of("a product", "$$z = " + "x ".repeat(150_000) + "$$"),
        Named.of("equations", "$$z_j = x_j$$\n".repeat(50_000)),
        Named.of("different equations", equations(20_000) + "\\foo = 1"),
        Named.of("letters", "$$z = " + "x".repeat(3_000_000) + "$$"),
        Named.of("white space", "$$z = a" + "\n".repeat(3_000_000) + "\\foo$$"),
        Named.of("norms of samples", "z_i = " + "\\|".repeat(90) + "\\mathbf{x}_i"));
  }

  private static String equations(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("$$z_{").append(i).append("} = \\sigma(a)$$\n");
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileInputIsRejectedAtAPlaceAndSoon(String text) {
    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          Diagnostics diagnostics = parse(text);
          assertThat(diagnostics.hasErrors()).isTrue();
          check(diagnostics);
        });
  }

  private static final String SAMPLE =
      """
      param W : (n, 1); % a note
      $$\\begin{aligned} \\mathbf{z}_i^{\\text{H}} &= \\mathbf{W}^{H} \\mathbf{x}_i + b, & \\quad
        h_i &= g\\left(\\mathbf{z}_i\\right) = \\hat{y}_i \\\\ &+ \\frac{1}{1+e^{-x_i'}} \\end{aligned}$$
      f(z) = \\begin{cases} 1, & \\text{if } z \\geq 0 \\\\ [0, 1]_{2} & \\text{else} \\end{cases} \\quad (2)
      \\[ L \\mathrel{+}= \\sum_{i=1}^{N_i} \\lVert y_i - t^{(i)} \\rVert^2 + \\max\\{0, |z|\\}, \\quad i = 1, \\dots, n \\]
      loss J = \\prod_j x_j \\cdot 10^{-3} # and
      x \\in \\mathbb{R}^{m \\times 2}
      """;

  @Test
  void everyPrefixSuffixAndOmissionIsReadOrRejected() {
    for (int at = 0; at <= SAMPLE.length(); at++) {
      check(parse(SAMPLE.substring(0, at)));
      check(parse(SAMPLE.substring(at)));
      check(parse(SAMPLE.substring(0, at) + SAMPLE.substring(Math.min(at + 1, SAMPLE.length()))));
    }
  }

  @Test
  void shuffledPartsAreReadOrRejected() {
    Random random = new Random(11);
    List<String> parts =
        List.of(
            "x",
            "\\frac",
            "{",
            "}",
            "(",
            ")",
            "_",
            "^",
            "\\sum",
            "i",
            "_i",
            "^{T}",
            "=",
            "+=",
            "\\left(",
            "\\right)",
            "\\|",
            "|",
            "&",
            "\\\\",
            "$$",
            "$",
            "\\begin{cases}",
            "\\end{cases}",
            "\\begin{aligned}",
            "\\end{aligned}",
            "\\mathbf{x}_i",
            "\\text{if }",
            "\\quad",
            ",",
            ".",
            ";",
            "1",
            "12",
            "\\hat",
            "\\max",
            "\\sigma",
            "'",
            "-",
            "\\cdot",
            "\\mathbb{R}",
            "\\in",
            ":",
            "[",
            "]",
            "\\{",
            "\\}",
            "\n",
            "%",
            "\\dots",
            "σ",
            "ᵀ",
            " ",
            "loss ",
            "param ",
            "\\operatorname{relu}",
            "\\mathbb{1}_{",
            "\u0000",
            "\uD800",
            "\\");
    for (int n = 0; n < 30_000; n++) {
      StringBuilder text =
          new StringBuilder(n % 3 == 0 ? "$$z_i = " : n % 3 == 1 ? "z = \\, " : "");
      for (int k = random.nextInt(25); k > 0; k--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      check(parse(text.append(n % 2 == 0 ? "$$" : "").toString()));
    }
  }

  private static Diagnostics parse(String text) {
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    var read = SpecParser.parse(diagnostics.source(), Reading.FUNCTIONS, diagnostics);
    assertThat(read.isEmpty()).as(text).isEqualTo(diagnostics.hasErrors());
    return diagnostics;
  }

  private static void check(Diagnostics diagnostics) {
    int length = diagnostics.source().text().length();
    for (Diagnostic diagnostic : diagnostics.all()) {
      assertThat(diagnostic.span().start()).isBetween(0, length);
      assertThat(diagnostic.span().end()).isBetween(diagnostic.span().start(), length);
      assertThatCode(diagnostic::toString).doesNotThrowAnyException();
      if (diagnostic.code() != DiagnosticCode.LATEX) {
        assertThat(diagnostic.message()).doesNotContain("EOF", "null", "LPAREN", " '' ");
      }
    }
  }
}
