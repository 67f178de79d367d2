package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.base.NearMisses;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.elaborate.typing.Inference;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names the sizes that inference has left open: n, m, p, q… in order of appearance. */
final class SizeNames {
  private static final List<String> LETTERS = List.of("n", "m", "p", "q", "r", "s", "k", "l");

  private final Definition definition;
  private final Inference inference;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> options;
  private int next;

  private SizeNames(Definition definition, Options options, Inference inference) {
    this.definition = definition;
    this.inference = inference;
    this.options = options.dims();
    taken.addAll(definition.names());
    definition.uses().values().forEach(uses -> uses.values().forEach(n -> taken.add(n.text())));
    definition
        .assignments()
        .forEach(value -> value.indices().forEach(index -> taken.add(index.text())));
  }

  /**
   * Gives every size that is still unknown a name, and adds it to the definition's sizes: those of
   * what has a name first, then those that stand inside a formula only, as in {@code det(λ I)}.
   */
  static void assign(
      Spec spec,
      Definition definition,
      Options options,
      Inference inference,
      Collection<TypedValue> typed,
      Diagnostics diagnostics) {
    SizeNames names = new SizeNames(definition, options, inference);
    definition.givens().values().forEach(given -> names.assign(given.dims()));
    definition.values().keySet().forEach(name -> definition.dims(name).ifPresent(names::assign));
    typed.forEach(value -> value.parts().forEach(part -> names.assign(part.dims())));
    if (!diagnostics.hasErrors() && inference.failures().isEmpty()) {
      names.checkOptions(diagnostics);
    }
  }

  private void assign(Dims dims) {
    for (SizeTerm term : dims.terms()) {
      if (term.isUnknown()) {
        inference.sizes().bind(term, name(term));
      }
    }
  }

  private Size name(SizeTerm term) {
    if (term.atLeast() > 0) {
      return Size.of(term.atLeast());
    }
    String name = fresh();
    taken.add(name);
    Size size = option(name).map(v -> Size.fixed(name, v)).orElseGet(() -> Size.open(name));
    definition.sizes().put(name, size);
    return size;
  }

  private Optional<Integer> option(String name) {
    return options.entrySet().stream()
        .filter(entry -> Names.same(entry.getKey(), name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private String fresh() {
    while (true) {
      String letter = LETTERS.get(next % LETTERS.size());
      int round = next / LETTERS.size();
      next++;
      String name = round == 0 ? letter : letter + (round + 1);
      if (!taken.contains(name)) {
        return name;
      }
    }
  }

  private void checkOptions(Diagnostics diagnostics) {
    options.forEach(
        (typed, value) -> {
          String name = Names.canonical(typed);
          if (!definition.sizes().containsKey(name)) {
            List<String> known = new ArrayList<>(definition.sizes().keySet());
            List<String> near = NearMisses.of(name, known);
            List<String> offered = near.isEmpty() ? known : near;
            diagnostics.report(
                DiagnosticCode.UNKNOWN_NAME,
                Span.NONE,
                "there is no size " + name + " to set to " + value,
                List.of(),
                offered.isEmpty() ? List.of() : List.of("sizes: " + String.join(", ", offered)));
          } else if (value < 1) {
            diagnostics.report(
                DiagnosticCode.BAD_VALUE,
                Span.NONE,
                "a size is at least 1, and " + name + " is not");
          }
        });
  }
}
