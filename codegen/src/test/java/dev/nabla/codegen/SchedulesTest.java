package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.check.CheckReport;
import dev.nabla.codegen.check.GradientCheck;
import dev.nabla.codegen.schedule.Schedules;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schedule computes the same gradient, whichever would be chosen. */
@Tag("hot")
class SchedulesTest {
  /** Sizes that are worst for blocks and vectors: 1, primes, powers of two and their neighbours. */
  private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 9, 13, 16, 17, 31, 32, 33, 61, 64, 67};

  private static final List<String> ACTIVATIONS =
      List.of("relu", "tanh", "sigmoid", "softplus", "exp", "abs", "gelu", "silu");

  /** What may be chosen beside plain loops. */
  private enum Forced {
    LOOPS(Target.PLAIN),
    STRAIGHT(Target.PLAIN, Kind.STRAIGHT),
    ROWS(Target.PLAIN, Kind.ROWS, Kind.TILED_ROWS),
    BLOCK_ROWS(Target.PLAIN, Kind.ROWS, Kind.TILED_ROWS, Kind.BLOCK_ROWS),
    DOTS(Target.PLAIN, Kind.DOTS),
    OUTER(Target.PLAIN, Kind.OUTER, Kind.TILED_OUTER),
    VECTORS(Target.VECTOR, Kind.VECTORS),
    VECTOR_TILES(Target.VECTOR, Kind.VECTOR_TILES),
    VECTOR_DOTS(Target.VECTOR, Kind.VECTOR_DOTS),
    ALL_PLAIN(Target.PLAIN, Kind.values()),
    ALL_VECTOR(Target.VECTOR, Kind.values());

    private final Target target;
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

    Forced(Target target, Kind... kinds) {
      this.target = target;
      this.kinds.addAll(List.of(kinds));
    }

    /** Numbers of either type; one schedule alone is seen to be right in one of them. */
    private List<NumberType> types() {
      return kinds.size() == Kind.values().length
          ? List.of(NumberType.values())
          : List.of(NumberType.DOUBLE);
    }
  }

  private record Network(String name, DerivedProgram program) {}

  private static List<Network> networks() {
    List<Network> networks = new ArrayList<>();
    Random random = new Random(11);
    for (int k = 0; k < 6; k++) {
      networks.add(random(random, k));
    }
    networks.add(new Network("rows 21x70-33-10", Specs.rows(21, 70, 33, 10)));
    networks.add(
        new Network(
            "order 3",
            Specs.derived(
                "input x : (13, 1), v : (17, 1); target t : (31, 1); param A : (31, 13, 17)\n"
                    + "y[k] = sum[i,j] A[k,i,j] x[i] v[j]\n loss L = sum[k] (y[k] - t[k])^2")));
    networks.add(
        new Network(
            "the least of products",
            Specs.derived(
                "param V : (5, 2), U : (1, 1, 1)\n p = 2.7 cos(0.81)\n"
                    + "q[i,j,k] = U[i,j,k] min[l,r] 0.22 (V[l,r] p)")));
    return networks;
  }

  private static Network random(Random random, int number) {
    int in = SIZES[random.nextInt(SIZES.length)];
    int hidden = SIZES[random.nextInt(SIZES.length)];
    int out = SIZES[random.nextInt(SIZES.length)];
    String activation = ACTIVATIONS.get(number % ACTIVATIONS.size());
    return new Network(
        in + "-" + hidden + "-" + out + " " + activation,
        number % 2 == 0
            ? Specs.classifier(in, hidden, out, activation)
            : Specs.derived(
                """
                dim n, m, k
                input x : (n, 1); target y : (k, 1)
                param V : (m, n), W : (k, m), c : (m, 1)
                h = ACTIVATION(0.3 V x + c)
                loss L = ‖W h - y‖^2 + 0.1 sum(V ⊙ V)
                """
                    .replace("ACTIVATION", activation),
                Map.of("n", in, "m", hidden, "k", out)));
  }

  static Stream<Arguments> cases() {
    List<Network> networks = networks();
    return Stream.of(Forced.values())
        .flatMap(forced -> networks.stream().map(n -> Arguments.of(forced, n.name(), n.program())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void everyScheduleGivesTheSameGradient(Forced forced, String name, DerivedProgram program) {
    for (NumberType type : forced.types()) {
      Options options = Options.of("", "Net").withType(type).withTarget(forced.target);
      Schedules schedules = new Schedules(options.lanes(), forced.kinds);
      JavaGenerator generator = new JavaGenerator();
      CheckReport report =
          GradientCheck.check(
              program, options, generator.generate(program, options, schedules), 3, 1);
      double exact = type == NumberType.FLOAT ? 2e-3 : 1e-10;
      for (CheckReport.Entry entry : report.entries()) {
        assertThat(entry.generatedToInterpreted()).as("%s %s", type, entry).isLessThan(exact);
      }
    }
  }

  @Test
  void forcedSchedulesAreUsed() {
    List<DerivedProgram> programs =
        List.of(Specs.rows(33, 300, 33, 32), Specs.classifier(300, 33, 32, "relu"));
    for (Forced forced : Forced.values()) {
      Options options = Options.of("", "Net").withTarget(forced.target);
      Set<Kind> used = EnumSet.noneOf(Kind.class);
      Schedules schedules = new Schedules(options.lanes(), forced.kinds);
      programs.stream()
          .flatMap(p -> new JavaGenerator().schedules(p, options, schedules).values().stream())
          .flatMap(method -> method.sections().stream())
          .forEach(section -> section.units().forEach(unit -> used.add(unit.kind())));
      assertThat(used).as("%s", forced).contains(Kind.LOOPS);
      if (forced.kinds.size() < 3 && forced != Forced.STRAIGHT && forced != Forced.LOOPS) {
        assertThat(used).as("%s", forced).containsAnyElementsOf(forced.kinds);
      }
    }
  }
}
