package dev.nabla.report.values;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Names;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code {"x": [1, 2], "W": [[1, 2], [3, 4]]}}. Of a file that {@code nabla train} wrote, and
 * which begins with its {@link #FORMAT}, it reads the parameters.
 */
public final class ValuesReader {
  /** The name of the first field of a file that describes a trained network. */
  public static final String FORMAT = "format";

  /** The name of the field that holds its parameters. */
  public static final String PARAMETERS = "parameters";

  /** How many values a file may give. */
  private static final int MAX_VALUES = 100_000;

  private static final int MAX_NUMBERS = 50_000_000;

  /** Arrays in arrays; a tensor has fewer axes by far. */
  private static final Map<String, Double> INFINITIES =
      Map.of(
          "Infinity", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY);

  private static final int MAX_DEPTH = 100;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** What no value needs is refused before it fills the memory. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Limits.DIGITS)
                  .maxNameLength(Limits.NAME)
                  .maxStringLength(Limits.CHARACTERS)
                  .build())
          .build();

  /** What the library says to programmers. */
  private static final Pattern ADVICE =
      Pattern.compile("(?s)(: maybe|: enable| \\(for | \\(not recogni|; |`|\\[Source).*");

  private final String file;
  private final JsonParser parser;
  private double[] data = new double[64];
  private int count;

  private ValuesReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * The arrays of a file, by canonical name, in order. The file is UTF-8, with a byte order mark or
   * without.
   *
   * @throws BadInput with file, line and column when the bytes are not an object of nested arrays
   *     of finite numbers
   */
  public static Map<String, NestedArray> read(String file, InputStream bytes) throws IOException {
    Reader text = new InputStreamReader(withoutMark(bytes), StandardCharsets.UTF_8.newDecoder());
    try (JsonParser parser = JSON.createParser(text)) {
      return new ValuesReader(file, parser).object();
    }
  }

  private static InputStream withoutMark(InputStream bytes) throws IOException {
    InputStream buffered = new BufferedInputStream(bytes);
    buffered.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(buffered.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      buffered.reset();
    }
    return buffered;
  }

  private BadInput failure(String message) {
    return failure(parser.currentTokenLocation(), message);
  }

  private BadInput failure(JsonLocation at, String message) {
    String place = ":" + Math.max(1, at.getLineNr()) + ":" + Math.max(1, at.getColumnNr());
    return new BadInput(file + place, "error: " + message);
  }

  private Map<String, NestedArray> object() throws IOException {
    try {
      return values();
    } catch (StreamConstraintsException e) {
      throw failure(
          parser.currentLocation(),
          String.format(
              Locale.ROOT,
              "a name or a number is longer than %,d characters, or a text than %,d: the limits",
              Limits.DIGITS,
              Limits.CHARACTERS));
    } catch (JsonEOFException e) {
      throw failure(parser.currentLocation(), "the text ends before the object does");
    } catch (JsonProcessingException e) {
      throw failure(
          parser.currentLocation(), ADVICE.matcher(e.getOriginalMessage()).replaceAll(""));
    } catch (CharacterCodingException e) {
      throw failure(parser.currentLocation(), "what follows is not valid UTF-8");
    }
  }

  private Map<String, NestedArray> values() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw failure("expected an object that gives each variable its value, {\"x\": [1, 2]}");
    }
    Map<String, NestedArray> values = new LinkedHashMap<>();
    boolean trained = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      trained |= values.isEmpty() && name.equals(FORMAT) && token == JsonToken.VALUE_STRING;
      if (!trained) {
        value(name, values);
      } else if (name.equals(PARAMETERS) && token == JsonToken.START_OBJECT) {
        parameters(values);
      } else {
        parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw failure("nothing may follow the object");
    }
    return values;
  }

  private void parameters(Map<String, NestedArray> values) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      value(name, values);
    }
  }

  private void value(String spelled, Map<String, NestedArray> values) throws IOException {
    String name = Names.canonical(spelled);
    if (values.containsKey(name)) {
      throw failure(name + " has a value already");
    }
    if (values.size() == MAX_VALUES) {
      throw failure(String.format(Locale.ROOT, "more than %,d values, the limit", MAX_VALUES));
    }
    values.put(name, array());
  }

  private NestedArray array() throws IOException {
    count = 0;
    List<Integer> sizes = new ArrayList<>();
    level(sizes, 0);
    return new NestedArray(sizes, Arrays.copyOf(data, count));
  }

  /** A number, or an infinity by its name, as results have it. */
  private Optional<Double> number(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return Optional.of(parser.getDoubleValue());
    }
    return token == JsonToken.VALUE_STRING
        ? Optional.ofNullable(INFINITIES.get(parser.getText()))
        : Optional.empty();
  }

  /** Reads one value; the first one of a level decides how long all of that level are. */
  private void level(List<Integer> sizes, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    Optional<Double> number = number(token);
    if (number.isPresent()) {
      if (depth != sizes.size()) {
        throw failure("a number stands where the arrays before it go deeper");
      }
      push(number.get());
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      throw failure("expected a number or an array of numbers");
    }
    if (depth == MAX_DEPTH) {
      throw failure("arrays are nested more than " + MAX_DEPTH + " deep, the limit");
    }
    boolean first = depth == sizes.size();
    if (first) {
      if (count > 0) {
        throw failure("an array stands where the values before it are numbers");
      }
      sizes.add(-1);
    }
    int length = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      level(sizes, depth + 1);
      length++;
    }
    if (length == 0) {
      throw failure("an array may not be empty");
    }
    if (sizes.get(depth) < 0) {
      sizes.set(depth, length);
    } else if (sizes.get(depth) != length) {
      throw failure(
          "this array has " + length + " elements, the ones before it " + sizes.get(depth));
    }
  }

  private void push(double value) throws IOException {
    boolean named = parser.currentToken() == JsonToken.VALUE_STRING;
    if (!Double.isFinite(value) && !named) {
      throw failure("a value is a number that a double can hold, not " + parser.getText());
    }
    if (count == MAX_NUMBERS) {
      throw failure(
          String.format(Locale.ROOT, "more than %,d numbers for one variable", MAX_NUMBERS));
    }
    if (count == data.length) {
      data = Arrays.copyOf(data, 2 * count);
    }
    data[count++] = value;
  }
}
