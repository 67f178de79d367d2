package dev.nabla.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.random.Examination.Finding;
import dev.nabla.symbolic.network.Network;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What fails is made small, and still fails. */
class ShrinkerTest {
  /** Fails for every definition that is accepted and applies tanh to something of two axes. */
  private static Optional<Finding> failing(RandomSpec spec) {
    Network network;
    try {
      network = Subject.read(spec.text(), spec.dims());
    } catch (Subject.Rejected e) {
      return Optional.of(new Finding(1, spec, "rejected", e));
    }
    boolean fails =
        spec.text().contains("tanh(")
            && network.values().stream().anyMatch(b -> b.value().order() == 2);
    return fails
        ? Optional.of(new Finding(1, spec, "tanh", new Failure("found")))
        : Optional.empty();
  }

  @Test
  void findsASmallDefinitionThatFailsInTheSameWay() {
    SpecGenerator generator = new SpecGenerator(new Signatures());
    int shrunk = 0;
    for (long seed = 1; shrunk < 3; seed++) {
      RandomSpec spec = generator.generate(seed, new Coverage());
      Optional<Finding> found = failing(spec).filter(f -> f.check().equals("tanh"));
      if (found.isPresent() && spec.text().length() > 300) {
        Finding small = new Shrinker(ShrinkerTest::failing).shrink(found.get());
        assertThat(small.check()).isEqualTo("tanh");
        assertThat(small.spec().text()).contains("tanh(");
        assertThat(small.spec().text().length()).as(small.spec().text()).isLessThan(200);
        assertThat(small.spec().dims().values()).allMatch(size -> size == 1);
        shrunk++;
      }
    }
  }

  @Test
  void printsTheDefinitionAndTheCommand() {
    RandomSpec spec = new SpecGenerator(new Signatures()).generate(5, new Coverage());
    String text = RandomNetworks.describe(new Finding(5, spec, "fmt", new Failure("it differs")));
    assertThat(text).contains(spec.text(), "it differs", "-Dnabla.random.seed=5");
  }

  @Test
  void aSeedGivesOneDefinition() {
    Signatures signatures = new Signatures();
    SpecGenerator generator = new SpecGenerator(signatures);
    String first = generator.generate(7, new Coverage()).text();
    generator.generate(8, new Coverage());
    assertThat(generator.generate(7, new Coverage()).text()).isEqualTo(first);
    assertThat(new SpecGenerator(new Signatures()).generate(7, new Coverage()).text())
        .isEqualTo(first);
  }
}
