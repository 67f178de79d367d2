package dev.nabla.symbolic.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.expr.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of a network, and networks that are parts of one. */
class NetworkTest {
  private final Network network = network();

  private static Network network() {
    Source source =
        new Source(
            "test",
            """
            dim n
            input x : (n)
            target y : (n)
            param W : (n, n), b : (n)
            z = W x + b
            other = exp(b)
            h = tanh(z)
            loss L = ‖h - y‖^2 + sum(other)
            """);
    return Elaborator.read(source, Options.named("Net"), new Diagnostics(source)).orElseThrow();
  }

  private Variable value(String name) {
    return network.value(name).orElseThrow().variable();
  }

  private static List<String> names(List<Binding> bindings) {
    return bindings.stream().map(b -> b.variable().name()).toList();
  }

  @Test
  void whatAValueDependsOnIsInOrderAndNothingElse() {
    assertThat(names(network.upTo(value("L")))).containsExactly("z", "other", "h", "L");
    assertThat(names(network.upTo(value("h")))).containsExactly("z", "h");
    assertThat(names(network.upTo(value("z")))).containsExactly("z");
    assertThat(names(network.upTo(value("other")))).containsExactly("other");
  }

  @Test
  void withAnotherResultThereIsNoLoss() {
    Network part = network.withResult(value("h"));

    assertThat(part.result()).isSameAs(value("h"));
    assertThat(part.loss()).isEmpty();
    assertThat(part.lossIsSum()).isFalse();
    assertThat(part.outputs()).containsExactly(value("h"));
    assertThat(names(part.values())).containsExactly("z", "h");
    assertThat(part.inputs()).isEqualTo(network.inputs());
    assertThat(part.targets()).isEqualTo(network.targets());
    assertThat(part.parameters()).isEqualTo(network.parameters());
    assertThat(part.exprs()).isSameAs(network.exprs());
    assertThat(part.name()).isEqualTo("Net");
  }

  @Test
  void withOtherOutputsAllElseStays() {
    Network other = network.withOutputs(List.of(value("z")));

    assertThat(other.outputs()).containsExactly(value("z"));
    assertThat(network.outputs()).containsExactly(value("h"));
    assertThat(other.withOutputs(network.outputs())).isEqualTo(network);
  }

  @Test
  void whatIsGivenIsFoundByItsName() {
    assertThat(network.given("x")).contains(network.inputs().get(0));
    assertThat(network.given("y")).contains(network.targets().get(0));
    assertThat(network.given("b")).contains(network.parameters().get(1));
    assertThat(network.given("z")).isEmpty();
    assertThat(network.value("x")).isEmpty();
    assertThat(network.value("h").orElseThrow().value()).isNotSameAs(value("h"));
  }
}
