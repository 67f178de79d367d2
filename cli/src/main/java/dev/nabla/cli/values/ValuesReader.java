package dev.nabla.cli.values;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.nabla.cli.ExitCode;
import dev.nabla.cli.Failure;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code {"x": [1, 2], "W": [[1, 2], [3, 4]]}}. Of a file that {@code nabla train} wrote, and
 * which begins with its {@link #FORMAT}, it reads the parameters.
 */
public final class ValuesReader {
  /** The name of the first field of a file that describes a trained network. */
  public static final String FORMAT = "format";

  /** The name of the field that holds its parameters. */
  public static final String PARAMETERS = "parameters";

  private static final int MAX_NUMBERS = 50_000_000;

  private final String file;
  private final JsonParser parser;
  private double[] data = new double[64];
  private int count;

  private ValuesReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * The arrays of a file, by name, in order.
   *
   * @throws Failure with file, line and column when the text is not an object of nested arrays of
   *     finite numbers
   */
  public static Map<String, NestedArray> read(String file, Reader text) {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = factory.createParser(text)) {
      return new ValuesReader(file, parser).object();
    } catch (JsonParseException e) {
      throw failure(file, e.getLocation(), e.getOriginalMessage());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw failure(file, e.getLocation(), e.getOriginalMessage());
    } catch (IOException e) {
      throw new Failure(ExitCode.USAGE, file + ": cannot be read: " + e.getMessage());
    }
  }

  private static Failure failure(String file, JsonLocation at, String message) {
    String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    return new Failure(ExitCode.USAGE, file + place + ": error: " + message);
  }

  private Failure failure(String message) {
    return failure(file, parser.currentTokenLocation(), message);
  }

  private Map<String, NestedArray> object() throws IOException {
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
        values.put(name, array());
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
      values.put(name, array());
    }
  }

  private NestedArray array() throws IOException {
    count = 0;
    List<Integer> sizes = new ArrayList<>();
    level(sizes, 0);
    return new NestedArray(sizes, Arrays.copyOf(data, count));
  }

  /** Reads one value; the first one of a level decides how long all of that level are. */
  private void level(List<Integer> sizes, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      if (depth != sizes.size()) {
        throw failure("a number stands where the arrays before it go deeper");
      }
      push(parser.getDoubleValue());
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      throw failure("expected a number or an array of numbers");
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

  private void push(double value) {
    if (!Double.isFinite(value)) {
      throw failure("the number is too large");
    }
    if (count == MAX_NUMBERS) {
      throw failure("more than " + MAX_NUMBERS + " numbers for one variable");
    }
    if (count == data.length) {
      data = Arrays.copyOf(data, 2 * count);
    }
    data[count++] = value;
  }
}
