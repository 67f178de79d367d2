package dev.nabla.examples;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What PyTorch computed of one model: a file written by {@code src/test/pytorch/facts.py}.
 *
 * @param model the name of the definition's file
 * @param by the program and its version
 */
record Facts(String model, String by, List<Point> points) {
  static final Path FOLDER = Path.of("src/test/resources/dev/nabla/examples/facts");

  /**
   * A point and what was computed there. Arrays are flat and row-major, all that is of every
   * parameter in the order of declaration.
   *
   * @param adjoint the cotangent of the result, where there is no loss
   * @param loss the loss, or the product of result and cotangent
   * @param hessian the second derivatives by all parameters, where they were computed
   * @param direction what the Hessian was multiplied with
   */
  record Point(
      Map<String, double[]> values,
      Optional<double[]> adjoint,
      double loss,
      Map<String, double[]> gradients,
      Optional<double[]> hessian,
      Optional<double[]> direction,
      Optional<double[]> hessianVector) {

    /** The values of variables, one after the other. */
    double[] flat(List<Variable> variables) {
      return variables.stream()
          .flatMapToDouble(v -> DoubleStream.of(values.get(v.name())))
          .toArray();
    }

    /** The value of a variable in the axes it has. */
    Tensor tensor(Variable variable) {
      int[] sizes = variable.axes().stream().mapToInt(Size::intValue).toArray();
      return new Tensor(sizes, values.get(variable.name()).clone());
    }
  }

  @Override
  public String toString() {
    return model;
  }

  static Facts read(Path file) {
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      json.nextToken();
      return new Reader(json).facts();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the members of objects, each standing on its first token when it is called. */
  private record Reader(JsonParser json) {
    private interface Member {
      void read(String name) throws IOException;
    }

    private void members(Member member) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        member.read(name);
      }
    }

    private static IllegalArgumentException unknown(String name) {
      return new IllegalArgumentException("facts have no " + name);
    }

    Facts facts() throws IOException {
      Map<String, String> texts = new LinkedHashMap<>();
      List<Point> points = new ArrayList<>();
      members(
          name -> {
            switch (name) {
              case "model", "by" -> texts.put(name, json.getText());
              case "points" -> {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                  points.add(point());
                }
              }
              default -> throw unknown(name);
            }
          });
      return new Facts(texts.get("model"), texts.get("by"), List.copyOf(points));
    }

    private Point point() throws IOException {
      Map<String, Map<String, double[]>> maps = new LinkedHashMap<>();
      Map<String, double[]> arrays = new LinkedHashMap<>();
      members(
          name -> {
            switch (name) {
              case "values", "gradients" -> {
                Map<String, double[]> map = new LinkedHashMap<>();
                members(of -> map.put(of, numbers()));
                maps.put(name, map);
              }
              case "adjoint", "loss", "hessian", "direction", "hessianVector" ->
                  arrays.put(name, numbers());
              default -> throw unknown(name);
            }
          });
      return new Point(
          maps.get("values"),
          Optional.ofNullable(arrays.get("adjoint")),
          arrays.get("loss")[0],
          maps.get("gradients"),
          Optional.ofNullable(arrays.get("hessian")),
          Optional.ofNullable(arrays.get("direction")),
          Optional.ofNullable(arrays.get("hessianVector")));
    }

    /** A number, or the numbers of nested arrays. */
    private double[] numbers() throws IOException {
      if (json.currentToken().isNumeric()) {
        return new double[] {json.getDoubleValue()};
      }
      DoubleStream.Builder numbers = DoubleStream.builder();
      int depth = 1;
      while (depth > 0) {
        JsonToken token = json.nextToken();
        if (token.isNumeric()) {
          numbers.add(json.getDoubleValue());
        } else {
          depth += token == JsonToken.START_ARRAY ? 1 : -1;
        }
      }
      return numbers.build().toArray();
    }
  }
}
