package dev.nabla.grammar.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.RandomTrees;
import dev.nabla.grammar.print.Style;
import dev.nabla.grammar.read.Comments;
import dev.nabla.grammar.read.Dump;
import dev.nabla.grammar.read.Reading;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatterTest {
  private static String formatted(String text) {
    return formatted(text, Style.TEXT);
  }

  private static String formatted(String text, Style style) {
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    var formatted = Formatter.format(diagnostics.source(), Reading.FUNCTIONS, style, diagnostics);
    assertThat(diagnostics.all()).as(text).isEmpty();
    return formatted.orElseThrow();
  }

  private static List<String> trees(String text) {
    return Reading.spec(text).statements().stream().map(Dump::of).toList();
  }

  private static List<String> comments(String text) {
    return Comments.of(new Source("test", text)).stream()
        .map(span -> text.substring(span.start(), span.end()).strip())
        .toList();
  }

  /** What holds for every source. */
  private static void holds(String text) {
    for (Style style : List.of(Style.TEXT, Style.UNICODE)) {
      String formatted = formatted(text, style);
      assertThat(trees(formatted)).as(formatted).isEqualTo(trees(text));
      assertThat(comments(formatted)).as(formatted).isEqualTo(comments(text));
      assertThat(formatted(formatted, style)).isEqualTo(formatted);
      assertThat(formatted).doesNotContain("\r", "\n\n\n", " \n").doesNotStartWith("\n");
    }
  }

  @Test
  void setsColumns() {
    String text =
        """
        network  TwoLayer;dim n_in=2 ,n_hid=4
        input x:(n_in,1)
        target y : (n_out) onehot
        param W_1:(n_in,n_hid),b₁:(n_hid,1)
        param W2 : (n_hid, n_out), b2: (n_out, 1)

        z1=W1' x+b1
        classified = W2ᵀ relu(z1) + b2 ; h=z1
        output h2 = σ(z2)
        loss L+=-y log h2
        """;
    assertThat(formatted(text))
        .isEqualTo(
            """
            network TwoLayer
            dim n_in = 2, n_hid = 4
            input  x  : (n_in, 1)
            target y  : (n_out) onehot
            param  W1 : (n_in, n_hid),  b1 : (n_hid, 1)
            param  W2 : (n_hid, n_out), b2 : (n_out, 1)

            z1         = W1^T x + b1
            classified = W2^T relu(z1) + b2
            h          = z1
            output h2 = sigmoid(z2)
            loss   L += -y log(h2)
            """);
    holds(text);
  }

  @Test
  void keepsAnAddingLossInOnePiece() {
    String text = "output q[i,j] = A[i,j]\nloss L += sum(q)\n";
    assertThat(formatted(text)).isEqualTo("output q[i,j] = A[i,j]\nloss   L     += sum(q)\n");
    holds(text);
    String longer = "output q = A\nloss Loss1 += sum(q)\n";
    assertThat(formatted(longer)).isEqualTo("output q      = A\nloss   Loss1 += sum(q)\n");
    holds(longer);
  }

  @Test
  void leavesRaggedNamesAlone() {
    String text = "a = 1\na_rather_long_name = 2\ndim n = 4\ndim n_hid = 3\ndim m, k = 2\n";
    assertThat(formatted(text))
        .isEqualTo("a = 1\na_rather_long_name = 2\ndim n     = 4\ndim n_hid = 3\ndim m, k = 2\n");
  }

  @Test
  void keepsCommentsWhereTheyStand() {
    String text =
        """


        # what it is
        //and more\t
        network A // a title


        # sizes
        dim n=4 # four
        dim mm = 5 # five


        z = [1, # one
          # two
          2] + # plus
          b # the end
        a = 1; # semicolon
        param W : (n), # weights

          # the bias
          b : (n), c : () # both
        # last
        """;
    assertThat(formatted(text))
        .isEqualTo(
            """
            # what it is
            //and more
            network A  // a title

            # sizes
            dim n  = 4  # four
            dim mm = 5  # five

            # one
            # two
            # plus
            z = [1, 2] + b  # the end
            a = 1           # semicolon
            param W : (n)   # weights

            # the bias
            param b : (n), c : ()  # both
            # last
            """);
    holds(text);
    holds("# only a comment");
    holds("a = 1; b = [1, # one\n 2]");
    assertThat(formatted("")).isEmpty();
    assertThat(formatted(" \n;\n")).isEmpty();
  }

  @Test
  void normalisesBytes() {
    assertThat(formatted("\uFEFFa = 1\r\n\r\n\r\n\tb\u00A0= 2\r# c\r\rd = 3"))
        .isEqualTo("a = 1\n\nb = 2\n# c\n\nd = 3\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a = 0.5 x + 1E-3 | a = 0.5 x + 1e-3",
        "a = 1/2 x^( 2 ) | a = 1/2 x^2",
        "a = (0.5)^2 + x² | a = 0.5^2 + x^2",
        "a = (6/4)^2 | a = (6/4)^2",
        "a = 3.14159265358979323846264338 | a = 3.14159265358979323846264338",
        "a = 1/2.50 | a = 1 / 2.50",
        "a = x^(0.5) | a = x^0.5"
      })
  void keepsNumbersAsTyped(String text, String expected) {
    assertThat(formatted(text)).isEqualTo(expected + "\n");
    holds(text);
  }

  @Test
  void keepsAFormulaAsTypedWhereANameHidesAFunction() {
    String text = "sigmoid = 2\na  =  σ( x ) + # why\n sigmoid\n";
    assertThat(formatted(text)).isEqualTo("sigmoid = 2\n# why\na = σ( x ) + sigmoid\n");
    holds(text);
    holds("σ = 2; a = sigmoid(x) + σ");
    holds("prod = 2; a = ∏[i] x[i] + prod");
  }

  @Test
  void breaksLongLines() {
    String text =
        "loss L = sum(first_term ⊙ second_term ⊙ third_term) + sum(fourth_term_of_all ⊙"
            + " (fifth_term - sixth_term)) - mean(seventh_term)\n"
            + "param "
            + String.join(
                ", ", java.util.Collections.nCopies(4, "a_long_name : (n_input, n_output)"));
    assertThat(formatted(text))
        .isEqualTo(
            """
            loss L = sum(first_term ⊙ second_term ⊙ third_term) +
                sum(fourth_term_of_all ⊙ (fifth_term - sixth_term)) - mean(seventh_term)
            param a_long_name : (n_input, n_output), a_long_name : (n_input, n_output)
            param a_long_name : (n_input, n_output), a_long_name : (n_input, n_output)
            """);
    holds(text);
  }

  @Test
  void breaksProductsInBracketsOnly() {
    String name = "a_name_of_thirty_two_characters";
    String product = String.join(" ", java.util.Collections.nCopies(4, name));
    assertThat(formatted("z = " + product)).isEqualTo("z = " + product + "\n");
    assertThat(formatted("z = relu(" + product + ")"))
        .isEqualTo(
            """
            z = relu(a_name_of_thirty_two_characters a_name_of_thirty_two_characters
                a_name_of_thirty_two_characters a_name_of_thirty_two_characters)
            """);
  }

  @Test
  void holdsForRandomFormulasBrokenByComments() {
    for (int n = 0; n < 400; n++) {
      Random random = new Random(n);
      StringBuilder text = new StringBuilder("# start\na[i,j] =");
      for (String word : Style.UNICODE.expression(new RandomTrees(n).tree(1 + n % 40)).split(" ")) {
        boolean open = text.charAt(text.length() - 1) == ',' || "+-*/⊙⊗≤≥".contains(last(text));
        text.append(open && random.nextBoolean() ? " # " + n + "\n\n  " : " ").append(word);
      }
      holds(text.append(" # end\n\n\nb = 2").toString());
    }
  }

  private static String last(StringBuilder text) {
    return text.substring(text.lastIndexOf(" ") + 1);
  }

  @Test
  void keepsTheCommentsOfLatex() {
    String text =
        """
        dim n # size
        % the layer
        $$ z_1 = W_1^{T} x + b_1 $$ % 100 \\% linear
        h = relu(z1) // typed
        \\begin{aligned} a &= 0.50 h \\\\% half
        b &= 2 a % twice
        \\end{aligned}
        """;
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    String formatted =
        Formatter.format(diagnostics.source(), Reading.FUNCTIONS, Style.TEXT, diagnostics)
            .orElseThrow();
    assertThat(formatted)
        .isEqualTo(
            """
            dim n  # size
            # the layer
            z1 = W1^T x + b1  # 100 \\% linear
            h  = relu(z1)     // typed
            a  = 1/2 h        # half
            b  = 2 a          # twice
            """);
    assertThat(formatted(formatted)).isEqualTo(formatted);
  }

  @Test
  void reportsErrors() {
    Diagnostics diagnostics = new Diagnostics(new Source("test", "a = (b\nc = )"));
    assertThat(Formatter.format(diagnostics.source(), Reading.FUNCTIONS, Style.TEXT, diagnostics))
        .isEmpty();
    assertThat(diagnostics.all()).hasSize(2);
  }

  @Test
  void takesLargeSources() {
    holds("z = [" + "1, ".repeat(20_000) + "1]");
    String deep = formatted("z=x" + "+x".repeat(Limits.DEPTH));
    assertThat(formatted(deep)).isEqualTo(deep).startsWith("z = x + x").contains(" +\n    x");
    holds("#c\n".repeat(20_000));
    holds("a = b + c # c\n".repeat(5_000));
  }
}
