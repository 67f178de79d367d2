package dev.nabla.codegen;

import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Networks that are small, but large enough for every schedule, with what they have to compute. */
enum SmallNetworks {
  BINARY_2_4_1(() -> Specs.binary(2, 4), Goal.HESSIAN, Goal.HESSIAN_VECTOR, Goal.JACOBIAN),
  BINARY_1_1_1(() -> Specs.binary(1, 1), Goal.HESSIAN, Goal.PARAMETER_JACOBIAN),
  CLASSIFIER_4_8_3(() -> Specs.classifier(4, 8, 3, "tanh"), Goal.HESSIAN_VECTOR, Goal.JACOBIAN),
  CLASSIFIER_17_31_5(() -> Specs.classifier(17, 31, 5, "sigmoid")),
  CLASSIFIER_9_18_16(() -> Specs.classifier(9, 18, 16, "softplus"), Goal.GRADIENT_ONLY),
  CLASSIFIER_261_16_2(() -> Specs.classifier(261, 16, 2, "relu")),
  ROW_CLASSIFIER_19_37_2(() -> Specs.rowClassifier(19, 37, 2), Goal.HESSIAN_VECTOR),
  ROWS_3X2_4_2(() -> Specs.rows(3, 2, 4, 2), Goal.PARAMETER_JACOBIAN),
  ROWS_9X5_18_3(() -> Specs.rows(9, 5, 18, 3), Goal.GRADIENT_ONLY),
  ROWS_3X67_17_2(() -> Specs.rows(3, 67, 17, 2)),
  LOGISTIC(
      """
      input X : (11, 5); target y : (11, 1); param w : (5, 1), b : ()
      z = X w + b; loss J = sum(log(1 + exp(z)) - y ⊙ z)
      """,
      Goal.HESSIAN,
      Goal.HESSIAN_VECTOR),
  BATCH_FORM(
      """
      input X : (5, 9); param W : (18, 9), b : (18, 1)
      output Z = X W^T + b^T
      loss L = sum(Z .^ 3)
      """),
  VECTOR_RESULT(
      "input x : (3, 1); param W : (4, 3), b : (4, 1)\n u = sigmoid(W x + b)", Goal.JACOBIAN),
  MATRIX_RESULT("input X : (5, 3); param W : (4, 3)\n U = tanh(X W^T)", Goal.PARAMETER_JACOBIAN),
  ORDER_3(
      """
      input x : (3, 1), v : (4, 1); target t : (5, 1); param A : (5, 3, 4)
      y[k] = sum[i,j] A[k,i,j] x[i] v[j]
      loss L = sum[k] (y[k] - t[k])^2
      """,
      Goal.JACOBIAN),
  ORDER_3_LONG(
      """
      input x : (13, 1), v : (17, 1); target t : (15, 1); param A : (15, 13, 17)
      y[k] = sum[i,j] A[k,i,j] x[i] v[j]
      loss L = sum[k] (y[k] - t[k])^2
      """),
  ELEMENTS("input x : (3, 1)\n f = [x[1] + x[2] x[3], x[1]^2 + 3 x[2]]", Goal.JACOBIAN),
  MATRIX_ELEMENT(
      "param A : (20, 20), v : (20, 1)\n loss L = A[2,3]^2 + (A v)[4] + sum(A)",
      Goal.HESSIAN_VECTOR),
  TRACE("param A : (9, 9), B : (9, 9)\n loss L = tr(A B A) + tr(A)", Goal.HESSIAN_VECTOR),
  IDENTITY(
      """
      param A : (18, 18), v : (18, 1)
      loss L = v^T (A + 2 identity(18)) v + sum(exp(diag(v)) ⊙ A)
      """,
      Goal.HESSIAN_VECTOR),
  INVERSE(
      "param A : (4, 4), v : (4, 1)\n loss L = v^T inv(A + 5 identity(4)) v",
      Goal.HESSIAN,
      Goal.HESSIAN_VECTOR),
  LOGDET("param A : (6, 6)\n loss L = logdet(A A^T + identity(6)) + det(A / 2 + identity(6))"),
  MAX(
      """
      param v : (20, 1), A : (9, 10)
      loss L = max(v)^2 + min(A) + sum(max(v, 0.3))
      """,
      Goal.HESSIAN_VECTOR),
  PROD("param v : (19, 1)\n loss L = prod(exp(v / 5)) + norm(v)", Goal.HESSIAN),
  LOGSUMEXP("param v : (20, 1), A : (18, 17)\n loss L = logsumexp(v)^2 + sum(logsumexp(A))"),
  SOFTMAX_ROWS(
      "param A : (9, 19), B : (9, 19)\n loss L = sum(softmax(A) ⊙ B)", Goal.HESSIAN_VECTOR),
  HINGE(
      """
      input x : (5, 1); target y : (); param w : (5, 1), b : ()
      s = w^T x + b
      loss L = max(0, 1 - y s) + 0.01 w^T w
      """,
      Goal.HESSIAN),
  PRODUCTS(
      "param A : (20, 3), B : (3, 17), C : (17, 3), v : (3, 1)\n loss L = norm(A B C v)",
      Goal.GRADIENT_ONLY),
  BY_INPUTS("input x : (26, 1)\n loss y = x^T x + sum(x .^ 3)", Goal.HESSIAN, Goal.HESSIAN_VECTOR),
  NO_PATH("input x : (2, 1); param w : (2, 1), u : (3, 1)\n loss L = sum(w ⊙ x)", Goal.HESSIAN),
  POSITIVE(
      """
      param s : (18, 1) positive, t : () positive
      loss L = sum(log(s)) sqrt(t) + sum(s .^ 2.5) + t^(-3)
      """,
      Goal.HESSIAN),
  TWO_OUTPUTS(
      """
      input x : (3, 1), u : (2, 1); target y : (2, 1); param W : (3, 2)
      output a = W^T x; output b = a + u
      loss L = sum((b - y) .^ 2)
      """,
      Goal.JACOBIAN,
      Goal.PARAMETER_JACOBIAN,
      Goal.HESSIAN),
  PIECES(
      """
      input x : (21, 1); param v : (21, 1), w : (21, 1)
      u = abs(v) + max(v, w) - min(v, x) + relu(w) + gelu(v) + silu(w)
      output o = u ⊙ sign(w)
      loss L = sum(u ⊙ u / (1 + exp(w)) + sqrt(1 + w ⊙ w)) + sum(x) mean(v)
      """),
  LEAST_OF_PRODUCTS(
      """
      param V : (5, 2), U : (1, 1, 1)
      p = 2.7 cos(0.81)
      q[i,j,k] = U[i,j,k] min[l,r] 0.22 (V[l,r] p)
      """),
  SAME_FOR_ALL_SAMPLES(
      """
      input x : (18, 1); target y : (9, 1); param W : (18, 9), c : ()
      output o = W^T x - y
      loss L = sum((W^T x - y) .^ 2) / sum(W .^ 2) + 3 sum(W .^ 2) + exp(c) c
      """),
  /** Vectors that cannot be made together, so many that their arrays are used again. */
  LONG_CHAIN(
      """
      input x : (300, 1); param a : (300, 1), b : (300, 1)
      u1 = tanh(a ⊙ x); u2 = sin(sum(u1) b + u1); u3 = tanh(sum(u2) a / 9 + u2)
      u4 = sin(sum(u3) b / 9 + u3); u5 = tanh(sum(u4) a / 9 + u4)
      loss L = sum(exp(u5 / 9) ⊙ u1) + u3^T u5
      """,
      Goal.GRADIENT_ONLY,
      Goal.HESSIAN_VECTOR);

