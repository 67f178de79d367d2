package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
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
 */
record NameUses(
    List<Expression.Name> values,
    List<Expression.Name> sizes,
    List<Expression.Name> subscripts,
    Map<Expression.Name, Integer> brackets,
    List<Expression.Apply> calls) {
  private record Step(Expression at, Set<String> bound) {}

  static NameUses of(Expression root, Collection<Expression.Name> boundNames) {
    NameUses uses =
        new NameUses(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new ArrayList<>());
    Set<String> bound = new HashSet<>();
    boundNames.forEach(name -> bound.add(name.text()));
    Deque<Step> pending = new ArrayDeque<>(List.of(new Step(root, bound)));
    while (!pending.isEmpty()) {
      uses.visit(pending.pop(), pending);
    }
    return uses;
  }

  private void visit(Step step, Deque<Step> pending) {
    Expression e = step.at();
    Set<String> bound = step.bound();
    List<Expression> children = Syntax.children(e);
    if (e instanceof Expression.Name name && !bound.contains(name.text())) {
      values.add(name);
    } else if (e instanceof Expression.Element element) {
      element(element, bound);
    } else if (e instanceof Expression.Reduction reduction) {
      bound = new HashSet<>(bound);
      for (Expression.Name index : reduction.indices()) {
        bound.add(index.text());
      }
    } else if (e instanceof Expression.Apply apply) {
      calls.add(apply);
      if (StructuralFunctions.named(apply.function().text())
          .filter(StructuralFunctions.Row::takesSizes)
          .isPresent()) {
        addNames(apply.arguments(), bound, sizes);
        children = children.stream().filter(c -> !(c instanceof Expression.Name)).toList();
      }
    }
    for (int k = children.size() - 1; k >= 0; k--) {
      pending.push(new Step(children.get(k), bound));
    }
  }

  private void element(Expression.Element element, Set<String> bound) {
    addNames(element.subscripts(), bound, subscripts);
    if (element.base() instanceof Expression.Name base && !bound.contains(base.text())) {
      brackets.put(base, element.subscripts().size());
    }
  }

  private static void addNames(
      List<Expression> from, Set<String> bound, List<Expression.Name> into) {
    for (Expression e : from) {
      if (e instanceof Expression.Name name && !bound.contains(name.text())) {
        into.add(name);
      }
    }
  }
}
