package dev.nabla.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.random.Examination.Finding;
import dev.nabla.symbolic.elaborate.BuiltIns;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random networks over the whole language. Of each one:
 *
 * <ul>
 *   <li>the gradient is the slope of the definition as it was written, by differences that are
 *       extrapolated and know their error; points near a kink are left out and counted;
 *   <li>a row of a Jacobian is the gradient of that output; a Hessian is symmetric, and its product
 *       with a vector is what is derived as that and what differences of gradients say;
 *   <li>generated classes compute what the interpreter does: plain and with vectors, float and
 *       double, fast and strict, unrolled, looped and with every schedule forced, for one sample
 *       and for batches of 1, 3, 9 and 33, the loss, predictions, gradients, Jacobians and
 *       Hessians;
 *   <li>what is printed, as text, Unicode, ASCII and LaTeX, reads back and means the same, the
 *       definition and the derived formulas alike;
 *   <li>other names and another order of statements change nothing;
 *   <li>{@code derive} answers in every format, and {@code fmt} keeps what it wrote.
 * </ul>
 *
 * <p>Numbers are compared with tolerances that are measured: each computation is repeated with a
 * random error in every operation, see {@link Measured}. Of text checks and of variants of classes
 * each network has some, by its seed. Any number of networks, from any seed on:
 *
 * <pre>
 * mvn -pl cli -am test -Dtest=RandomNetworksTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dnabla.random.networks=20000 -Dnabla.random.seed=1
 * </pre>
 *
 * <p>Network number k has the seed {@code seed + k}; a failure is printed as a small definition,
 * and with the command for the one it came from.
 */
class RandomNetworksTest {
  private static final long SEED = Long.getLong("nabla.random.seed", 1);
  private static final int NETWORKS = Integer.getInteger("nabla.random.networks", 300);

  /** From how many networks on everything has to have occurred. */
  private static final int MANY = 300;

  @Test
  void everyNetworkIsRight() {
    RandomNetworks networks = new RandomNetworks();
    networks.run(SEED, NETWORKS, System.out);
    System.out.printf(
        "random networks from seed %d: %d, checked %d, left out %s, failures %d%n%s%n",
        SEED,
        NETWORKS,
        networks.accepted(),
        networks.outcomes(),
        networks.findings().size(),
        networks.coverage());
    List<Finding> small = networks.small();
    assertThat(small.stream().map(RandomNetworks::describe).collect(Collectors.joining("\n")))
        .isEmpty();
    if (NETWORKS >= MANY) {
      assertThat(networks.accepted()).isGreaterThan(NETWORKS * 95 / 100);
      everythingHasOccurred(networks.coverage());
    }
  }

  /** A generator that has become trivial says so. */
  private static void everythingHasOccurred(Coverage coverage) {
    Set<String> functions = BuiltIns.all().stream().map(BuiltIn::name).collect(Collectors.toSet());
    assertThat(coverage.functions().keySet()).containsAll(functions);
    assertThat(coverage.constructs().keySet())
        .contains(
            "element by index",
            "element by number",
            "hadamard",
            "inner product",
            "inverse",
            "matrix power",
            "matrix product",
            "outer product",
            "own function",
            "prime 1",
            "prime 2",
            "reduction max over 1",
            "reduction sum over 2",
            "repeated column",
            "repeated row",
            "size 1",
            "size compound",
            "size large",
            "size open",
            "declared order 3",
            "fact ONEHOT",
            "fact SYMMETRIC",
            "kind LOSS accumulated",
            "kind OUTPUT",
            "statement in index form",
            "transpose",
            "vector of scalars");
    for (Variant variant : Variant.OTHERS) {
      assertThat(coverage.events("class " + variant)).as("%s", variant).isPositive();
    }
    assertThat(coverage.events("differences")).isGreaterThan(NETWORKS);
    assertThat(coverage.events("differences left out"))
        .isLessThan(coverage.events("differences") / 20);
    assertThat(coverage.events("Hessians")).isGreaterThan(NETWORKS / 20);
    assertThat(coverage.events("kinks looked at")).isGreaterThan(NETWORKS / 2);
    assertThat(coverage.events("formulas")).isGreaterThan(NETWORKS / 2);
  }
}
