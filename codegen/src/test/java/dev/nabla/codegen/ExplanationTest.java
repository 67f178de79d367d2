package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.schedule.Section;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which schedule is chosen for what, among those that all compute the same, and what it costs. */
class ExplanationTest {
  private enum Example {
    BINARY(() -> Specs.binary(2, 4)),
    CLASSIFIER(() -> Specs.classifier(784, 128, 10, "relu")),
    SMALL(() -> Specs.classifier(16, 32, 8, "tanh")),
    ROW(() -> Specs.rowClassifier(19, 37, 2)),
    ROWS(() -> Specs.rows(64, 100, 64, 10)),
    TABLES(
        () ->
            Specs.derived(
                """
                input X : (3, 70); param A : (40, 300), B : (300, 40), C : (70, 20), v : (40, 1)
                u = A^T v
                w = A (B v)
                Y = X C
                S = 2 A + u^T
                loss L = sum(S .^ 3) + w^T w + sum(exp(Y)) + max(u)
                """));

    private final DerivedProgram program;

    Example(Supplier<DerivedProgram> program) {
      this.program = program.get();
    }

    ScheduleExplanation explained(Target target) {
      return new JavaGenerator()
          .explain(program, Options.of("", "Net").withTarget(target).withBatch());
    }
  }

  /** What is chosen for the first statement whose formula begins like this, where, and its work. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BINARY     | PLAIN  | gradient | z1 = W1^T x | 4 over 2 | STRAIGHT | 16",
        "BINARY     | VECTOR | gradient | dL/dW1 = | 2x4 | STRAIGHT | 8",
        "SMALL      | PLAIN  | gradient | h = tanh | 32 over 16 | ROWS | 576",
        "SMALL      | PLAIN  | gradient | z = W2^T h | 8 over 32 | DOTS | 264",
        "SMALL      | PLAIN  | gradient | t1 = exp | 8 | STRAIGHT | 8",
        "SMALL      | PLAIN  | gradient | dL/dW1 = | 16x32 | OUTER | 512",
        "SMALL      | PLAIN  | gradient | dL/dW2 = | 32x8 | LOOPS | 256",
        "SMALL      | VECTOR | gradient | h = tanh | 32 over 16 | VECTOR_TILES | 576",
        "SMALL      | VECTOR | gradient | δh = | 32 over 8 | DOTS | 320",
        "SMALL      | VECTOR | gradient | dL/dW2 = | 32x8 | VECTORS | 256",
        "CLASSIFIER | PLAIN  | gradient | t1 = W1^T x | 128 over 784 | TILED_ROWS | 100608",
        "CLASSIFIER | PLAIN  | gradient | dL/dW1 = | 784x128 | TILED_OUTER | 100352",
        "CLASSIFIER | PLAIN  | gradient of 32 samples | t1 = x W1 | 32x128 over 784 | BLOCK_ROWS | 3219456",
        "CLASSIFIER | PLAIN  | gradient of 8 samples | dL/dW2 = | 128x10 over 8 | ROWS | 11520",
        "CLASSIFIER | VECTOR | gradient | p = softmax | 10 | VECTORS | 20",
        "CLASSIFIER | VECTOR | gradient of 64 samples | z = h W2 | 64x10 over 128 | LOOPS+VECTOR_DOTS | 82560",
        "CLASSIFIER | VECTOR | gradient of 64 samples | dL/dW2 = | 128x10 over 64 | VECTOR_TILES+LOOPS | 83200",
        "ROW        | PLAIN  | gradient | h = tanh | 37 over 19 | DOTS | 777",
        "ROW        | PLAIN  | gradient | dL/dW1 = | 37x19 | OUTER | 703",
        "ROW        | VECTOR | gradient | h = tanh | 37 over 19 | DOTS | 777",
        "ROWS       | VECTOR | gradient of 64 samples, side by side | Z1 = | 64x64x64 over 100 | VECTOR_TILES | 26738688",
        "ROWS       | VECTOR | gradient | L = sum | 1 over 64x10 | VECTOR_DOTS | 641",
        "TABLES     | PLAIN  | loss | u = A^T v | 300 over 40 | ROWS | 12300",
        "TABLES     | PLAIN  | loss | Y = X C | 3x20 over 70 | BLOCK_ROWS | 4260",
        "TABLES     | PLAIN  | loss | S = 2 A | 40x300 | OUTER | 12000",
      })
  void schedulesAreChosenByShape(
      Example example,
      Target target,
      String method,
      String formula,
      String shape,
      String kinds,
      long work) {
    ScheduleExplanation.Choice choice =
        example.explained(target).methods().stream()
            .filter(m -> m.name().equals(method))
            .flatMap(m -> m.statements().stream())
            .filter(c -> c.formula().startsWith(formula))
            .findFirst()
            .orElseThrow();

    assertThat(choice.shape()).isEqualTo(shape);
    assertThat(choice.kinds().stream().map(Section.Kind::name).collect(Collectors.joining("+")))
        .isEqualTo(kinds);
    assertThat(choice.work()).isEqualTo(work);
  }

  /** What is computed before the loss, at which points: products by their cheapest order. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A : (20, 3), B : (3, 17), C : (17, 3), v : (3, 1) | norm(A B C v)"
            + "| 17 over 3; 3 over 17; 20 over 3; 1 over 20",
        "A : (20, 3), B : (3, 17), C : (17, 30) | sum(exp(A B C))"
            + "| 3x30 over 17; 20x30 over 3; 1 over 20x30",
        "A : (20, 17), B : (17, 3), C : (3, 30) | sum(exp(A B C))"
            + "| 3x20 over 17; 20x30 over 3; 1 over 20x30",
        "u : (20, 1), v : (30, 1) | sum(exp(u)) sum(v .^ 3) | 1 over 20 and 30",
        "u : (20, 1) | sum(tanh(u)) + tanh(u)^T tanh(u) | 20; 1 over 20",
        "u : (20, 1) | sum(2 u) + u^T u | 1 over 20",
        "u : (20, 1), v : (30, 1), A : (20, 30) | sum(A ⊙ (u v^T)) + sum(A ⊙ A) | 1 over 20x30",
        "u : (20, 1), A : (20, 30) | sum(tanh(A + exp(u))) | 20; 1 over 20x30",
        "u : (20, 1), A : (20, 30) | sum(tanh(A + u)) | 1 over 20x30",
        "u : (20, 1), A : (20, 30) | sum(tanh(A + sqrt(u))) | 20; 1 over 20x30",
        "A : (20, 20) | max(A A) | 20x20 over 20; 1 over 20x20",
      })
  void productsAndSharedPartsAreComputedOnce(String parameters, String loss, String shapes) {
    DerivedProgram program =
        Specs.derived("param " + parameters.strip() + "\nloss L = " + loss.strip());
    ScheduleExplanation.Method method =
        new JavaGenerator()
            .explain(program, Options.of("", "Net")).methods().stream()
                .filter(m -> m.name().equals("loss"))
                .findFirst()
                .orElseThrow();
    assertThat(
            method.statements().stream()
                .map(ScheduleExplanation.Choice::shape)
                .collect(Collectors.joining("; ")))
        .isEqualTo(shapes.strip());
  }

  /** The estimated bytecode is enough for the actual one, and not far more. */
  @ParameterizedTest
  @EnumSource(
      value = Example.class,
      names = {"BINARY", "SMALL", "ROW"})
  void bytecodeIsEstimated(Example example) {
    for (Target target : Target.values()) {
      Options options = Options.of("", "Net").withTarget(target);
      ScheduleExplanation explanation = new JavaGenerator().explain(example.program, options);
      Map<String, Integer> lengths =
          CodeLengths.of(
              InMemoryCompiler.compile(new JavaGenerator().generate(example.program, options))
                  .get("Net"));
      Set<String> methods =
          Arrays.stream(Goal.values()).map(Goal::methodName).collect(Collectors.toSet());
      int actual =
          lengths.entrySet().stream()
              .filter(
                  e ->
                      methods.contains(e.getKey().replaceFirst("\\(.*", ""))
                          || e.getKey().matches(COMPUTES))
              .mapToInt(Map.Entry::getValue)
              .sum();
      int estimated =
          explanation.methods().stream().mapToInt(ScheduleExplanation.Method::bytecode).sum();
      assertThat(actual).as("%s", target).isBetween(estimated / 4, estimated);
    }
  }

