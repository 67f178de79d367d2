package dev.nabla.symbolic.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks of Hessians, Hessian-vector products, higher orders, and long chains. */
class HigherDerivativesTest {
  private static final String DEFINITIONS =
      """
      dim n; param x : (n); input A : (n,n); loss L = x^T A x | (A + A^T) v
      dim n; param x : (n); input A : (n,n) symmetric; loss L = x^T A x | 2 A v
      dim m, n; param x : (n); input A : (m,n), b : (m); loss L = ‖A x - b‖^2 | 2 A^T A v
      dim n; param x : (n); loss L = logsumexp(x) |
      dim n; param x : (n); loss L = sum(exp(x)) | v ⊙ exp(x)
      dim n; param x : (n); loss L = (x^T x)^2 |
      dim n; param x : (n); loss L = prod(x) |
      dim n; param X : (n,n); loss L = logdet(X) |
      dim n; param X : (n,n); loss L = tr(inv(X)) |
      dim m, n; param w : (n), b : (); input X : (m,n); target y : (m); z = X w + b; loss J = sum(log(1 + exp(z)) - y ⊙ z) |
      dim m, n; param W : (m,n), b : (m); input x : (n); target y : (m) onehot; z = W x + b; p = softmax(z); loss L = cross_entropy(p, y) |
      dim m, n; param W1 : (n,m), b1 : (m), W2 : (m,k), b2 : (k); dim k; input x : (n); target y : (k); h = tanh(W1^T x + b1); z = W2^T h + b2; p = sigmoid(z); loss L = sum(-y ⊙ log(p) - (1 - y) ⊙ log(1 - p)) |
      dim n; input x : (n), y : (n); param w : (n), b : (); c = exp(x); h = w ⊙ c; g = tanh(h + b); loss L = ‖g - y‖^2 |
      dim n; input J_h : (n), Dh : (n), v_w : (n); param w : (n), b : (n); h = tanh(w ⊙ J_h); g = tanh(h ⊙ Dh + b ⊙ v_w); loss L = ‖g‖^2 |
      param z : (3); h = sigmoid(z); l = log(h); k = tanh(l); loss L = sum(k) + sum(h ⊙ log(h)) |
      dim m, n; param U : (m,n), V : (m,n); loss L = sum(sin(U ⊙ V)) + ‖U‖^2 |
      dim n; param a : (), x : (n); loss L = a^2 sum(x.^3) + norm(x) |
      dim m, n; param W : (m,n); input X : (k,n); dim k; target Y : (k,m) onehot; loss L = cross_entropy_with_logits(X W^T, Y) / k |
      """;

