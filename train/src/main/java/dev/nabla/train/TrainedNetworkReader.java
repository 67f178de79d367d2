package dev.nabla.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.nabla.report.values.BadInput;
import dev.nabla.report.values.ValuesReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what {@link TrainedNetwork#json} wrote. */
public final class TrainedNetworkReader {
  private final String file;
  private final JsonParser parser;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final Map<String, List<Feed>> feeds = new LinkedHashMap<>();

  private TrainedNetworkReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads a file.
   *
   * @throws BadInput with file, line and column when it is not of that form
   */
  public static TrainedNetwork read(String file) {
    try {
      return read(file, Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw BadInput.unread(file, e);
    }
  }

  /** Reads a text; the file's name is for messages. */
  static TrainedNetwork read(String file, String text) {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = factory.createParser(text)) {
      TrainedNetworkReader reader = new TrainedNetworkReader(file, parser);
      reader.fields();
      return new TrainedNetwork(
          reader.text("network"),
          reader.text("definition"),
          reader.sizes,
          reader.text("prediction"),
          reader.feeds("inputs"),
          reader.feeds("targets"),
          ValuesReader.read(file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    } catch (JsonProcessingException e) {
      throw failure(file, e.getLocation(), e.getOriginalMessage());
    } catch (IOException e) {
      throw BadInput.unread(file, e);
    }
  }

  private static BadInput failure(String file, JsonLocation at, String message) {
    return new BadInput(file + ":" + at.getLineNr() + ":" + at.getColumnNr(), "error: " + message);
  }

  private BadInput failure(String message) {
    return failure(file, parser.currentTokenLocation(), message);
  }

  private void expect(JsonToken token, String what) {
    if (parser.currentToken() != token) {
      throw failure("expected " + what);
    }
  }

  private String text(String name) {
    return Optional.ofNullable(texts.get(name)).orElseThrow(() -> missing(name));
  }

  private List<Feed> feeds(String name) {
    return Optional.ofNullable(feeds.get(name)).orElseThrow(() -> missing(name));
  }

  private BadInput missing(String name) {
    return new BadInput(file, "error: the field " + name + " is missing");
  }

  private void fields() throws IOException {
    parser.nextToken();
    expect(JsonToken.START_OBJECT, "an object, as nabla train writes it");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (texts.isEmpty() && !name.equals(ValuesReader.FORMAT)) {
        throw failure("not a trained network: nabla train --out writes one");
      }
      switch (name) {
        case ValuesReader.FORMAT, "network", "definition", "prediction" -> {
          expect(JsonToken.VALUE_STRING, "a text");
          texts.put(name, parser.getText());
          requireFormat();
        }
        case "sizes" -> sizes();
        case "inputs", "targets" -> feeds.put(name, variables());
        default -> parser.skipChildren();
      }
    }
  }

  private void requireFormat() {
    String format = texts.get(ValuesReader.FORMAT);
    if (!TrainedNetwork.FORMAT.equals(format)) {
      throw failure("the format is '" + format + "', not '" + TrainedNetwork.FORMAT + "'");
    }
  }

  private void sizes() throws IOException {
    expect(JsonToken.START_OBJECT, "an object of sizes");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
      int size = parser.getIntValue();
      if (size < 1) {
        throw failure("a size is at least 1");
      }
      sizes.put(name, size);
    }
  }

  private List<Feed> variables() throws IOException {
    expect(JsonToken.START_OBJECT, "an object of variables");
    List<Feed> variables = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      expect(JsonToken.START_ARRAY, "an array of columns");
      List<Feed.Source> sources = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        sources.add(source());
      }
      variables.add(new Feed(name, sources));
    }
    return variables;
  }

  private Feed.Source source() throws IOException {
    expect(JsonToken.START_OBJECT, "an object that describes a column");
    JsonLocation start = parser.currentTokenLocation();
    Optional<String> column = Optional.empty();
    OptionalDouble shift = OptionalDouble.empty();
    OptionalDouble factor = OptionalDouble.empty();
    List<String> labels = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "column" -> column = Optional.of(string());
        case "shift" -> shift = OptionalDouble.of(number());
        case "factor" -> factor = OptionalDouble.of(number());
        case "categories" -> labels = labels();
        case "values" -> values = values();
        default -> parser.skipChildren();
      }
    }
    boolean sound =
        column.isPresent()
            && (labels.isEmpty()
                ? shift.isPresent() && factor.isPresent()
                : values.isEmpty() || values.size() == 2 && labels.size() == 2);
    if (!sound) {
      throw failure(file, start, "a column has categories, or a shift and a factor");
    }
    if (labels.isEmpty()) {
      return new Feed.Source(
          column.get(), new Encoder.Number(shift.getAsDouble(), factor.getAsDouble()));
    }
    return new Feed.Source(
        column.get(),
        values.isEmpty()
            ? Encoder.Category.oneHot(labels)
            : Encoder.Category.binary(labels, values.get(0), values.get(1)));
  }

  private String string() throws IOException {
    expect(JsonToken.VALUE_STRING, "a text");
    return parser.getText();
  }

  private double number() throws IOException {
    if (!parser.currentToken().isNumeric() || !Double.isFinite(parser.getDoubleValue())) {
      throw failure("expected a number");
    }
    return parser.getDoubleValue();
  }

  private List<String> labels() throws IOException {
    expect(JsonToken.START_ARRAY, "an array of texts");
    List<String> labels = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      labels.add(string());
    }
    return labels;
  }

  private List<Double> values() throws IOException {
    expect(JsonToken.START_ARRAY, "an array of numbers");
    List<Double> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(number());
    }
    return values;
  }
}
