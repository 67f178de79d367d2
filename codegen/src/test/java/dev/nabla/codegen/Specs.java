package dev.nabla.codegen;

import dev.nabla.codegen.lower.Goal;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.network.Network;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Definitions for tests. */
public final class Specs {
  /** All that a class can have on demand. */
  public static final Set<Goal> EXTRAS =
      Arrays.stream(Goal.values()).filter(Goal::isExtra).collect(Collectors.toUnmodifiableSet());

  private Specs() {}

  static Network network(String text, Map<String, Integer> sizes) {
    Source source = new Source("test.nabla", text);
    Diagnostics diagnostics = new Diagnostics(source);
    return Elaborator.read(
            source, new dev.nabla.symbolic.elaborate.Options("Test", sizes), diagnostics)
        .orElseThrow(() -> new AssertionError(diagnostics.all() + "\n" + text));
  }

  static DerivedProgram derived(String text, Map<String, Integer> sizes) {
    return Deriver.derive(network(text, sizes)).program();
  }

  public static DerivedProgram derived(String text) {
    return derived(text, Map.of());
  }

  /** A two-layer binary classifier. */
  static DerivedProgram binary(int in, int hidden) {
    return derived(
        """
        dim n_in, n_hid, n_out = 1
        input  x  : (n_in, 1)
        target y  : (n_out, 1)
        param  W1 : (n_in, n_hid),  b1 : (n_hid, 1)
        param  W2 : (n_hid, n_out), b2 : (n_out, 1)
        z1 = W1^T x + b1
        h1 = relu(z1)
        z2 = W2^T h1 + b2
        output h2 = sigmoid(z2)
        loss   L  = -y log(h2) - (1 - y) log(1 - h2)
        """,
        Map.of("n_in", in, "n_hid", hidden));
  }

  /** One hidden layer, softmax and cross entropy. */
  static DerivedProgram classifier(int in, int hidden, int out, String activation) {
    return derived(
        """
        dim n_in, n_hid, n_out
        input  x  : (n_in, 1)
        target y  : (n_out, 1) onehot
        param  W1 : (n_in, n_hid),  b1 : (n_hid, 1)
        param  W2 : (n_hid, n_out), b2 : (n_out, 1)
        h = ACTIVATION(W1^T x + b1)
        z = W2^T h + b2
        output p = softmax(z)
        loss   L  = cross_entropy(p, y)
        """
            .replace("ACTIVATION", activation),
        Map.of("n_in", in, "n_hid", hidden, "n_out", out));
  }

  /** The same with weights as rows: {@code W x + b}. */
  static DerivedProgram rowClassifier(int in, int hidden, int out) {
    return derived(
        """
        dim n_in, n_hid, n_out
        input  x  : (n_in, 1)
        target y  : (n_out, 1) onehot
        param  W1 : (n_hid, n_in),  b1 : (n_hid, 1)
        param  W2 : (n_out, n_hid), b2 : (n_out, 1)
        h = tanh(W1 x + b1)
        z = W2 h + b2
        output p = softmax(z)
        loss   L  = cross_entropy(p, y)
        """,
        Map.of("n_in", in, "n_hid", hidden, "n_out", out));
  }

  /** A mini-batch as rows of a matrix. */
  static DerivedProgram rows(int n, int in, int hidden, int out) {
    return derived(
        """
        dim N, p, h, k
        input  X  : (N, p)
        target Y  : (N, k) onehot
        param  W1 : (p, h),  b1 : (1, h)
        param  W2 : (h, k), b2 : (1, k)
        Z1 = X W1 + b1
        H = relu(Z1)
        Z2 = H W2 + b2
        output P = softmax(Z2)
        loss   L  = cross_entropy(P, Y) / N
        """,
        Map.of("N", n, "p", in, "h", hidden, "k", out));
  }
}
