package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.lower.ArrayLayout;
import dev.nabla.codegen.lower.Batching;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.lower.Lowering;
import dev.nabla.codegen.lower.Work;
import dev.nabla.codegen.schedule.CodeRunner;
import dev.nabla.codegen.schedule.ScheduledProgram;
import dev.nabla.codegen.schedule.Scheduler;
import dev.nabla.codegen.schedule.Schedules;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every schedule computes is what the interpreter computes, without Java in between: small
 * networks of all kinds, with any choice of schedules, vectors of any length, alone and in blocks.
 */
class ScheduledCodeTest {
  /** The size of an open block. */
  private static final int OPEN = 32;

  /** Choices of schedules: the lanes that code is for, those it runs with, and what is allowed. */
  private enum Choice {
    LOOPS(0, 1),
    STRAIGHT(0, 1, Kind.STRAIGHT),
    ROWS(0, 1, Kind.ROWS, Kind.TILED_ROWS),
    BLOCK_ROWS(0, 1, Kind.ROWS, Kind.TILED_ROWS, Kind.BLOCK_ROWS),
    DOTS(0, 1, Kind.DOTS),
    OUTER(0, 1, Kind.OUTER, Kind.TILED_OUTER),
    ALL_PLAIN(0, 1, Kind.values()),
    VECTORS(4, 4, Kind.VECTORS),
    VECTOR_TILES(4, 2, Kind.VECTOR_TILES),
    VECTOR_DOTS(4, 4, Kind.VECTOR_DOTS),
    ALL_VECTOR(4, 4, Kind.values()),
    ALL_IN_HALF_AS_LONG_VECTORS(8, 4, Kind.values());

    private final Schedules schedules;
    private final int width;

    Choice(int lanes, int width, Kind... kinds) {
      Set<Kind> all = EnumSet.noneOf(Kind.class);
      all.addAll(List.of(kinds));
      OptionalInt most = lanes == 0 ? OptionalInt.empty() : OptionalInt.of(lanes);
      this.schedules = new Schedules(most, all);
      this.width = width;
    }
  }

  /** The arrays of a call: what is given, and no numbers where results go. */
  private static Map<Space, double[]> arrays(
      Map<Space, double[]> given, Map<Space, double[]> results) {
    Map<Space, double[]> arrays = new EnumMap<>(given);
    results.forEach(
        (space, expected) -> {
          double[] array = new double[expected.length];
          Arrays.fill(array, Double.NaN);
          arrays.put(space, array);
        });
    return arrays;
  }

  private static void assertClose(double[] actual, double[] expected, double exact, String what) {
    double largest =
        Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    assertThat(actual).as(what).containsExactly(expected, within(exact * Math.max(1, largest)));
  }

  /** Goals whose expected results are differences. */
  private static double exact(Goal goal) {
    return goal.isExtra() && goal != Goal.GRADIENT_ONLY ? 1e-6 : 1e-10;
  }

  @ParameterizedTest
  @EnumSource(SmallNetworks.class)
  void everyScheduleComputesWhatTheInterpreterDoes(SmallNetworks network) {
    DerivedProgram program = network.program();
    ArrayLayout layout = ArrayLayout.of(program.network());
    Reference point = network.point();
    List<Goal> goals = network.goals();
    List<LoopProgram> lowered = new ArrayList<>();
    for (Goal goal : goals) {
      lowered.add(
          Lowering.lower(program, layout, Work.of(program, layout, goal, false), e -> "formula"));
    }
    for (Choice choice : Choice.values()) {
      List<ScheduledProgram> scheduled = Scheduler.schedule(lowered, choice.schedules);
      Map<Space, double[]> arrays = new EnumMap<>(point.given());
      CodeRunner runner = new CodeRunner(arrays, choice.width, 0);
      int calls = choice == Choice.ALL_PLAIN || choice == Choice.ALL_VECTOR ? 2 : 1;
      for (int call = 0; call < calls; call++) {
        for (int k = 0; k < goals.size(); k++) {
          Goal goal = goals.get(k);
          String what = choice + " " + goal;
          arrays.putAll(arrays(point.given(), network.results(goal)));
          runner
              .run(scheduled.get(k))
              .ifPresent(
                  loss ->
                      assertClose(
                          new double[] {loss}, new double[] {point.loss()}, exact(goal), what));
          network
              .results(goal)
              .forEach(
                  (space, expected) ->
                      assertClose(arrays.get(space), expected, exact(goal), what + " " + space));
        }
      }
    }
  }

