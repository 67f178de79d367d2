package dev.nabla.codegen.testing;

import com.palantir.javapoet.CodeBlock;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.base.Names;
import dev.nabla.symbolic.expr.Variable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Code that draws the arrays of a generated class at random: normal values for parameters and
 * inputs, smaller in matrices so that products stay as large as their factors; targets between 0
 * and 1; facts respected.
 */
final class Draws {
  private Draws() {}

  /** Draws all variables that lie in an array. */
  static CodeBlock all(String array, Map<Variable, Buffer> places, boolean targets) {
    CodeBlock.Builder all = CodeBlock.builder();
    places.forEach(
        (variable, place) ->
            all.add(one(array, variable, place, targets))
                .add(" // $L\n", Names.ascii(variable.name())));
    return all.build();
  }

  private static CodeBlock one(String array, Variable variable, Buffer place, boolean targets) {
    Set<Fact> facts = variable.facts();
    List<Integer> sizes = place.sizes();
    boolean square = sizes.size() == 2 && sizes.get(0).equals(sizes.get(1));
    int last = sizes.isEmpty() ? 1 : sizes.get(sizes.size() - 1);
    if (facts.contains(Fact.ONEHOT)) {
      return draw("oneHot", array, place, last);
    }
    if (square && facts.contains(Fact.DIAGONAL)) {
      return draw("diagonal", array, place, last);
    }
    if (square && facts.contains(Fact.DEFINITE)) {
      return draw("definite", array, place, last);
    }
    if (square && facts.contains(Fact.SYMMETRIC)) {
      return draw("symmetric", array, place, last);
    }
    if (targets) {
      return draw("uniform", array, place, 0.1, 0.9);
    }
    return facts.contains(Fact.POSITIVE)
        ? draw("uniform", array, place, 0.3, 2.0)
        : draw("normal", array, place, scale(sizes));
  }

  private static CodeBlock draw(String method, String array, Buffer place, Object... more) {
    CodeBlock.Builder call = CodeBlock.builder();
    call.add("$L($L, $L, $L", method, array, place.offset(), place.offset() + place.count());
    for (Object argument : more) {
      call.add(", $L", argument);
    }
    return call.add(");").build();
  }

  private static double scale(List<Integer> sizes) {
    if (sizes.size() < 2) {
      return 1;
    }
    return Math.rint(1500 / Math.sqrt(Math.max(sizes.get(0), sizes.get(1)))) / 1000;
  }
}
