package dev.nabla.benchmarks;

import java.util.List;

/** A named parameter of a case and its shape. */
public record Tensor(String name, List<Integer> shape) {
  static Tensor of(String name, Integer... shape) {
    return new Tensor(name, List.of(shape));
  }

  /** The number of elements. */
  public int size() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /** The number of inputs of a unit, which scales the initial values. */
  int fanIn() {
    return shape.size() == 1 ? 1 : size() / shape.get(shape.size() - 1);
  }
}
