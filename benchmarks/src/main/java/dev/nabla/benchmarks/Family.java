package dev.nabla.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A definition, and what an implementation of it by hand has to know. The sizes are n0, n1, … of
 * the definition.
 */
public enum Family {
  /** A ReLU layer, a sigmoid, binary cross entropy. */
  BINARY(Target.BIT),
  /** A ReLU layer, softmax, cross entropy. */
  SOFTMAX(Target.ONE_HOT),
  /** Five tanh layers, softmax, cross entropy. */
  DEEP_TANH(Target.ONE_HOT),
  /** A tanh layer, softmax, cross entropy: the Hessian of the loss times a vector. */
  TANH_SOFTMAX(Target.ONE_HOT),
  /** A matrix product with its two pullbacks; the target is the cotangent of the product. */
  LINEAR(Target.REAL),
  /** z_k = Σ_ij T_ijk x_i y_j + b_k and the squared error. */
  BILINEAR(Target.REAL),
  /** A step of a long short-term memory cell and the mean squared error. */
  LSTM(Target.REAL),
  /** One head of scaled dot-product attention and the squared error. */
  ATTENTION(Target.REAL);

  /** What targets look like. */
  enum Target {
    BIT,
    ONE_HOT,
    REAL
  }

  private final Target target;

  Family(Target target) {
    this.target = target;
  }

  Target target() {
    return target;
  }

  /** The name of the definition. */
  String definition() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Family of(String definition) {
    return Arrays.stream(values())
        .filter(family -> family.definition().equals(definition))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no definition " + definition));
  }

  /** Whether this is a chain of fully connected layers with a loss on the last one. */
  public boolean isChain() {
    return this == BINARY || this == SOFTMAX || this == DEEP_TANH;
  }

  /** The parameters in order of declaration. */
  List<Tensor> parameters(int[] n) {
    return switch (this) {
      case BINARY, SOFTMAX, DEEP_TANH, TANH_SOFTMAX -> layers(n);
      case LINEAR -> List.of(Tensor.of("W", n[1], n[2]));
      case BILINEAR -> List.of(Tensor.of("T", n[0], n[1], n[2]), Tensor.of("b", n[2]));
      case LSTM -> gates(n);
      case ATTENTION ->
          List.of(
              Tensor.of("Wq", n[1], n[2]),
              Tensor.of("Wk", n[1], n[2]),
              Tensor.of("Wv", n[1], n[2]));
    };
  }

  private static List<Tensor> layers(int[] n) {
    List<Tensor> tensors = new ArrayList<>();
    for (int l = 1; l < n.length; l++) {
      tensors.add(Tensor.of("W" + l, n[l - 1], n[l]));
      tensors.add(Tensor.of("b" + l, n[l]));
    }
    return tensors;
  }

  private static List<Tensor> gates(int[] n) {
    List<Tensor> tensors = new ArrayList<>();
    for (String gate : List.of("i", "f", "o", "g")) {
      tensors.add(Tensor.of("W" + gate, n[1], n[0]));
      tensors.add(Tensor.of("U" + gate, n[1], n[1]));
      tensors.add(Tensor.of("b" + gate, n[1]));
    }
    return tensors;
  }

  /** The length of a sample. */
  int inputs(int[] n) {
    return switch (this) {
      case BINARY, SOFTMAX, DEEP_TANH, TANH_SOFTMAX -> n[0];
      case LINEAR, ATTENTION -> n[0] * n[1];
      case BILINEAR -> n[0] + n[1];
      case LSTM -> n[0] + 2 * n[1];
    };
  }

  /** The length of a target. */
  int targets(int[] n) {
    return switch (this) {
      case BINARY, SOFTMAX, DEEP_TANH, TANH_SOFTMAX, BILINEAR, LSTM -> n[n.length - 1];
      case LINEAR, ATTENTION -> n[0] * n[2];
    };
  }

  /**
   * The lengths of the results, each compared by itself: the loss and the gradient by the
   * parameters; of the matrix product the product and its two pullbacks; of the Hessian its product
   * with a vector.
   */
  int[] results(int[] n) {
    int parameters = parameters(n).stream().mapToInt(Tensor::size).sum();
    return switch (this) {
      case LINEAR -> new int[] {n[0] * n[2], parameters, n[0] * n[1]};
      case TANH_SOFTMAX -> new int[] {parameters};
      default -> new int[] {1, parameters};
    };
  }

  /** The multiplications and additions of the contractions for one sample; the rest is small. */
  long operations(int[] n) {
    long weights = IntStream.range(1, n.length).mapToLong(l -> (long) n[l - 1] * n[l]).sum();
    return switch (this) {
      case BINARY, SOFTMAX, DEEP_TANH -> 2 * (3 * weights - (long) n[0] * n[1]);
      // Values, adjoints, tangents of both; the matrices of the first layer are needed twice less.
      case TANH_SOFTMAX -> 2 * (7 * weights - 3L * n[0] * n[1]);
      case LINEAR -> 6L * n[0] * n[1] * n[2];
      case BILINEAR -> 4L * n[0] * n[1] * n[2];
      case LSTM -> 2 * 2 * 4L * n[1] * (n[0] + n[1]);
      case ATTENTION -> 2 * (6L * n[0] * n[1] * n[2] + 6L * n[0] * n[0] * n[2]);
    };
  }
}
