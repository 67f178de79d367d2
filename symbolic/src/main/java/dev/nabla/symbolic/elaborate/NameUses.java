package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Inverse;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Expression.Transpose;
import dev.nabla.symbolic.elaborate.typing.StructuralFunctions;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The free names of an expression: names that no reduction, left side or parameter binds.
 *
 * @param values every place where a name stands for a value, in order of text
 * @param sizes every place where a name can only be a size, as in {@code ones(n)}
 * @param subscripts unbound names between brackets
 * @param brackets for each name that is indexed, how many subscripts it has, at each place
 * @param calls every application
 * @param coefficients names of values that stand before another factor, below a fraction bar or in
 *     an exponent, or in a formula of numbers that does
 * @param others names of values that stand anywhere else
 * @param slices elements that are vectors or more, as {@code x[i,:]}
 */
record NameUses(
    List<Name> values,
    List<Name> sizes,
    List<Name> subscripts,
    Map<Name, Integer> brackets,
    List<Apply> calls,
    Set<String> coefficients,
    Set<String> others,
    List<Element> slices) {

  static NameUses of(Expression root, Collection<Name> boundNames) {
    NameUses uses =
        new NameUses(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new ArrayList<>(),
            new HashSet<>(),
            new HashSet<>(),
            new ArrayList<>());
    Deque<Step> pending = new ArrayDeque<>();
    pending.push(new Step(root, with(Set.of(), boundNames), false));
    while (!pending.isEmpty()) {
      Step step = pending.pop();
      List<Step> parts = step.at().accept(uses.new Visit(step));
      for (int k = parts.size() - 1; k >= 0; k--) {
        pending.push(parts.get(k));
      }
    }
    return uses;
  }

  private static Set<String> with(Set<String> bound, Collection<Name> more) {
    Set<String> all = new HashSet<>(bound);
    more.forEach(name -> all.add(name.text()));
    return all;
  }

  /**
   * An expression that is still to be looked at.
   *
   * @param coefficient whether it stands where a number is
   */
  private record Step(Expression at, Set<String> bound, boolean coefficient) {
    Step part(Expression e, boolean asCoefficient) {
      return new Step(e, bound, asCoefficient);
    }

    /** The operands, which stand where the whole stands. */
    List<Step> inherited() {
      return at.children().stream().map(e -> part(e, coefficient)).toList();
    }
  }

  /** Notes what an expression is, and says what it is made of. */
  private final class Visit implements Expression.Some<List<Step>> {
    private final Step step;

    Visit(Step step) {
      this.step = step;
    }

    @Override
    public List<Step> other(Expression e) {
      return e.children().stream().map(child -> step.part(child, false)).toList();
    }

    @Override
    public List<Step> name(Name name) {
      if (isFree(name)) {
        values.add(name);
        (step.coefficient() ? coefficients : others).add(name.text());
      }
      return List.of();
    }

    @Override
    public List<Step> negate(Negate negate) {
      return step.inherited();
    }

    @Override
    public List<Step> inverse(Inverse inverse) {
      return step.inherited();
    }

    @Override
    public List<Step> power(Power power) {
      return List.of(
          step.part(power.base(), step.coefficient()), step.part(power.exponent(), true));
    }

    @Override
    public List<Step> binary(Binary binary) {
      boolean scales =
          binary.operator() == Expression.Operator.PRODUCT
              && !(binary.right() instanceof Transpose);
      boolean divides = binary.operator() == Expression.Operator.DIVIDE;
      return List.of(
          step.part(binary.left(), scales || step.coefficient()),
          step.part(binary.right(), divides || step.coefficient()));
    }

    @Override
    public List<Step> apply(Apply apply) {
      calls.add(apply);
      String function = apply.function().text();
      if (StructuralFunctions.named(function)
          .filter(StructuralFunctions.Row::takesSizes)
          .isPresent()) {
        addNames(apply.arguments(), sizes);
        return other(apply).stream().filter(part -> !(part.at() instanceof Name)).toList();
      }
      return ScalarFunctions.named(function).isPresent() ? step.inherited() : other(apply);
    }

    @Override
    public List<Step> element(Element element) {
      addNames(element.subscripts(), subscripts);
      if (element.base() instanceof Name base && isFree(base)) {
        brackets.put(base, element.subscripts().size());
      }
      if (element.subscripts().stream().anyMatch(Expression.All.class::isInstance)) {
        slices.add(element);
      }
      return other(element);
    }

    @Override
    public List<Step> reduction(Reduction reduction) {
      addNames(reduction.range().stream().toList(), sizes);
      return List.of(new Step(reduction.body(), with(step.bound(), reduction.indices()), false));
    }

    private boolean isFree(Name name) {
      return !step.bound().contains(name.text());
    }

    private void addNames(List<Expression> from, List<Name> into) {
      from.stream()
          .filter(Name.class::isInstance)
          .map(Name.class::cast)
          .filter(this::isFree)
          .forEach(into::add);
    }
  }
}
