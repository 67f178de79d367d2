package dev.nabla.random;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.BuiltIns;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.FunctionGroup;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What every function of the language can be applied to and what it gives, found by asking the
 * language: each function that is listed is applied to arguments of all kinds of shapes, and to
 * numbers from several ranges. So a function that is added is in random networks at once.
 */
final class Signatures {
  /** Sizes that a pattern of a shape is made of, and the number 1. */
  private static final List<String> SIZES = List.of("a", "b", "c");

  private static final String DIMS = "dim a = 3, b = 2, c = 4\n";

  /** Shapes of arguments. */
  private static final List<List<String>> PATTERNS =
      List.of(
          List.of(),
          List.of("a", "1"),
          List.of("1", "a"),
          List.of("a", "b"),
          List.of("a", "a"),
          List.of("b", "1"),
          List.of("a", "b", "c"));

  private static final List<List<String>> FEW = PATTERNS.subList(0, 4);

  /** Where arguments are drawn from, if the function has values there. */
  private static final List<Range> RANGES =
      List.of(new Range(-3, 3), new Range(-0.9, 0.9), new Range(0.1, 0.9), new Range(0.3, 3));

  private static final int POINTS = 8;

  /** How many of them are enough. */
  private static final int DOMAINS = 2;

  /** No value may be larger than this. */
  private static final double TAME = 60;

  /** Values of arguments and what comes of them. */
  record Domain(List<Range> arguments, Range value) {}

  /**
   * A way to apply a function.
   *
   * @param arguments the shapes of the arguments, in letters for sizes
   * @param result the shape of the value, in the same letters
   * @param domains none for a function of sizes
   * @param inverts whether a matrix is inverted or its determinant computed
   */
  record Signature(
      BuiltIn function,
      List<List<String>> arguments,
      List<String> result,
      List<Domain> domains,
      boolean inverts) {}

  private final List<Signature> all = new ArrayList<>();
  private final Random random = new Random(7);

  Signatures() {
    for (BuiltIn function : BuiltIns.all()) {
      if (function.ofSizes()) {
        ofSizes(function);
      } else {
        combinations(function.parameters().size()).forEach(shapes -> of(function, shapes));
      }
    }
  }

  List<Signature> all() {
    return all;
  }

  /** The names of functions that can be applied. */
  List<String> functions() {
    return all.stream().map(s -> s.function().name()).distinct().toList();
  }

  private static List<List<List<String>>> combinations(int count) {
    List<List<List<String>>> combinations = List.of(List.of());
    for (int k = 0; k < count; k++) {
      List<List<List<String>>> longer = new ArrayList<>();
      for (List<List<String>> shorter : combinations) {
        for (List<String> pattern : count < 3 ? PATTERNS : FEW) {
          List<List<String>> next = new ArrayList<>(shorter);
          next.add(pattern);
          longer.add(next);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static Optional<Network> read(String text) {
    Source source = new Source("signature", text);
    return Elaborator.read(source, Options.named("Signature"), new Diagnostics(source));
  }

  private static List<String> shape(Network network) {
    List<Size> sizes = network.result().shape().sizes();
    List<String> names = sizes.stream().map(Size::toString).toList();
    return names.stream().allMatch("1"::equals) ? List.of() : names;
  }

  private void ofSizes(BuiltIn function) {
    for (int count = 1; count <= SIZES.size(); count++) {
      List<String> sizes = SIZES.subList(0, count);
      String call = function.name() + "(" + String.join(", ", sizes) + ")";
      read(DIMS + "input x : (a, b, c)\nv = " + call)
          .ifPresent(
              network -> {
                List<List<String>> arguments = sizes.stream().map(List::of).toList();
                all.add(new Signature(function, arguments, shape(network), List.of(), false));
              });
    }
  }

  private void of(BuiltIn function, List<List<String>> shapes) {
    StringBuilder text = new StringBuilder(DIMS);
    List<String> names = new ArrayList<>();
    for (int k = 0; k < shapes.size(); k++) {
      names.add("u" + k);
      text.append("input u" + k + " : (" + String.join(", ", shapes.get(k)) + ")\n");
    }
    text.append("v = " + function.name() + "(" + String.join(", ", names) + ")\n");
    read(text.toString())
        .ifPresent(
            network -> {
              boolean inverts =
                  Traversal.topological(List.of(network.values().get(0).value())).stream()
                      .anyMatch(MatrixFunction.class::isInstance);
              List<Domain> domains = domains(function, network, inverts);
              if (!domains.isEmpty()) {
                all.add(new Signature(function, shapes, shape(network), domains, inverts));
              }
            });
  }

  private List<Domain> domains(BuiltIn function, Network network, boolean inverts) {
    List<List<Range>> candidates = List.of(List.of());
    Optional<ScalarFunction> row =
        function.group() == FunctionGroup.ELEMENTWISE
            ? ScalarFunctions.named(function.name())
            : Optional.empty();
    List<Range> ranges =
        row.map(r -> List.of(new Range(r.domainFrom(), r.domainTo()))).orElse(RANGES);
    for (int k = 0; k < network.inputs().size(); k++) {
      List<List<Range>> longer = new ArrayList<>();
      for (List<Range> shorter : candidates) {
        for (Range range : ranges) {
          List<Range> next = new ArrayList<>(shorter);
          next.add(range);
          longer.add(next);
        }
      }
      candidates = longer;
    }
    List<Domain> domains = new ArrayList<>();
    for (List<Range> candidate : candidates) {
      value(network, candidate, inverts)
          .ifPresent(value -> domains.add(new Domain(candidate, value)));
      if (domains.size() >= DOMAINS) {
        break;
      }
    }
    return domains;
  }

  /** The least and the largest value at some points, unless one is none. */
  private Optional<Range> value(Network network, List<Range> ranges, boolean inverts) {
    Optional<Range> values = Optional.empty();
    for (int point = 0; point < POINTS; point++) {
      Interpreter interpreter = new Interpreter();
      for (int k = 0; k < ranges.size(); k++) {
        Variable variable = network.inputs().get(k);
        interpreter.set(variable, draw(variable, ranges.get(k), inverts));
      }
      for (double value : interpreter.value(network.values().get(0).value()).data()) {
        if (!(Math.abs(value) < TAME)) {
          return Optional.empty();
        }
        Range found = Range.of(value);
        values = values.map(found::or).or(() -> Optional.of(found));
      }
    }
    return values;
  }

  private Tensor draw(Variable variable, Range range, boolean inverts) {
    int[] sizes = variable.axes().stream().mapToInt(Size::intValue).toArray();
    Tensor tensor = Tensor.zeros(sizes);
    for (int k = 0; k < tensor.data().length; k++) {
      double value = range.low() + (range.high() - range.low()) * random.nextDouble();
      boolean diagonal = sizes.length == 2 && k / sizes[1] == k % sizes[1];
      tensor.data()[k] = inverts ? 0.2 * value + (diagonal ? 2 : 0) : value;
    }
    return tensor;
  }
}
