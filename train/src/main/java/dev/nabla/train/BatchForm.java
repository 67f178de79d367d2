package dev.nabla.train;

import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What says that a definition is about a batch: in each input and target a size counts samples, as
 * the first one (a row is a sample) or the last one (a column is).
 *
 * @param size the size's name
 * @param isFirst whether rows are samples
 * @param value the size's value, if the definition has one
 */
public record BatchForm(String size, boolean isFirst, Optional<Integer> value) {
  /**
   * The form that a definition shows: all inputs and targets share their first size, or else their
   * last one, one of them is more than a vector, and no parameter has that size.
   */
  public static Optional<BatchForm> find(Network network) {
    List<Variable> data = data(network);
    boolean matrices =
        !data.isEmpty()
            && data.stream().allMatch(v -> v.shape().order() >= 2)
            && data.stream().anyMatch(v -> v.order() >= 2);
    if (!matrices) {
      return Optional.empty();
    }
    return Stream.of(true, false)
        .map(first -> new BatchForm(end(data.get(0), first).name(), first, Optional.empty()))
        .filter(form -> form.fits(network))
        .map(form -> form.withValue(network))
        .findFirst();
  }

  /** The form with this size, if inputs and targets have it where samples are counted. */
  public static Optional<BatchForm> of(Network network, String size) {
    return Stream.of(true, false)
        .map(first -> new BatchForm(size, first, Optional.empty()))
        .filter(form -> form.fits(network))
        .map(form -> form.withValue(network))
        .findFirst();
  }

  private static List<Variable> data(Network network) {
    return Stream.concat(network.inputs().stream(), network.targets().stream()).toList();
  }

  private static Size end(Variable variable, boolean first) {
    List<Size> sizes = variable.shape().sizes();
    return sizes.get(first ? 0 : sizes.size() - 1);
  }

  private boolean fits(Network network) {
    List<Variable> data = data(network);
    boolean shared =
        !data.isEmpty()
            && data.stream().allMatch(v -> v.shape().order() >= 2)
            && data.stream().allMatch(v -> end(v, isFirst).name().equals(size));
    boolean inParameters =
        network.parameters().stream()
            .flatMap(p -> p.shape().sizes().stream())
            .anyMatch(s -> s.name().equals(size));
    return shared && !inParameters && !Character.isDigit(size.charAt(0));
  }

  private BatchForm withValue(Network network) {
    Size found = end(data(network).get(0), isFirst);
    return new BatchForm(
        size,
        isFirst,
        found.value().isPresent() ? Optional.of(found.intValue()) : Optional.empty());
  }

  /** The sizes of one sample's part of a variable. */
  List<Size> sample(Variable variable) {
    List<Size> sizes = variable.shape().sizes();
    return isFirst ? sizes.subList(1, sizes.size()) : sizes.subList(0, sizes.size() - 1);
  }
}
