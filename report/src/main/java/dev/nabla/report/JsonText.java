package dev.nabla.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.nabla.grammar.print.ShortestDecimal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** Writes JSON with objects on lines of their own and arrays in one line. */
public final class JsonText {
  /** Something that writes JSON. */
  @FunctionalInterface
  public interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private JsonText() {}

  /** The text that a body writes. */
  public static String of(Body body) {
    StringWriter text = new StringWriter();
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(printer);
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The text itself when there is one, and otherwise an array of them all. */
  public static String all(List<String> texts) {
    return (texts.size() == 1 ? texts.get(0) : "[" + String.join(",\n", texts) + "]") + "\n";
  }

  /**
   * A number that reads back as the same double; whole ones without a point. JSON has no way to
   * write what is not finite: that becomes a string.
   */
  public static void number(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeString(Double.toString(value));
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(new BigDecimal(ShortestDecimal.of(value)));
    }
  }
}
