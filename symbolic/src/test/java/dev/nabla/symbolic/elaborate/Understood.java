package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A network as text: every size, variable and value with its shape, in canonical spelling. */
final class Understood {
  private Understood() {}

  static String of(Source source, Network network) {
    List<String> lines = new ArrayList<>(List.of("network " + network.name()));
    network.sizes().forEach(size -> lines.add(size(size)));
    Stream.of(network.inputs(), network.targets(), network.parameters())
        .flatMap(List::stream)
        .forEach(variable -> lines.add(given(variable)));
    functions(source).forEach(lines::add);
    network.constants().forEach(c -> lines.add("const " + c.variable().name()));
    network.values().forEach(binding -> lines.add(value(network, binding)));
    lines.add(
        "result "
            + network.result().name()
            + (network.lossIsSum() ? ", summed over the examples" : "")
            + network.outputs().stream()
                .map(Variable::name)
                .collect(Collectors.joining(", ", "; output ", "")));
    return String.join("\n", lines) + "\n";
  }

  private static String size(Size size) {
    boolean named = size.value().isPresent();
    return "dim " + size.name() + (named ? " = " + size.intValue() : "");
  }

  private static String given(Variable variable) {
    return lower(variable.role().name())
        + " "
        + variable.name()
        + " : "
        + variable.shape()
        + variable.facts().stream()
            .map(fact -> " " + lower(fact.name()))
            .sorted()
            .collect(Collectors.joining());
  }

  private static List<String> functions(Source source) {
    Diagnostics unused = new Diagnostics(source);
    return SpecParser.parse(source, Elaborator.functionNames(), unused)
        .orElseThrow()
        .statements()
        .stream()
        .filter(Statement.Function.class::isInstance)
        .map(Style.TEXT::statement)
        .toList();
  }

  /** The statement in canonical spelling, behind its shape. */
  private static String value(Network network, Binding binding) {
    Statement.Assignment statement = network.syntax().get(binding.variable().name());
    return binding.variable().shape() + "  " + Style.TEXT.statement(statement);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