  private static Derivation derive(Network network) {
    return Deriver.derive(network);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = DEFINITIONS)
  void blocksOfTheHessianAreTheDerivativesOfTheGradients(String definition, String product) {
    for (long longest : new long[] {1, 12, Jacobians.READABLE}) {
      Network network = Numbers.read(definition);
      Derivation derivation = derive(network);
      Partials hessians = new Jacobians(derivation.program(), longest).hessians(true);
      Numbers numbers = Numbers.of(network);
      int variables = derivation.gradients().size();
      assertThat(hessians.derivatives()).hasSize(variables * (variables + 1) / 2);
      for (PartialDerivative block : hessians.derivatives()) {
        Binding gradient =
            derivation.program().gradients().stream()
                .filter(b -> b.variable() == block.by().get(0))
                .findFirst()
                .orElseThrow();
        Expr whole = inlined(network, derivation.program(), hessians, gradient.value());
        Expr formula = inlined(network, derivation.program(), hessians, block.value());
        Numbers.assertClose(
            numbers.value(formula).data(),
            numbers.quotients(whole, block.last()),
            "the block " + block);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = DEFINITIONS)
  void hessianVectorProductsAreTheHessianTimesTheVector(String definition, String expected) {
    Network network = Numbers.read(definition);
    Exprs f = network.exprs();
    Derivation derivation = derive(network);
    HessianVector product = HessianVector.of(derivation.program());
    Partials hessians = new Jacobians(derivation.program()).hessians(true);
    Map<Variable, Expr> directions = new HashMap<>();
    int seed = 1;
    for (Variable direction : product.directions().values()) {
      directions.put(
          direction, f.scale(dev.nabla.grammar.base.Rational.of(seed++, 3), ramp(f, direction)));
    }
    Numbers numbers = Numbers.of(network);
    for (Binding part : product.products()) {
      Expr total = f.zeroLike(part.variable());
      for (PartialDerivative block : hessians.derivatives()) {
        total = f.add(total, times(f, block, part.variable(), product, directions));
      }
      Expr formula = part.value();
      for (int k = product.tangents().size() - 1; k >= 0; k--) {
        Binding tangent = product.tangents().get(k).binding();
        formula = f.substitute(formula, Map.of(tangent.variable(), tangent.value()));
      }
      formula = f.substitute(formula, directions);
      Numbers.assertClose(
          numbers.value(inlined(network, derivation.program(), hessians, formula)).data(),
          numbers.value(inlined(network, derivation.program(), hessians, total)).data(),
          "the product for " + part.variable());
    }
    if (expected != null) {
      Binding only = product.products().get(0);
      assertThat(Numbers.text(f, only.value(), only.variable().shape())).isEqualTo(expected);
    }
  }

  /** Some direction that is not the same everywhere. */
  private static Expr ramp(Exprs f, Variable v) {
    Expr ramp = f.onesLike(v);
    for (int axis = 0; axis < v.order(); axis++) {
      List<Integer> all = Exprs.range(0, v.order());
      Expr unit = f.basis(v.axes().get(axis), 1 + axis % 2);
      ramp =
          f.add(
              f.scale(dev.nabla.grammar.base.Rational.of(-1, 2), ramp),
              f.broadcastAlong(without(all, axis), v.axes(), unit));
    }
    return ramp;
  }

  private static java.util.Set<Integer> without(List<Integer> all, int axis) {
    java.util.Set<Integer> rest = new java.util.TreeSet<>(all);
    rest.remove(axis);
    return rest;
  }

  /** What a block contributes to the part of a variable. */
  private static Expr times(
      Exprs f,
      PartialDerivative block,
      Variable variable,
      HessianVector product,
      Map<Variable, Expr> directions) {
    Variable first = block.by().get(0);
    Variable last = block.last();
    List<Integer> rows = Exprs.range(0, first.order());
    List<Integer> columns = Exprs.range(first.order(), last.order());
    Expr total = f.zeroLike(variable);
    var whole =
        new dev.nabla.symbolic.expr.Contraction.Factor(
            block.value(), Exprs.range(0, block.value().order()));
    if (first == variable) {
      Expr v = directions.get(product.directions().get(last));
      total =
          f.add(
              total,
              f.contract(
                  List.of(whole, new dev.nabla.symbolic.expr.Contraction.Factor(v, columns)),
                  rows));
    }
    if (last == variable && first != last) {
      Expr v = directions.get(product.directions().get(first));
      total =
          f.add(
              total,
              f.contract(
                  List.of(whole, new dev.nabla.symbolic.expr.Contraction.Factor(v, rows)),
                  columns));
    }
    return total;
  }

  /** A formula with factors and adjoints written out. */
  private static Expr inlined(
      Network network, DerivedProgram program, Partials partials, Expr formula) {
    Expr result = formula;
    for (List<Binding> bindings : List.of(partials.bindings(), program.adjoints())) {
      for (int k = bindings.size() - 1; k >= 0; k--) {
        Binding binding = bindings.get(k);
        result = network.exprs().substitute(result, Map.of(binding.variable(), binding.value()));
      }
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          param x : (); loss L = x^5 | 60 x^2
          param x : (); loss L = sin(x) | -cos(x)
          param x : (); loss L = exp(2 x) | 8 exp(2 x)
          param x : (); h = tanh(x); loss L = h^2 |
          param x : (); loss L = sigmoid(x) |
          dim n; param x : (n); loss L = sum(x.^4) | [i,j,k] 24 identity(n)[i,j] identity(n)[i,k] x[i]
          dim n; param x : (n); loss L = logsumexp(x) |
          dim n; param x : (n); loss L = prod(x) |
          dim n; param x : (n); input a : (n); loss L = exp(a^T x) |
          dim n; param x : (); input a : (n); f = sin(x a) |
          """)
  void thirdDerivatives(String definition, String expected) {
    Network network = Numbers.read(definition);
    Variable x = network.given("x").orElseThrow();
    Partials orders =
        new Jacobians(Deriver.derive(network, List.of(x)).program()).orders(network.result(), x, 3);
    assertThat(orders.derivatives()).extracting(PartialDerivative::order).containsExactly(2, 3);
    Numbers numbers = Numbers.of(network);
    Expr second = orders.derivatives().get(0).value();
    Expr third = orders.derivatives().get(1).value();
    Numbers.assertClose(
        numbers.value(third).data(), numbers.quotients(second, x), "the third derivative");
    if (expected != null) {
      assertThat(Numbers.text(network.exprs(), third, Shape.ofAxes(third.axes())))
          .isEqualTo(expected);
    }
  }

  @Test
  void jacobiansOfNamedValuesByNamedValues() {
    Network network =
        Numbers.read(
            "dim m, n; param W : (m,n), V : (n,m); input x : (n); h = tanh(W x); f = V h + x");
    Variable h = network.value("h").orElseThrow().variable();
    Variable x = network.given("x").orElseThrow();
    Jacobians jacobians = new Jacobians(Deriver.derive(network).program());
    Exprs f = network.exprs();
    assertThat(text(f, jacobians.jacobians(network.result(), List.of(h)))).isEqualTo("V");
    assertThat(text(f, jacobians.jacobians(h, List.of(x)))).isEqualTo("diag(1 - h ⊙ h) W");
    assertThat(
            text(
                f,
                new Jacobians(Deriver.derive(network.withResult(h)).program())
                    .jacobians(h, List.of(x))))
        .isEqualTo("diag(1 - h ⊙ h) W");
  }

  private static String second(String definition) {
    Network network = Numbers.read(definition);
    Exprs f = network.exprs();
    DerivedProgram program = derive(network).program();
    HessianVector product = HessianVector.of(program);
    Partials hessians = new Jacobians(program).hessians(true);
    assertThat(hessians.isEmpty()).isFalse();
    StringBuilder text = new StringBuilder();
    for (Binding b : product.bindings()) {
      text.append(b.variable() + " = " + Numbers.text(f, b.value(), b.variable().shape()) + "\n");
    }
    for (Binding b : product.products()) {
      text.append("H " + b.variable() + " = ");
      text.append(Numbers.text(f, b.value(), b.variable().shape()) + "\n");
    }
    for (PartialDerivative d : hessians.derivatives()) {
      Shape shape = Shape.ofAxes(d.value().axes());
      text.append(d.above() + " by " + d.by() + " = " + Numbers.text(f, d.value(), shape) + "\n");
    }
    return text.toString();
  }

  @Test
  void opaqueFunctionsHaveDerivativesOfTheirOwn() {
    assertThat(
            second(
                "fn E(a, b); param x : (n), y : (m); input c : (k, n); u = c x; loss L = E(u, y)"))
        .isEqualTo(
            """
            Du = c v_x
            Dδu = E_u_u''(u, y) Du + E_u_y''(u, y) v_y
            H x = c^T Dδu
            H y = E_y_u''(u, y) Du + E_y_y''(u, y) v_y
            L by [x, x] = c^T E_u_u''(u, y) c
            L by [x, y] = c^T E_u_y''(u, y)
            L by [y, y] = E_y_y''(u, y)
            """);
  }

  /** What a definition calls its own names is called otherwise. */
  @Test
  void directionsAndTangentsHaveNamesOfTheirOwn() {
    assertThat(
            second(
                "dim n; input Dh : (n), v_w : (n); param w : (n), b : (n); h = exp(w);"
                    + " loss L = sum(h ⊙ Dh ⊙ b ⊙ v_w)"))
        .isEqualTo(
            """
            Dh_ = v_w_ ⊙ h
            Dδh = v_b ⊙ Dh ⊙ v_w
            H w = h ⊙ Dδh + δh ⊙ Dh_
            H b = Dh ⊙ v_w ⊙ Dh_
            L by [w, w] = diag(Dh ⊙ v_w ⊙ b ⊙ h)
            L by [w, b] = diag(Dh ⊙ v_w ⊙ h)
            L by [b, b] = zeros(n, n)
            """);
  }

  @Test
  void factorsHaveNamesOfTheirOwn() {
    Network network =
        Numbers.read(
            "dim n; input J_h : (n); param w : (n), b : (n); h = tanh(w ⊙ J_h);"
                + " g = tanh(h ⊙ b); loss L = ‖g‖^2");
    Partials hessians = new Jacobians(derive(network).program(), 1).hessians(true);
    assertThat(hessians.factors())
        .extracting(factor -> factor.name() + " of " + factor.derivative().by())
        .containsExactly(
            "J_δh of [w, δh]",
            "J_δg of [w, δg]",
            "J_g of [w, g]",
            "J2_h of [w, h]",
            "J2_δg of [b, δg]",
            "J2_g of [b, g]");
    assertThat(hessians.bindings())
        .extracting(Binding::variable)
        .isEqualTo(hessians.factors().stream().map(Partials.Factor::name).toList());
    assertThat(Partials.NONE.isEmpty()).isTrue();
    assertThat(Partials.NONE.and(hessians)).isEqualTo(hessians);
  }

  private static String text(Exprs f, Partials partials) {
    Expr value = partials.derivatives().get(0).value();
    return Numbers.text(f, value, Shape.ofAxes(value.axes()));
  }

  @Test
  @Tag("scale")
  void derivativesOfLongChainsAreByStatement() {
    Network network = chain(100, "loss L = ‖h100‖^2");
    Derivation derivation = Deriver.derive(network);
    Variable x = network.given("h0").orElseThrow();
    Variable last = network.value("h100").orElseThrow().variable();
    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          Jacobians jacobians = new Jacobians(derivation.program());
          Partials byInput = jacobians.jacobians(last, List.of(x));
          assertShort(byInput);
          assertThat(byInput.factors()).hasSizeBetween(15, 100);
          DerivedProgram program = Deriver.derive(network, List.of(x)).program();
          assertShort(new Jacobians(program).hessians(false));
          HessianVector product = HessianVector.of(derivation.program());
          assertThat(product.tangents())
              .allSatisfy(t -> assertThat(t.value().weight()).isLessThan(60));
        });
  }

  private static void assertShort(Partials partials) {
    assertThat(partials.factors())
        .allSatisfy(d -> assertThat(d.derivative().value().weight()).isLessThan(120));
    assertThat(partials.derivatives())
        .allSatisfy(d -> assertThat(d.value().weight()).isLessThan(120));
  }

  private static Network chain(int layers, String end) {
    StringBuilder text = new StringBuilder("dim n; input h0 : (n);");
    for (int k = 1; k <= layers; k++) {
      text.append("param W" + k + " : (n,n);");
    }
    for (int k = 1; k <= layers; k++) {
      text.append("h%d = tanh(W%d h%d);".formatted(k, k, k - 1));
    }
    return Numbers.read(text + end);
  }

  @Test
  void whatGradientsAreMadeOfIsWhatIsShown() {
    Network network =
        Numbers.read(
            "param z : (); input y : (); h = sigmoid(z);"
                + "loss L = -y log(h) - (1 - y) log(1 - h) + h^2");
    Derivation derivation = Deriver.derive(network);
    Expr expanded = derivation.expand(derivation.gradients().get(0).formula());
    Numbers numbers = Numbers.of(network);
    Variable z = network.given("z").orElseThrow();
    assertThat(numbers.value(expanded).value())
        .isCloseTo(numbers.quotients(network.result(), z)[0], within(1e-7));
  }

  @Test
  void productsOfTheOthersAreRightAtZeros() {
    Network network = Numbers.read("dim n; param x : (n); loss L = prod(x)");
    Derivation derivation = Deriver.derive(network);
    Variable x = network.given("x").orElseThrow();
    Partials hessian = new Jacobians(derivation.program()).hessians(false);
    var interpreter =
        new dev.nabla.symbolic.eval.Interpreter(size -> 3)
            .set(x, dev.nabla.symbolic.eval.Tensor.vector(2, 0, 5));
    assertThat(interpreter.value(derivation.gradients().get(0).formula()).data())
        .containsExactly(0, 10, 0);
    assertThat(interpreter.value(hessian.derivatives().get(0).value()).data())
        .containsExactly(0, 5, 0, 5, 0, 2, 0, 2, 0);
  }
}
