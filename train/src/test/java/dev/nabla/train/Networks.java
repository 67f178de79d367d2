package dev.nabla.train;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.network.Network;
import java.io.StringReader;

/** Networks and tables for tests. */
final class Networks {
  private Networks() {}

  static Network network(String text) {
    Source source = new Source("test.nabla", text);
    Diagnostics diagnostics = new Diagnostics(source);
    return Elaborator.read(source, Options.named("Test"), diagnostics)
        .orElseThrow(() -> new AssertionError(diagnostics.all()));
  }

  static Kernel kernel(String text) {
    return Kernel.compile(network(text), dev.nabla.codegen.Options.of("", "Trained").withBatch());
  }

  static Table table(String text) {
    return Table.read("t.csv", new StringReader(text), Table.Format.STANDARD);
  }
}
