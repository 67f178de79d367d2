package dev.nabla.report.values;

import dev.nabla.grammar.base.Visible;
import dev.nabla.grammar.print.ShortestDecimal;
import dev.nabla.symbolic.eval.FactsOfValues;
import dev.nabla.symbolic.eval.FactsOfValues.Violation;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values of a network's inputs, targets and parameters, as a file gives them. */
public final class GivenValues {
  /** Standard input in the place of a file. */
  private static final String STDIN = "-";

  private final String files;
  private final Map<String, NestedArray> arrays;

  private GivenValues(String files, Map<String, NestedArray> arrays) {
    this.files = files;
    this.arrays = arrays;
  }

  /**
   * Reads files of nested arrays by name. Where two give a value of one name, the later one goes
   * first.
   *
   * @param command what asks for it, for messages
   * @param stdinIsTaken whether a definition comes from standard input
   * @param stdin standard input
   * @throws BadInput when one cannot be read, or holds anything else
   */
  public static GivenValues read(
      String command, List<String> files, boolean stdinIsTaken, InputStream stdin) {
    if (files.stream().filter(STDIN::equals).count() + (stdinIsTaken ? 1 : 0) > 1) {
      throw new BadInput(command, "standard input can be read once");
    }
    Map<String, NestedArray> arrays = new LinkedHashMap<>();
    files.forEach(file -> arrays.putAll(read(file, stdin)));
    return new GivenValues(String.join(", ", files), arrays);
  }

  private static Map<String, NestedArray> read(String file, InputStream stdin) {
    try (InputStream bytes = file.equals(STDIN) ? stdin : Files.newInputStream(Path.of(file))) {
      return ValuesReader.read(file, bytes);
    } catch (IOException e) {
      throw BadInput.unread(file, e);
    }
  }

  /**
   * The values of open sizes, as the arrays have them.
   *
   * @throws BadInput when an array is missing, stands for nothing or has another shape
   */
  public Map<String, Integer> sizes(Network network) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (String name : arrays.keySet()) {
      if (network.given(name).isEmpty()) {
        throw failure(
            Visible.of(name) + " is not an input, target or parameter of " + network.name());
      }
    }
    for (Variable variable : allGiven(network)) {
      NestedArray array = arrays.get(variable.name());
      if (array == null) {
        throw failure("no value for " + variable.name() + " : " + variable.shape());
      }
      List<Integer> fitted = array.fit(variable.shape()).orElseThrow(() -> misfit(variable, array));
      for (int axis = 0; axis < fitted.size(); axis++) {
        Size size = variable.shape().sizes().get(axis);
        if (size.value().isEmpty()) {
          Integer other = sizes.put(size.name(), fitted.get(axis));
          if (other != null && !other.equals(fitted.get(axis))) {
            throw failure("the size " + size + " is " + other + " and " + fitted.get(axis));
          }
        }
      }
    }
    return sizes;
  }

  /**
   * The value of each variable of a network in which no size is open.
   *
   * @throws BadInput when an array has another shape
   */
  public Map<Variable, Tensor> of(Network network) {
    Map<Variable, Tensor> given = new LinkedHashMap<>();
    for (Variable variable : allGiven(network)) {
      NestedArray array = arrays.get(variable.name());
      if (array.fit(variable.shape()).isEmpty()) {
        throw misfit(variable, array);
      }
      Tensor tensor = array.tensor(variable);
      FactsOfValues.violation(variable.facts(), tensor)
          .ifPresent(
              broken -> {
                throw failure(describe(variable, broken, tensor));
              });
      given.put(variable, tensor);
    }
    return given;
  }

  private static List<Variable> allGiven(Network network) {
    return Stream.of(network.inputs(), network.targets(), network.parameters())
        .flatMap(List::stream)
        .toList();
  }

  /** {@code A is symmetric, but A[1,2] is 2: the element across the diagonal is 0}. */
  private static String describe(Variable variable, Violation broken, Tensor tensor) {
    int place = 0;
    for (int axis = 0; axis < broken.position().size(); axis++) {
      place += (broken.position().get(axis) - 1) * tensor.strides()[axis];
    }
    String subscripts =
        broken.position().isEmpty()
            ? ""
            : broken.position().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "[", "]"));
    return variable.name()
        + " is "
        + broken.fact().name().toLowerCase(Locale.ROOT)
        + ", but "
        + variable.name()
        + subscripts
        + " is "
        + ShortestDecimal.of(tensor.data()[place])
        + ": "
        + broken.why();
  }

  private BadInput misfit(Variable variable, NestedArray array) {
    return failure(
        variable.name()
            + " has the shape "
            + variable.shape()
            + ", but the value is "
            + array.describe());
  }

  private BadInput failure(String message) {
    return new BadInput(files, message);
  }
}
