package dev.nabla.codegen.testing;

import com.palantir.javapoet.CodeBlock;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.lower.ArrayLayout;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.grammar.base.Names;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.expr.Variable;
import java.util.Map;

/**
 * Writes a JUnit 5 test of a generated class: each derivative that the class computes is compared
 * with differences of what it is the derivative of, as the class computes that itself, and batches
 * with their samples. The test needs nothing but JUnit, and does the same each time it runs.
 */
public final class TestEmitter {
  /** A point. */
  private static final String POINT =
      """
      $array:T theta = theta();
      $array:T x = x();
      $array:T y = y();
      """;

  /** The same where there is no target. */
  private static final String INPUT_POINT = POINT.substring(0, POINT.indexOf("$array:T y"));

  private static final String KEPT_X = "keptX";
  private static final String KEPT_THETA = "keptTheta";

  private final DerivedProgram program;
  private final ArrayLayout layout;
  private final Options options;
  private final boolean hasLoss;
  private final TestClass test;

  private TestEmitter(DerivedProgram program, Options options) {
    this.program = program;
    this.layout = ArrayLayout.of(program.network());
    this.options = options;
    this.hasLoss = program.network().loss().isPresent();
    boolean byInputs = ArrayLayout.gradientIsByInputs(program);
    this.test =
        new TestClass(
            options,
            byInputs,
            program.gradients().size(),
            byInputs ? at(KEPT_X, layout.inputs()) : at(KEPT_THETA, layout.parameters()));
  }

  /** What is computed at: an array, or what is left of it when its matrices keep their facts. */
  private static String at(String kept, Map<Variable, Buffer> places) {
    return places.keySet().stream().anyMatch(TestClass::isKept) ? kept + "(at)" : "at";
  }

  private String atTheta() {
    return at(KEPT_THETA, layout.parameters());
  }

  private String atX() {
    return at(KEPT_X, layout.inputs());
  }

  /** The text of the test of the class for a program; its name has {@code Test} behind that. */
  public static String emit(DerivedProgram program, Options options) {
    return new TestEmitter(program, options).file();
  }

  private String file() {
    if (hasLoss) {
      gradient();
    } else {
      backward();
    }
    extras();
    if (options.batch()) {
      batch();
    }
    if (!atTheta().equals("at")) {
      test.kept(KEPT_THETA, layout.parameters());
    }
    if (!atX().equals("at")) {
      test.kept(KEPT_X, layout.inputs());
    }
    test.draw("theta", "PARAMETERS", layout.parameters());
    test.draw("x", "INPUTS", layout.inputs());
    if (hasLoss) {
      test.draw("y", "TARGETS", layout.targets());
    }
    return test.file();
  }

  /** Compares the derivatives by each variable of an array. */
  private static CodeBlock compare(
      Map<Variable, Buffer> places, String at, String derivatives, String function) {
    CodeBlock.Builder all = CodeBlock.builder();
    places.forEach(
        (variable, place) -> {
          if (Deriver.isDerivable(variable)) {
            all.add(
                "compare($S, $L, $L, $L, $L, at -> $L);\n",
                Names.ascii(variable.name()),
                at,
                place.offset(),
                place.offset() + place.count(),
                derivatives,
                function);
          }
        });
    return all.build();
  }

  private void gradient() {
    test.atPoints(
        "gradientIsTheSlopeOfTheLoss",
        POINT
            + """
            $array:T grad = new $number:T[$network:T.$n:L];
            double loss = network.gradient(theta, x, y, grad);
            """,
        "loss",
        test.code("requireClose(\"the loss\", network.loss(theta, x, y), loss);\n").toBuilder()
            .add(slopesOfTheLoss())
            .build());
  }

  private CodeBlock slopesOfTheLoss() {
    String moved = "network.loss(" + test.moved() + ")";
    return compare(layout.differentiated(program), test.by(), "grad", moved);
  }

  private void backward() {
    test.atPoints(
        "backwardIsTheSlopeOfForward",
        INPUT_POINT
            + """
            $array:T weights = weights($network:T.RESULTS);
            $array:T grad = new $number:T[$network:T.PARAMETERS];
            $array:T xAdjoint = new $number:T[$network:T.INPUTS];
            network.backward(theta, x, weights, grad, xAdjoint);
            """,
        "dot(weights, result(theta, x))",
        compare(layout.parameters(), "theta", "grad", "dot(weights, result(" + atTheta() + ", x))")
            .toBuilder()
            .add(
                compare(
                    layout.inputs(), "x", "xAdjoint", "dot(weights, result(theta, " + atX() + "))"))
            .build());
  }

  /** Tests of what is there when it was asked for. */
  private void extras() {
    for (Goal goal : options.extras()) {
      switch (goal) {
        case JACOBIAN -> jacobian("jacobian", "x", "INPUTS", "theta, " + atX());
        case PARAMETER_JACOBIAN ->
            jacobian("parameterJacobian", "theta", "PARAMETERS", atTheta() + ", x");
        case HESSIAN -> hessian();
        case HESSIAN_VECTOR -> hessianVector();
        case GRADIENT_ONLY -> gradientOnly();
        default -> throw new IllegalArgumentException("every class has " + goal);
      }
    }
  }

