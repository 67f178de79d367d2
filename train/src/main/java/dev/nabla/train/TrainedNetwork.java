package dev.nabla.train;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nabla.grammar.print.Style;
import dev.nabla.report.JsonTensor;
import dev.nabla.report.JsonText;
import dev.nabla.report.values.BadInput;
import dev.nabla.report.values.NestedArray;
import dev.nabla.report.values.ValuesReader;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is kept of a training: the parameters and all that it takes to predict with them.
 *
 * @param network the network's name
 * @param definition the {@link #fingerprint} of its definition
 * @param sizes the values of sizes that the definition does not give
 * @param prediction the value that is the prediction
 * @param inputs how columns become inputs
 * @param targets how columns became targets
 * @param parameters by name
 */
public record TrainedNetwork(
    String network,
    String definition,
    Map<String, Integer> sizes,
    String prediction,
    List<Feed> inputs,
    List<Feed> targets,
    Map<String, NestedArray> parameters) {
  static final String FORMAT = "nabla trained network 1";

  public TrainedNetwork {
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The same for equal definitions, however they are spelled, laid out and commented. */
  public static String fingerprint(Network network) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of()
              .formatHex(
                  digest.digest(Style.TEXT.spec(network.spec()).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The parameters of a network by name, from an array that holds one after the other. */
  public static Map<String, NestedArray> parameters(Network network, double[] theta) {
    Map<String, NestedArray> parameters = new LinkedHashMap<>();
    int at = 0;
    for (Variable parameter : network.parameters()) {
      List<Integer> sizes = parameter.axes().stream().map(Size::intValue).toList();
      int end = at + sizes.stream().reduce(1, (a, b) -> a * b);
      double[] data = Arrays.copyOfRange(theta, at, end);
      parameters.put(parameter.name(), new NestedArray(sizes, data));
      at = end;
    }
    return parameters;
  }

  /**
   * Makes sure that the definition is the one that was trained.
   *
   * @param file where this was read from
   * @param name what messages call the definition
   * @throws BadInput when it is another
   */
  public void requireDefinition(String file, Network network, String name) {
    if (!definition.equals(fingerprint(network))) {
      throw new BadInput(
          file,
          "the definition that was trained is not that of "
              + name
              + ": train again, or predict with the definition as it was");
    }
  }

  /**
   * The parameters one after the other, as the class of a network has them.
   *
   * @param file where this was read from
   * @throws BadInput when they do not fit
   */
  public double[] theta(String file, Network sized) {
    requireFeeds(file, "inputs", inputs, sized.inputs());
    requireFeeds(file, "targets", targets, sized.targets());
    List<double[]> arrays = new ArrayList<>();
    for (Variable parameter : sized.parameters()) {
      NestedArray value = parameters.get(parameter.name());
      if (value == null || value.fit(parameter.shape()).isEmpty()) {
        throw new BadInput(
            file,
            parameter.name()
                + " has the shape "
                + values(parameter)
                + ", but the file has "
                + (value == null ? "no value for it" : value.describe()));
      }
      arrays.add(value.data());
    }
    return arrays.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static String values(Variable variable) {
    return variable.shape().sizes().stream()
        .map(size -> String.valueOf(size.intValue()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static void requireFeeds(
      String file, String field, List<Feed> feeds, List<Variable> variables) {
    boolean fit = feeds.size() == variables.size();
    for (int k = 0; fit && k < feeds.size(); k++) {
      int elements =
          variables.get(k).axes().stream().mapToInt(Size::intValue).reduce(1, (a, b) -> a * b);
      fit =
          feeds.get(k).variable().equals(variables.get(k).name())
              && feeds.get(k).width() == elements;
    }
    if (!fit) {
      throw new BadInput(file, "the columns in " + field + " do not fit the definition");
    }
  }

  /** The text of a file; {@code nabla eval} reads the parameters of it too. */
  public String json(Network sized) {
    return JsonText.of(json -> write(json, sized)) + "\n";
  }

  private void write(JsonGenerator json, Network sized) throws IOException {
    json.writeStartObject();
    json.writeStringField(ValuesReader.FORMAT, FORMAT);
    json.writeStringField("network", network);
    json.writeStringField("definition", definition);
    json.writeObjectFieldStart("sizes");
    for (Map.Entry<String, Integer> size : sizes.entrySet()) {
      json.writeNumberField(size.getKey(), size.getValue());
    }
    json.writeEndObject();
    json.writeStringField("prediction", prediction);
    feeds(json, "inputs", inputs);
    feeds(json, "targets", targets);
    json.writeObjectFieldStart(ValuesReader.PARAMETERS);
    for (Variable parameter : sized.parameters()) {
      NestedArray value = parameters.get(parameter.name());
      JsonTensor.write(
          json,
          parameter,
          new Tensor(value.sizes().stream().mapToInt(i -> i).toArray(), value.data()));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void feeds(JsonGenerator json, String name, List<Feed> feeds) throws IOException {
    json.writeObjectFieldStart(name);
    for (Feed feed : feeds) {
      json.writeArrayFieldStart(feed.variable());
      for (Feed.Source source : feed.columns()) {
        source(json, source);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, Feed.Source source) throws IOException {
    json.writeStartObject();
    json.writeStringField("column", source.column());
    if (source.encoder() instanceof Encoder.Category category) {
      json.writeArrayFieldStart("categories");
      for (String label : category.labels()) {
        json.writeString(label);
      }
      json.writeEndArray();
      if (!category.isOneHot()) {
        json.writeFieldName("values");
        json.writeArray(category.values(), 0, 2);
      }
    } else if (source.encoder() instanceof Encoder.Number number) {
      json.writeFieldName("shift");
      JsonText.number(json, number.shift());
      json.writeFieldName("factor");
      JsonText.number(json, number.factor());
    }
    json.writeEndObject();
  }
}
