package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.base.NearMisses;
import dev.nabla.symbolic.elaborate.typing.Calls;
import dev.nabla.symbolic.elaborate.typing.StructuralFunctions;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import dev.nabla.symbolic.function.FunctionGroup;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The functions of the language, read off the rows and the prelude. */
public final class BuiltIns {
  private BuiltIns() {}

  /** All functions, by group; one that takes different numbers of arguments stands for each. */
  public static List<BuiltIn> all() {
    Stream<BuiltIn> scalar =
        ScalarFunctions.rows().stream().filter(Calls::isCallable).map(BuiltIns::scalar);
    Stream<BuiltIn> structural =
        StructuralFunctions.rows().stream().map(StructuralFunctions.Row::described);
    return Stream.of(scalar, structural, Calls.prelude().described().stream())
        .flatMap(functions -> functions)
        .sorted(Comparator.comparing(BuiltIn::group))
        .toList();
  }

  /** The functions with this name or alias. */
  public static List<BuiltIn> named(String name) {
    return all().stream().filter(f -> f.name().equals(name) || f.aliases().contains(name)).toList();
  }

  /** The names that a misspelt one may have been meant for, nearest first. */
  public static List<String> near(String name) {
    return NearMisses.of(name, Elaborator.functionNames());
  }

  private static BuiltIn scalar(ScalarFunction row) {
    return new BuiltIn(
        row.name(),
        row.aliases(),
        FunctionGroup.ELEMENTWISE,
        row.parameters(),
        List.of(),
        row.definition(),
        row.note(),
        false);
  }
}
