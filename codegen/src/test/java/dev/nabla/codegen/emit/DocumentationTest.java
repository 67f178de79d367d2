package dev.nabla.codegen.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing in a comment of generated code can end it or mean something else. */
class DocumentationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a < b > c & d | a &lt; b &gt; c &amp; d",
        "{@code x} */ | &#123;&#64;code x&#125; *&#47;",
        "\\u002a | &#92;u002a",
        "δz = W ⊙ xᵀ · Σ ∂ × − ⊗ | delta_z = W .* x^T * sum d x - outer",
        "a\tb | a b",
        "x ~ y | x ~ y",
      })
  void javadocIsPlain(String text, String expected) {
    assertThat(Documentation.javadoc(text)).isEqualTo(expected);
  }

  @Test
  void commentsAreLinesThatAreNotTooLong() {
    String longest = "x".repeat(90);
    assertThat(Documentation.comment("a\nδ\n\\u000a")).containsExactly("a", "delta_", "\\\\ u000a");
    assertThat(Documentation.comment(longest)).containsExactly(longest);
    assertThat(Documentation.comment(longest + "y")).containsExactly("x".repeat(86) + " ...");
    assertThat(Documentation.javadoc("a\nb\u007fc")).isEqualTo("a\nb c");
  }
}
