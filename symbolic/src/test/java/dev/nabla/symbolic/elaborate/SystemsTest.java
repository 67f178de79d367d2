package dev.nabla.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.symbolic.network.Network;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks of the lecture notes, as a user writes them, and the shapes their values have. */
class SystemsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          G2  | dim n = 1; input z2 : (n); target y : (n); loss L = -y z2 + log(1 + e^z2) | L ()
          G3  | input x : (); s = sigmoid(x) | s ()
          G4  | z = W x; h = tanh(z) | h (n, 1)
          G5  | loss L += (w^T x - y)^2 | L (), w (n, 1), y ()
          T1  | input x : (), y : (), z : (); f = (x + y) z | f ()
          T2  | f = W5 σ(W4 tanh(W3 max(0, W2 max(0, W1 x)))) | f (n, 1), W1 (r, s), W5 (n, m)
          T3  | y[i] = sum[j] w[i,j] x[j]; loss L = sum[i] (y[i] - t[i])^2 | y (n, 1), t (n, 1), L ()
          T3r | h = relu(V x + c); z = U h + d; loss L = sum[i] (z[i] - t[i])^2 | h (n, 1), L ()
          T4  | dim i = 3, h = 4, o = 2; input x : (i); param W1 : (h, i), b1 : (h), W2 : (o, h), b2 : (o); f = W2 tanh(W1 x + b1) + b2 | f (o, 1)
          T5  | h = sigmoid(V x); p = sigmoid(W h); loss E = -(sum[i] (t[i] log(p[i]) + (1 - t[i]) log(1 - p[i]))) | E ()
          T6  | const λ = 0.01; input x : (n); target y : (); param w : (n), b : (); s = w^T x + b; loss L = max(0, 1 - y s) + λ ‖w‖^2 | L ()
          R1  | dim n = 1; input x : (n); zH = [1, 1] x + [-1, -3]; uH = step(zH); zO = [-1, 2]^T uH - 0.5; yhat = step(zO) | zH (2, 1), zO (), yhat ()
          R2  | ZH = X WH^T + bH^T; UH = sigmoid(ZH); ZO = UH WO^T + bO^T | ZH (n, p), ZO (n, q)
          R3  | z = W x + b; p = softmax(z); k = argmax(z); s = sign(z) | p (n, 1), k (), s (n, 1)
          R4  | input x : (3); f = [x[1] + x[2] x[3], x[1]^2 + 3 x[2]] | f (2, 1)
          R5  | dim N, p; input X : (N, p); target y : (N); param w : (p), b : (); z = X w + b; loss J = sum[i] (log(1 + e^z[i]) - y[i] z[i]) | z (N, 1), J ()
          R6  | u = sigmoid(W x + b) | u (n, 1)
          R7  | z = W x + b; loss L = ‖y - z‖^2 | y (n, 1), L ()
          R8  | Z = X W^T + b^T; U = relu(Z); S = U V^T + c^T; loss L = cross_entropy_with_logits(S, Y) | L (), c (q, 1), S (n, q)
          R9  | Z = X W^T + b^T; U = exp(Z); yhat = U α; loss L = sum[i] (y[i] - yhat[i])^2 | Z (n, p), α (p, 1), yhat (n, 1)
          R11 | y[i,j] = sum[k,l] T[i,j,k,l] X[k,l] | T (n, m, p, q), y (n, m)
          U1  | dim n; input x : (n); param w : (n), b : (); y = sign(b + w^T x) | y ()
          C1  | input x : (n); y = x^T x | y ()
          C2  | fn g(u); fn E(z, y); a1[j] = sum[i] x[i] W1[i,j]; z1 = g(a1); a2[k] = sum[j] z1[j] W2[j,k]; z2 = g(a2); loss L = E(z2, y) | a1 (m, 1), a2 (p, 1), L ()
          C3  | fn g(u); a1 = W1^T x; a2 = W2^T g(a1); a3 = W3^T g(a2); loss E = sum((g(a3) - y).^2) | a3 (q, 1), E ()
          """)
  void elaborates(String system, String text, String shapes) {
    Network network = Specs.network(text);
    Map<String, String> found = Specs.shapes(network);
    for (String shape : shapes.split("(?<=\\)), ")) {
      String[] parts = shape.split(" ", 2);
      assertThat(found).as(system).containsEntry(parts[0], parts[1]);
    }
  }
}