  private static final String COMPUTES = "(compute|tiles|dots|elements).*";

  @Test
  void methodsAndSizesAreTold() {
    ScheduleExplanation binary =
        new JavaGenerator().explain(Example.BINARY.program, Options.of("", "Net"));
    assertThat(binary.methods())
        .extracting(ScheduleExplanation.Method::name)
        .containsExactly("predict", "loss", "gradient");
    assertThat(binary.methods()).allMatch(ScheduleExplanation.Method::inRegisters);
    assertThat(binary.scratchBytes()).isZero();

    ScheduleExplanation small = Example.SMALL.explained(Target.PLAIN);
    assertThat(small.methods())
        .extracting(ScheduleExplanation.Method::name)
        .containsExactly(
            "predict",
            "loss",
            "gradient",
            "predict of 32 samples",
            "gradient of 32 samples",
            "predict of 8 samples",
            "gradient of 8 samples");
    assertThat(small.methods()).noneMatch(ScheduleExplanation.Method::inRegisters);
    for (ScheduleExplanation.Method method : small.methods()) {
      assertThat(method.work())
          .isEqualTo(method.statements().stream().mapToLong(ScheduleExplanation.Choice::work).sum())
          .isPositive();
    }
    Options options = Options.of("", "Net");
    DerivedProgram program = Example.SMALL.program;
    long bytes = new JavaGenerator().explain(program, options).scratchBytes();
    assertThat(bytes).isPositive();
    assertThat(
            new JavaGenerator().explain(program, options.withType(NumberType.FLOAT)).scratchBytes())
        .isEqualTo(bytes / 2);
    assertThat(new JavaGenerator().explain(program, options.with(Set.of(Goal.JACOBIAN))).methods())
        .extracting(ScheduleExplanation.Method::name)
        .isEqualTo(List.of("predict", "loss", "gradient", "jacobian"));
  }

