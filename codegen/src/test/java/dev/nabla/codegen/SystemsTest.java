package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.check.CheckReport;
import dev.nabla.codegen.check.GradientCheck;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Generated gradients of many definitions against interpreted and numeric ones. */
class SystemsTest {
  record System(String name, DerivedProgram program) {}

  private static System of(String name, String text) {
    return new System(name, Specs.derived(text));
  }

  static List<System> systems() {
    return List.of(
        new System("2-4-1", Specs.binary(2, 4)),
        new System("1-1-1", Specs.binary(1, 1)),
        new System("7-13-1", Specs.binary(7, 13)),
        new System("4-8-3", Specs.classifier(4, 8, 3, "relu")),
        new System("16-32-8", Specs.classifier(16, 32, 8, "tanh")),
        new System("17-31-5", Specs.classifier(17, 31, 5, "sigmoid")),
        new System("300-40-20", Specs.classifier(300, 40, 20, "softplus")),
        new System("row 4-8-3", Specs.rowClassifier(4, 8, 3)),
        new System("row 19-37-2", Specs.rowClassifier(19, 37, 2)),
        new System("rows 3x2-4-2", Specs.rows(3, 2, 4, 2)),
        new System("rows 9x5-18-3", Specs.rows(9, 5, 18, 3)),
        new System("rows 20x70-33-17", Specs.rows(20, 70, 33, 17)),
        of(
            "logistic",
            "input X : (11, 5); target y : (11, 1); param w : (5, 1), b : ()\n"
                + "z = X w + b; loss J = sum(log(1 + exp(z)) - y ⊙ z)"),
        of(
            "batch form",
            "input X : (20, 17); param W : (18, 17), b : (18, 1)\n"
                + "output Z = X W^T + b^T\n loss L = sum(Z .^ 3)"),
        of(
            "vector result",
            "input x : (3, 1); param W : (4, 3), b : (4, 1)\n u = sigmoid(W x + b)"),
        of("matrix result", "input X : (5, 3); param W : (4, 3)\n U = tanh(X W^T)"),
        of(
            "five layers",
            "input x : (3, 1); param W1 : (18, 3), W2 : (17, 18), W3 : (16, 17), W4 : (4, 16), W5 : (2, 4)\n"
                + "f = W5 sigmoid(W4 tanh(W3 relu(W2 relu(W1 x))))"),
        of(
            "squares",
            "input x : (6, 1); target t : (4, 1); param W : (6, 4)\n"
                + "y[j] = sum[i] x[i] W[i,j]\n loss L = sum[j] (y[j] - t[j])^2"),
        of(
            "order 3",
            "input x : (3, 1), v : (4, 1); target t : (5, 1); param A : (5, 3, 4)\n"
                + "y[k] = sum[i,j] A[k,i,j] x[i] v[j]\n loss L = sum[k] (y[k] - t[k])^2"),
        of(
            "order 3 looped",
            "input x : (13, 1), v : (14, 1); target t : (15, 1); param A : (15, 13, 14)\n"
                + "y[k] = sum[i,j] A[k,i,j] x[i] v[j]\n loss L = sum[k] (y[k] - t[k])^2"),
        of(
            "order 3 elementwise",
            "input X : (3, 4); param A : (5, 3, 4)\n"
                + "B = tanh(A)\n loss L = sum[k,i,j] B[k,i,j] X[i,j]"),
        of("trace", "param A : (4, 4), B : (4, 4)\n loss L = tr(A B) + tr(A)"),
        of("trace looped", "param A : (24, 24), B : (24, 24)\n loss L = tr(A B A) + tr(A)"),
        of("elements", "input x : (3, 1)\n f = [x[1] + x[2] x[3], x[1]^2 + 3 x[2]]"),
        of(
            "matrix element",
            "param A : (20, 20), v : (20, 1)\n loss L = A[2,3]^2 + (A v)[4] + sum(A)"),
        of(
            "identity",
            "param A : (5, 5), v : (5, 1)\n loss L = v^T (A + 2 identity(5)) v + sum(diag(v) A)"),
        of(
            "identity looped",
            "param A : (25, 25), v : (25, 1)\n loss L = v^T (A + 2 identity(25)) v + sum(exp(diag(v)) ⊙ A)"),
        of("inverse", "param A : (4, 4), v : (4, 1)\n loss L = v^T inv(A + 5 identity(4)) v"),
        of("logdet", "param A : (4, 4)\n loss L = logdet(A A^T + identity(4)) + det(A)"),
        of(
            "inverse looped",
            "param A : (20, 20), v : (20, 1)\n loss L = v^T inv(A A^T + 5 identity(20)) v + logdet(A A^T + identity(20))"),
        of("max", "param v : (7, 1), A : (3, 8)\n loss L = max(v) + min(A) + sum(max(v, 0.3))"),
        of(
            "max looped",
            "param v : (70, 1), A : (30, 18)\n loss L = max(v) + min(A) + sum(max(v, 0.3))"),
        of("prod", "param v : (6, 1)\n loss L = prod(v)"),
        of("prod looped", "param v : (25, 1)\n loss L = prod(exp(v / 5)) + norm(v)"),
        of(
            "logsumexp",
            "param v : (6, 1), A : (3, 4)\n loss L = logsumexp(v)^2 + sum(logsumexp(A))"),
        of(
            "logsumexp looped",
            "param v : (60, 1), A : (30, 24)\n loss L = logsumexp(v)^2 + sum(logsumexp(A))"),
        of("softmax rows", "param A : (19, 23), B : (19, 23)\n loss L = sum(softmax(A) ⊙ B)"),
        of("norms", "param v : (6, 1), A : (3, 4)\n loss L = norm(v) + norm1(A) + mean(A)"),
        of("scalars", "input x : (), y : (), z : ()\n f = (x + y) z"),
        of(
            "hinge",
            "input x : (5, 1); target y : (); param w : (5, 1), b : ()\n s = w^T x + b\n loss L = max(0, 1 - y s) + 0.01 w^T w"),
        of(
            "chain of products",
            "param A : (20, 18), B : (18, 22), C : (22, 3), v : (3, 1)\n loss L = norm(A B C v)"),
        of("quadratic", "param x : (5, 1)\n loss y = x^T x"),
        of(
            "no gradient path",
            "input x : (2, 1); param w : (2, 1), u : (3, 1)\n loss L = sum(w ⊙ x)"),
        of(
            "positive",
            "param s : (4, 1) positive, t : () positive\n loss L = sum(log(s)) sqrt(t) + sum(s .^ 2.5) + t^(-3)"),
        of(
            "two outputs",
            "input x : (3, 1), u : (2, 1); target y : (2, 1); param W : (3, 2)\n"
                + "output a = W^T x; output b = a + u\n loss L = sum((b - y) .^ 2)"),
        of("reused loss", "param w : (3, 1)\n a = sum(w .^ 2)\n loss L = a exp(-a)"),
        of(
            "names",
            "input `class` : (2, 1)".replace("`", "")
                + ", int : (); param theta : (2, 1), grad : (), π2 : (), INPUTS : (2,1), getW : (), w : (), W: ()\n"
                + "x = theta^T class + grad int; out = x π2 + theta^T INPUTS + getW w W; loss δloss = out^2"));
  }

  @TestFactory
  Stream<DynamicTest> inDoublePrecision() {
    return systems().stream()
        .map(
            s -> DynamicTest.dynamicTest(s.name(), () -> check(s, NumberType.DOUBLE, 1e-10, 2e-6)));
  }

  @TestFactory
  Stream<DynamicTest> inSinglePrecision() {
    return systems().stream()
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> check(s, NumberType.FLOAT, 2e-3, 2e-3)));
  }

  private static void check(System system, NumberType type, double exact, double numeric) {
    CheckReport report = GradientCheck.check(system.program(), type, 42, 2);
    for (CheckReport.Entry entry : report.entries()) {
      assertThat(entry.generatedToInterpreted()).as("%s", entry).isLessThan(exact);
      assertThat(entry.interpretedToNumeric()).as("%s", entry).isLessThan(2e-6);
      assertThat(entry.generatedToNumeric()).as("%s", entry).isLessThan(numeric);
    }
  }
}