  /** Blocks of samples; where vectors are used, of fewer than there is room for too. */
  @ParameterizedTest
  @EnumSource(
      value = SmallNetworks.class,
      names = {
        "BINARY_2_4_1",
        "CLASSIFIER_4_8_3",
        "CLASSIFIER_9_18_16",
        "ROW_CLASSIFIER_19_37_2",
        "ROWS_3X2_4_2",
        "BATCH_FORM",
        "ORDER_3",
        "HINGE",
        "TWO_OUTPUTS",
        "PIECES",
        "SAME_FOR_ALL_SAMPLES"
      })
  void blocksComputeWhatTheirSamplesDo(SmallNetworks network) {
    for (Choice choice :
        List.of(Choice.LOOPS, Choice.BLOCK_ROWS, Choice.ALL_PLAIN, Choice.VECTOR_TILES)) {
      assertBlock(network, choice, 8, 8, false);
    }
    for (Choice choice : List.of(Choice.ALL_VECTOR, Choice.ALL_IN_HALF_AS_LONG_VECTORS)) {
      for (boolean samplesLast : List.of(false, true)) {
        assertBlock(network, choice, OPEN, OPEN, samplesLast);
        assertBlock(network, choice, OPEN, 5, samplesLast);
      }
    }
  }

  private static Size samplesOf(int size) {
    return size == OPEN ? new Size.Samples(size) : Size.fixed("samples", size);
  }

  private static void assertBlock(
      SmallNetworks network, Choice choice, int size, int count, boolean samplesLast) {
    DerivedProgram program = network.program();
    DerivedProgram block = Batching.block(program, samplesOf(size)).orElseThrow();
    ArrayLayout layout =
        ArrayLayout.of(program.network()).forBlock(block.network(), size, samplesLast);
    List<LoopProgram> lowered = new ArrayList<>();
    for (Goal goal : List.of(Goal.PREDICT, Goal.GRADIENT)) {
      Work work = Work.of(block, layout, goal, goal == Goal.GRADIENT);
      lowered.add(Lowering.lower(block, layout, work, e -> "formula"));
    }
    List<ScheduledProgram> scheduled = Scheduler.schedule(lowered, choice.schedules);
    List<Reference> samples = network.samples(count);
    Map<Space, double[]> arrays = new EnumMap<>(Space.class);
    arrays.put(Space.THETA, samples.get(0).given().get(Space.THETA));
    arrays.put(Space.INPUT, block(samples, size, samplesLast, r -> r.given().get(Space.INPUT)));
    arrays.put(Space.TARGET, block(samples, size, samplesLast, r -> r.given().get(Space.TARGET)));
    double[] outputs =
        block(samples, size, samplesLast, r -> network.results(r, Goal.PREDICT, Space.OUTPUT));
    double[] gradient = new double[network.results(Goal.GRADIENT).get(Space.GRADIENT).length];
    Arrays.setAll(gradient, k -> k % 7);
    arrays.put(Space.OUTPUT, new double[outputs.length]);
    arrays.put(Space.GRADIENT, gradient.clone());
    double loss = 0;
    for (Reference sample : samples) {
      double[] part = network.results(sample, Goal.GRADIENT, Space.GRADIENT);
      Arrays.setAll(gradient, k -> gradient[k] + part[k]);
      loss += sample.loss();
    }

    CodeRunner runner = new CodeRunner(arrays, choice.width, count);
    assertThat(runner.run(scheduled.get(0))).isEmpty();
    double computed = runner.run(scheduled.get(1)).orElseThrow();

    String what = choice + " " + count + " of " + size + (samplesLast ? ", last" : "");
    double[] predicted = arrays.get(Space.OUTPUT);
    int length = outputs.length / size;
    for (int k = 0; k < outputs.length; k++) {
      boolean wanted = (samplesLast ? k % size : k / length) < count;
      predicted[k] = wanted ? predicted[k] : outputs[k];
    }
    assertClose(predicted, outputs, 1e-10, what);
    assertClose(new double[] {computed}, new double[] {loss}, 1e-10, what);
    assertClose(arrays.get(Space.GRADIENT), gradient, 1e-10, what);
  }

  /** Arrays of all samples in one, with room for those that there may be. */
  private static double[] block(
      List<Reference> samples, int size, boolean samplesLast, Function<Reference, double[]> array) {
    int length = array.apply(samples.get(0)).length;
    double[] all = new double[size * length];
    for (int sample = 0; sample < samples.size(); sample++) {
      double[] one = array.apply(samples.get(sample));
      for (int k = 0; k < length; k++) {
        all[samplesLast ? k * size + sample : sample * length + k] = one[k];
      }
    }
    return all;
  }
}