  /** The work arrays that are told are those that the class has. */
  @ParameterizedTest
  @CsvSource({
    "CLASSIFIER_9_18_16, PLAIN",
    "CLASSIFIER_261_16_2, VECTOR",
    "ROWS_3X67_17_2, PLAIN",
    "ROWS_3X67_17_2, VECTOR",
    "INVERSE, PLAIN",
    "LOGSUMEXP, VECTOR",
    "LONG_CHAIN, PLAIN"
  })
  void workArraysAreCounted(SmallNetworks network, Target target) {
    Options options = Options.of("", "Net").withTarget(target);
    String text = new JavaGenerator().generate(network.program(), options).text();
    long numbers =
        Pattern.compile("private final double\\[.* = new double((?:\\[[0-9]+\\])+);")
            .matcher(text)
            .results()
            .mapToLong(
                field ->
                    Arrays.stream(field.group(1).split("\\D+"))
                        .filter(size -> !size.isEmpty())
                        .mapToLong(Long::parseLong)
                        .reduce(1, (a, b) -> a * b))
            .sum();
    ScheduleExplanation explanation = new JavaGenerator().explain(network.program(), options);
    assertThat(explanation.scratchBytes()).isPositive().isEqualTo(8 * numbers);
  }

  /** Without a loss there is a result and its backward pass. */
  @Test
  void whatHasNoLossHasABackwardPass() {
    DerivedProgram program = Specs.derived("input x : (3, 1); param W : (2, 3)\n f = tanh(W x)");
    assertThat(new JavaGenerator().schedules(program, Options.of("", "Net")).keySet())
        .containsExactly(Goal.PREDICT, Goal.FORWARD, Goal.BACKWARD);
  }
}
