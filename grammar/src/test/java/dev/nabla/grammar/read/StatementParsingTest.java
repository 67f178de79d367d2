package dev.nabla.grammar.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementParsingTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          dim n, m_1 = 4             | dim n / dim m1 4
          input x : (n, 1)           | INPUT x (n 1)
          input x : ()               | INPUT x ()
          target y : (n) onehot      | TARGET y (n) ONEHOT
          param A : (n, n) symmetric positive, b : (2 n, 1), c : () | PARAM A (n n) SYMMETRIC POSITIVE / PARAM b ((product 2 n) 1) / PARAM c ()
          const c = 0.01, d = 2 c    | const c 1/100 / const d (product 2 c)
          fn f(u, v) = u v           | fn f (u v) (product u v)
          fn g(u)                    | fn g (u)
          fn h() = 1                 | fn h () 1
          output h2 = sigmoid(z2)    | OUTPUT h2 = (call sigmoid z2)
          loss L += e                | LOSS L += e
          loss L = e                 | LOSS L = e
          a[j] = sum[i] x[i] W[i,j]  | VALUE a [j] = (sum [i] (product (at x i) (at W i j)))
          output a[i,j] = x[i] j     | OUTPUT a [i j] = (product (at x i) j)
          a = 1; b = 2;; c = 3;      | VALUE a = 1 / VALUE b = 2 / VALUE c = 3
          a = 1 # b = 2              | VALUE a = 1
          a = 1 // b; c              | VALUE a = 1
          """)
  void parsesTo(String text, String trees) {
    assertThat(dump(text)).isEqualTo(trees);
  }

  @Test
  void aNewlineEndsAStatementUnlessSomethingIsOpen() {
    assertThat(dump("a = 1\nb = 2\r\nc = 3\rd = 4")).hasLineCount(1).contains("VALUE d = 4");
    assertThat(dump("a = b +\n\n # why\n c")).isEqualTo("VALUE a = (add b c)");
    assertThat(dump("a = b ⊙\r\n c")).isEqualTo("VALUE a = (hadamard b c)");
    assertThat(dump("a = b outer\n c")).isEqualTo("VALUE a = (outer b c)");
    assertThat(dump("a = f(b,\n c\n)")).isEqualTo("VALUE a = (call f b c)");
    assertThat(dump("a = ‖b\n‖")).isEqualTo("VALUE a = (norm b)");
    assertThat(dump("a = [b, c;\n d, e]")).isEqualTo("VALUE a = (literal 2x2 b c d e)");
    assertThat(dump("dim n,\n m = 4")).isEqualTo("dim n / dim m 4");
    assertThat(dump("param W : (a,\n b),\n b1 : (c,1)"))
        .isEqualTo("PARAM W (a b) / PARAM b1 (c 1)");
  }

  @Test
  void aLineThatBeginsWithAnOperatorContinuesNothing() {
    assertThat(Reading.errors("a = b\n + c")).hasSize(1);
  }

  @Test
  void bytesThatEditorsLeaveAreIgnored() {
    assertThat(dump("\uFEFFa = 1\r\n\r\n\tb\u00A0= 2\r\n")).isEqualTo("VALUE a = 1 / VALUE b = 2");
    assertThat(dump("")).isEmpty();
    assertThat(dump(" \n;\n# nothing")).isEmpty();
  }

  @Test
  void theNetworkIsNamedOnce() {
    assertThat(Reading.spec("network Two_1; a = 1").name().orElseThrow().text()).isEqualTo("Two_1");
    assertThat(Reading.spec("a = 1").name()).isEmpty();
    assertThat(Reading.errors("network A\nnetwork B"))
        .containsExactly("2:9: the network is named already: A [duplicate-name]");
  }

  private static String dump(String text) {
    return Reading.spec(text).statements().stream()
        .map(Dump::of)
        .collect(Collectors.joining(" / "));
  }
}
