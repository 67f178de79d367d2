package dev.nabla.report.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values from anywhere: numbers, or an error with its place, after little reading. */
class HostileValuesTest {
  private static final long GIGABYTE = 1L << 30;

  /** How much of a text that is wrong from some place on may be read behind that place. */
  private static final long MOST_READ = 32 << 20;

  /** A text that goes on and on. */
  private static final class Endless extends InputStream {
    private final byte[] start;
    private final byte[] more;
    private long read;

    Endless(String start, String more) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.more = more.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      long at = read++;
      if (at >= GIGABYTE) {
        return -1;
      }
      return at < start.length ? start[(int) at] : more[(int) ((at - start.length) % more.length)];
    }
  }

  static Stream<Arguments> endless() {
    return Stream.of(
        Arguments.of("{\"x\": ", "7", "a name or a number is longer than 1,000 characters"),
        Arguments.of("{\"x\": -0.", "3", "a name or a number is longer than 1,000 characters"),
        Arguments.of("{\"x\": 1e", "9", "a name or a number is longer than 1,000 characters"),
        Arguments.of("{\"", "x", "a name or a number is longer than 1,000 characters"),
        Arguments.of("{\"", "\\u0078", "a name or a number is longer than 1,000 characters"),
        Arguments.of("{\"x\": \"", "y", "or a text than 4,194,304: the limits"),
        Arguments.of("{\"x\": ", "[", "arrays are nested more than 100 deep, the limit"),
        Arguments.of("{\"x\": ", "{\"x\":", "expected a number or an array of numbers"),
        Arguments.of("{\"x\": 1} ", "}", "Unexpected close marker '}'"),
        Arguments.of("{", "\u0000", "Illegal character"),
        Arguments.of("", "\uFEFF", "Unexpected character ('\\ufeff'"));
  }

  @ParameterizedTest
  @MethodSource("endless")
  void aGigabyteIsRefusedAtItsBeginning(String start, String more, String message) {
    Endless text = new Endless(start, more);
    assertThatThrownBy(() -> ValuesReader.read("v.json", text))
        .isInstanceOf(BadInput.class)
        .hasMessageMatching("v\\.json:1:[0-9]+: error: [^\\n]{10,300}")
        .hasMessageContaining(message);
    assertThat(text.read).isLessThan(MOST_READ);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("", "1:1: error: expected an object"),
        Arguments.of(" \n ", "error: expected an object"),
        Arguments.of("null", "1:1: error: expected an object"),
        Arguments.of(
            "{\"x\": NaN}", "1:7: error: a value is a number that a double can hold, not NaN"),
        Arguments.of("{\"x\": [1, -Infinity]}", "not -Infinity"),
        Arguments.of(
            "{\"x\": 1e400}", "1:7: error: a value is a number that a double can hold, not 1e400"),
        Arguments.of("{\"x\": 1e99999999999999999999}", "error: "),
        Arguments.of("{\"x\": 1,\n \"x\": 2}", "2:5: error: Duplicate field 'x'"),
        Arguments.of("{\"x1\": 1,\n \"x_1\": 2}", "error: x1 has a value already"),
        Arguments.of("{\"ŷ\": 1, \"yhat\": 2}", "yhat has a value already"),
        Arguments.of("{\"x\": 1, \"\\u0078\": 2}", "Duplicate field 'x'"),
        Arguments.of("{\"x\": [1, 2", "1:12: error: the text ends before the object does"),
        Arguments.of("{\"x\": 1} 2", "1:10: error: nothing may follow the object"),
        Arguments.of("{\"x\": 1}} {", "error: "),
        Arguments.of("{\"x\": 01}", "error: Invalid numeric value"),
        Arguments.of("{\"x\": 1,}", "error: "),
        Arguments.of("{'x': 1}", "error: Unexpected character"),
        Arguments.of("{x: 1}", "error: Unexpected character"),
        Arguments.of("{\"x\": tru}", "error: "),
        Arguments.of("{\"\u001b[31m\": 1}", "error: Illegal unquoted character"),
        Arguments.of("{\"x\": 1]", "1:9: error: Unexpected close marker ']': expected '}'"),
        Arguments.of("{\"x\": [[], 1]}", "an array may not be empty"),
        Arguments.of("{\"x\": \u202e1}", "error: Unexpected character ('\\u202e'"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsNoValueIsAnErrorWithAPlace(String text, String message) {
    assertThatThrownBy(() -> read(text, StandardCharsets.UTF_8))
        .isInstanceOf(BadInput.class)
        .hasMessageMatching("v\\.json:[0-9]+:[0-9]+: error: [^\\n\\x{1b}\\x{202e}]+")
        .hasMessageContaining(message);
  }

  @Test
  void namesAreCounted() {
    String text =
        IntStream.rangeClosed(0, 100_000)
            .mapToObj(k -> "\"v" + k + "\": 1")
            .collect(Collectors.joining(",", "{", "}"));
    assertThatThrownBy(() -> read(text, StandardCharsets.UTF_8))
        .hasMessageEndingWith("error: more than 100,000 values, the limit");
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() {
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
      assertThatThrownBy(() -> read("{\"ŷ é\": 1}", charset))
          .hasMessageStartingWith("v.json:1:1: error: ");
    }
    assertThatThrownBy(
            () -> ValuesReader.read("v.json", new ByteArrayInputStream(new byte[] {(byte) 0xDB})))
        .hasMessage("v.json:1:1: error: what follows is not valid UTF-8");
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'};
    assertThatThrownBy(() -> ValuesReader.read("v.json", new ByteArrayInputStream(overlong)))
        .hasMessageContaining("what follows is not valid UTF-8");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    NestedArray one = new NestedArray(List.of(), new double[] {1});
    assertThat(read("\uFEFF{\"x\": 1}", StandardCharsets.UTF_8)).isEqualTo(Map.of("x", one));
  }

  @Test
  void tinyNumbersAreZeroOrSubnormal() throws IOException {
    assertThat(read("{\"x\": [1e-400, 4.9e-324, -0.0]}", StandardCharsets.UTF_8).get("x").data())
        .containsExactly(0, Double.MIN_VALUE, -0.0);
  }

  private static Map<String, NestedArray> read(String text, Charset charset) throws IOException {
    return ValuesReader.read("v.json", new ByteArrayInputStream(text.getBytes(charset)));
  }
}
