package dev.nabla.grammar.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileInputTest {
  /** Processor time for one text; a busy machine takes several times as long as an idle one. */
  private static final long MOST_NANOS = 6_000_000_000L;

  static final String SAMPLE =
      """
      network Two # the name
      dim n_in, n_hid = 4, n_out = 1
      input x : (n_in, 1); target ŷ : (n_out, 1) onehot
      param W1 : (n_in, n_hid),
            b1 : (n_hid, 1)
      const c = 1e-3
      fn g(u, v) = u .^ 2 / v
      z₁ = W1^T x + b1
      a[j] = sum[i] x[i] W1[i,j] ⊙ [1, 2; 3/4, e^-2][1, 2]
      q = where(‖x‖² <= 2, relu'(z_{1}), max(0, -log h^2)) @ A⁻¹
      loss L += -ŷ log(h2) - (1 - ŷ) log(1 - h2)
      """;

  static Stream<Named<String>> rejected() {
    return Stream.of(
        named("100,000 open parentheses", "z = " + "(".repeat(100_000)),
        named(
            "100,000 nested parentheses", "z = " + "(".repeat(100_000) + "x" + ")".repeat(100_000)),
        named("100,000 open brackets", "z = " + "[".repeat(100_000)),
        named("100,000 open norms", "z = " + "‖".repeat(100_000)),
        named("100,000 indices", "z = " + "x[".repeat(100_000)),
        named("201 parentheses", "z = " + "(".repeat(201) + "x" + ")".repeat(201)),
        named("a deep sum", "z = x" + " + x".repeat(90_000)),
        named("a deep product", "z = x" + " x".repeat(150_000)),
        named("a deep quotient", "z = x" + " / x".repeat(90_000)),
        named("100,000 signs", "z = " + "-".repeat(100_000) + "x"),
        named("100,000 signs behind an operator", "z = a * " + "-".repeat(100_000) + "x"),
        named("100,000 quotes", "z = x" + "'".repeat(100_000)),
        named("100,000 functions", "z = " + "log ".repeat(100_000) + "x"),
        named("100,000 reductions", "z = " + "sum[i] ".repeat(30_000) + "x"),
        named(
            "functions in brackets",
            "z = " + ("log ".repeat(400) + "(").repeat(150) + "x" + ")".repeat(150)),
        named("100,000 transposes", "z = A" + "^T".repeat(60_000)),
        named("a tower in brackets", "z = x" + "^(x".repeat(60_000)),
        named("mixed brackets", "z = " + "([‖".repeat(50_000)),
        named("functions in norms", "z = " + "‖log ".repeat(40_000) + "x"),
        named("a tower", "z = x" + "^x".repeat(90_000)),
        named("elements of elements", "z = x" + "[i]".repeat(60_000)),
        named("open quotients", "z = " + "1/".repeat(90_000)),
        named("a long name", "z = " + "x".repeat(2_000_000)),
        named("a long name with δ", "z = " + "δ".repeat(500_000)),
        named("a long number", "z = " + "9".repeat(2_000_000)),
        named("a long fraction", "z = 1/" + "9".repeat(2_000_000)),
        named("a large exponent", "z = 1e999999999"),
        named("a larger exponent", "z = 1e-99999999999999999999"),
        named("bad characters", "$".repeat(1_000_000)),
        named("NUL", "z = a\u0000 b"),
        named("only NUL", "\u0000".repeat(10_000)),
        named("a byte order mark in the middle", "z = a\uFEFF b"),
        named("a high surrogate alone", "z = a \uD835"),
        named("a low surrogate alone", "z = \uDC00 a"),
        named("a surrogate pair that is no letter", "z = a 😀"),
        named("a line separator", "z = a\u2028b = c"),
        named("too long", " ".repeat(Limits.CHARACTERS + 1)),
        named("too many tokens", "a = b\n".repeat(100_000)),
        named("statements that are wrong", "=\n".repeat(90_000)),
        named("commas", "dim " + ",".repeat(100_000)),
        named("closing brackets", ")".repeat(100_000)),
        named("mismatched brackets", "z = " + "(]".repeat(50_000)));
  }

  private static Named<String> named(String name, String text) {
    return Named.of(name, text);
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void isRejectedWithAPosition(String text) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Diagnostics diagnostics = parse(text);
    assertThat(diagnostics.hasErrors()).isTrue();
    check(diagnostics);
    assertThat(diagnostics.all().stream().mapToInt(d -> d.toString().length()).sum())
        .isLessThan(100_000);
    assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(MOST_NANOS);
  }

  @Test
  void whatIsLargeButNotTooLargeIsRead() {
    assertThat(Reading.errors("z = " + "(".repeat(200) + "x" + ")".repeat(200))).isEmpty();
    assertThat(Reading.errors("z = x" + " + x".repeat(Limits.DEPTH))).isEmpty();
    assertThat(Reading.errors("z = x" + " + x".repeat(Limits.DEPTH + 1))).hasSize(1);
    assertThat(Reading.errors("z = [" + "1, ".repeat(50_000) + "1]")).isEmpty();
    assertThat(Reading.errors("a = b + c\n".repeat(30_000))).isEmpty();
    assertThat(Reading.errors("# " + "x".repeat(4_000_000))).isEmpty();
  }

  @Test
  void everyPrefixOfASourceIsReadOrRejected() {
    for (int end = 0; end <= SAMPLE.length(); end++) {
      check(parse(SAMPLE.substring(0, end)));
    }
  }

  @Test
  void everySuffixAndEveryOmissionIsReadOrRejected() {
    for (int at = 0; at < SAMPLE.length(); at++) {
      check(parse(SAMPLE.substring(at)));
      check(parse(SAMPLE.substring(0, at) + SAMPLE.substring(at + 1)));
    }
  }

  @Test
  void theSampleIsRead() {
    assertThat(Reading.errors(SAMPLE)).isEmpty();
    assertThat(Reading.errors("\uFEFF" + SAMPLE.replace("\n", "\r\n"))).isEmpty();
  }

  @Test
  void shuffledTokensAreReadOrRejected() {
    Random random = new Random(7);
    List<String> parts =
        List.of(
            "x", "log", "sum", "[", "]", "(", ")", "‖", "^", "'", "-", "+", "⊙", "/", "1", "1/2",
            "T", ",", ";", "\n", "=", "+=", "loss", "param", ":", "outer", "²", "fn", "max", "<",
            ".^", "ᵀ", " ", " ", "dim", "i", "δz1", "\u0000", "\uD800", "∂");
    for (int n = 0; n < 20_000; n++) {
      StringBuilder text = new StringBuilder(n % 2 == 0 ? "z = " : "");
      for (int k = random.nextInt(25); k > 0; k--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      check(parse(text.toString()));
    }
  }

  private static Diagnostics parse(String text) {
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    var read = SpecParser.parse(diagnostics.source(), Reading.FUNCTIONS, diagnostics);
    assertThat(read.isEmpty()).as(text).isEqualTo(diagnostics.hasErrors());
    return diagnostics;
  }

  /** Every diagnostic has a place inside the text and can be printed. */
  private static void check(Diagnostics diagnostics) {
    int length = diagnostics.source().text().length();
    for (Diagnostic diagnostic : diagnostics.all()) {
      assertThat(diagnostic.span().start()).isBetween(0, length);
      assertThat(diagnostic.span().end()).isBetween(diagnostic.span().start(), length);
      assertThatCode(diagnostic::toString).doesNotThrowAnyException();
      assertThat(diagnostic.message()).doesNotContain("EOF", "NEWLINE", "null", "LPAREN");
    }
  }
}