  private final Supplier<DerivedProgram> derived;
  private final List<Goal> extras;
  private DerivedProgram program;
  private Reference point;
  private final Map<Goal, Map<Space, double[]>> results = new EnumMap<>(Goal.class);
  private final List<Reference> samples = new ArrayList<>();
  private final Map<Reference, Map<Goal, Map<Space, double[]>>> ofSamples = new HashMap<>();

  SmallNetworks(Supplier<DerivedProgram> derived, Goal... extras) {
    this.derived = derived;
    this.extras = List.of(extras);
  }

  SmallNetworks(String text, Goal... extras) {
    this(() -> Specs.derived(text), extras);
  }

  synchronized DerivedProgram program() {
    if (program == null) {
      program = derived.get();
      point = Reference.draw(program, new Random(ordinal()));
    }
    return program;
  }

  /** A point. */
  Reference point() {
    program();
    return point;
  }

  /** What methods have to write at the point. */
  synchronized Map<Space, double[]> results(Goal goal) {
    return results.computeIfAbsent(goal, g -> point().results(g));
  }

  /** Samples at which the parameters are the same. */
  synchronized List<Reference> samples(int count) {
    Random random = new Random(7);
    while (samples.size() < count) {
      samples.add(point().otherSample(random));
    }
    return samples.subList(0, count);
  }

  /** What a method has to write to an array for a sample. */
  synchronized double[] results(Reference sample, Goal goal, Space space) {
    return ofSamples
        .computeIfAbsent(sample, s -> new EnumMap<>(Goal.class))
        .computeIfAbsent(goal, sample::results)
        .get(space);
  }

  /** The methods that are tried. */
  List<Goal> goals() {
    List<Goal> goals =
        new ArrayList<>(
            program().network().loss().isPresent()
                ? List.of(Goal.PREDICT, Goal.LOSS, Goal.GRADIENT)
                : List.of(Goal.PREDICT, Goal.FORWARD, Goal.BACKWARD));
    goals.addAll(extras);
    return goals;
  }
}