  private void jacobian(String name, String by, String length, String moved) {
    String compare =
        """
        for (int n = 0; n < $math:T.min(ROWS, $network:T.OUTPUTS); n++) {
          int i = pick(n, ROWS, $network:T.OUTPUTS);
          $array:T row = $arrays:T.copyOfRange(jac, i * $network:T.LENGTH, (i + 1) * $network:T.LENGTH);
          compare("NAME", BY, 0, row.length, row, at -> predicted(MOVED)[i]);
        }
        """;
    test.atPoints(
        name + "IsTheSlopeOfThePredictions",
        INPUT_POINT
            + """
            $array:T out = predicted(theta, x);
            $array:T jac = new $number:T[$network:T.OUTPUTS * $network:T.LENGTH];
            network.NAME(theta, x, jac);
            """
                .replace("NAME", name)
                .replace("LENGTH", length),
        "dot(out, out)",
        test.code(
            compare
                .replace("NAME", name)
                .replace("LENGTH", length)
                .replace("BY", by)
                .replace("MOVED", moved)));
  }

  private void hessian() {
    test.atPoints(
        "hessianIsTheSlopeOfTheGradient",
        POINT
            + """
            $array:T hess = new $number:T[$network:T.$n:L * $network:T.$n:L];
            network.hessian(theta, x, y, hess);
            """,
        "network.loss(theta, x, y)",
        test.code(
            """
            for (int n = 0; n < $math:T.min(ROWS, $network:T.$n:L); n++) {
              int i = pick(n, ROWS, $network:T.$n:L);
              $array:T row = $arrays:T.copyOfRange(hess, i * $network:T.$n:L, (i + 1) * $network:T.$n:L);
              compare("hessian", $by:L, 0, row.length, row, at -> gradient($moved:L)[i]);
            }
            """));
  }

  private void hessianVector() {
    test.atPoints(
        "hessianVectorIsTheSlopeOfTheGradientAlongTheVector",
        POINT
            + """
            $array:T v = weights($network:T.$n:L);
            $array:T hv = new $number:T[$network:T.$n:L];
            network.hessianVector(theta, x, y, v, hv);
            """,
        "network.loss(theta, x, y)",
        test.code(
            """
            compare("hessianVector", $by:L, 0, hv.length, hv, at -> dot(v, gradient($moved:L)));
            """));
  }

  private void gradientOnly() {
    test.atPoints(
        "gradientOnlyIsTheSlopeOfTheLoss",
        POINT
            + """
            $array:T grad = new $number:T[$network:T.$n:L];
            network.gradientOnly(theta, x, y, grad);
            """,
        "network.loss(theta, x, y)",
        slopesOfTheLoss());
  }

  private void batch() {
    if (hasLoss) {
      boolean sum = program.network().lossIsSum();
      test.test(
          sum ? "theGradientOfABatchIsTheSum" : "theGradientOfABatchIsTheMean",
          test.code(
              """
              $array:T theta = theta();
              $array:T xs = new $number:T[SAMPLES * $network:T.INPUTS];
              $array:T ys = new $number:T[SAMPLES * $network:T.TARGETS];
              $array:T grad = new $number:T[$network:T.$n:L];
              double[] expected = new double[grad.length];
              double loss = 0;
              for (int i = 0; i < SAMPLES; i++) {
                $array:T x = x();
                $array:T y = y();
                $system:T.arraycopy(x, 0, xs, i * x.length, x.length);
                $system:T.arraycopy(y, 0, ys, i * y.length, y.length);
                loss += network.gradient(theta, x, y, grad)SHARE;
                for (int k = 0; k < grad.length; k++) {
                  expected[k] += grad[k]SHARE;
                }
              }
              requireClose("the loss of the batch", loss, network.gradientBatch(theta, xs, ys, SAMPLES, grad));
              requireAllClose("the gradient of the batch", expected, grad);
              """
                  .replace("SHARE", sum ? "" : " / SAMPLES")));
    }
    test.test(
        "aBatchIsPredictedAsItsSamplesAre",
        test.code(
            """
            $array:T theta = theta();
            $array:T xs = new $number:T[SAMPLES * $network:T.INPUTS];
            $array:T outs = new $number:T[SAMPLES * $network:T.OUTPUTS];
            double[] expected = new double[outs.length];
            for (int i = 0; i < SAMPLES; i++) {
              $array:T x = x();
              $system:T.arraycopy(x, 0, xs, i * x.length, x.length);
              $array:T out = predicted(theta, x);
              for (int k = 0; k < out.length; k++) {
                expected[i * out.length + k] = out[k];
              }
            }
            network.predictBatch(theta, xs, SAMPLES, outs);
            requireAllClose("the predictions of the batch", expected, outs);
            """));
  }
}
