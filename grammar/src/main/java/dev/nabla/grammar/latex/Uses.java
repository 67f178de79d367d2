package dev.nabla.grammar.latex;

import dev.nabla.grammar.diagnostic.Rejection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands in formulas: indices that sums bind, subscripts, names, and what is applied. */
final class Uses {
  private final SymbolReader symbols;
  private final FormulaWriter formulas;
  private final Set<String> sums = new HashSet<>();
  private final Set<String> subscripts = new HashSet<>();
  private final Set<String> bounds = new LinkedHashSet<>();
  private final Set<String> matrices = new HashSet<>();
  private final Set<String> paired = new HashSet<>();
  private final Map<String, Set<String>> applied = new HashMap<>();
  private final Set<String> mentioned = new HashSet<>();

  Uses(Vocabulary vocabulary, String text) {
    this.formulas = new FormulaWriter(vocabulary, Set.of(), text);
    this.symbols = formulas.symbols();
  }

  /** Letters that sums and other reductions bind. */
  Set<String> sums() {
    return sums;
  }

  /** Letters in subscripts, and in superscripts in parentheses. */
  Set<String> subscripts() {
    return subscripts;
  }

  /** Whether a letter is the whole subscript of a matrix, and so rather a part of its name. */
  boolean isPartOfName(String letter) {
    return matrices.contains(letter) && !paired.contains(letter);
  }

  /** Names that sums run up to. */
  Set<String> bounds() {
    return bounds;
  }

  private static String bound(Node.Group sup) {
    return ReductionWriter.name(Node.shown(sup.body()));
  }

  /** For each name that stands before a parenthesis, what stands in it. */
  Map<String, Set<String>> applied() {
    return applied;
  }

  /** Names that are not applied. */
  Set<String> mentioned() {
    return mentioned;
  }

  /** Adds the names that stand in other formulas. */
  void addNames(Uses others) {
    others.applied.forEach(
        (n, with) -> applied.computeIfAbsent(n, k -> new HashSet<>()).addAll(with));
    mentioned.addAll(others.mentioned);
    bounds.addAll(others.bounds);
  }

  void visit(List<Node> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      Node next = i + 1 < nodes.size() ? nodes.get(i + 1) : nodes.get(i);
      visit(nodes.get(i), Node.fence(next).filter(fence -> fence.is("(")));
      boolean touch = nodes.get(i).span().end() == next.span().start();
      if (touch && Label.of(nodes.get(i)).isPresent()) {
        Node.fence(next).filter(fence -> fence.is("[")).ifPresent(this::brackets);
      }
    }
  }

  private void visit(Node node, Optional<Node.Fence> arguments) {
    Optional<FunctionWriter.Head> function = FunctionWriter.head(node, formulas.vocabulary());
    Optional<Label> label = Label.of(node);
    if (function.isPresent()) {
      function.get().sub().ifPresent(sub -> attempt(() -> sum(sub)));
      function.get().sup().ifPresent(sup -> visit(sup.body()));
    } else if (label.isPresent()) {
      mention(label.get(), arguments);
      label.get().sup().ifPresent(sup -> visit(sup.body()));
    } else if (node instanceof Node.Scripted scripted) {
      boolean bound = ReductionWriter.isReduction(scripted);
      boolean mean = ExpectationWriter.isExpectation(scripted.base());
      scripted.sub().ifPresent(sub -> attempt(() -> below(sub, bound || mean)));
      if (bound) {
        scripted.sup().ifPresent(sup -> attempt(() -> bounds.add(bound(sup))));
        return;
      }
      visit(List.of(scripted.base()));
      scripted.sup().ifPresent(sup -> visit(sup.body()));
    } else if (node instanceof Node.Group group) {
      visit(group.body());
    } else if (node instanceof Node.Fence fence) {
      visit(fence.body());
    } else if (node instanceof Node.Call call) {
      call.arguments().forEach(argument -> visit(argument.body()));
    } else if (node instanceof Node.Table table) {
      table.rows().forEach(row -> row.forEach(cell -> visit(cell.body())));
    }
  }

  /** Indices that are bound, or those of an element. */
  private void below(Node.Group sub, boolean bound) {
    if (bound) {
      sum(sub);
    } else {
      elements(Subscript.of(sub));
    }
  }

  private void sum(Node.Group sub) {
    ReductionWriter.indices(sub).forEach(item -> sums.add(item.text()));
  }

  /** {@code x[i,j]}, unless there is more in the brackets than can be indices. */
  private void brackets(Node.Fence fence) {
    attempt(() -> elements(Subscript.of(new Node.Group(fence.span(), fence.body()))));
  }

  private void elements(Subscript sub) {
    for (Subscript.Item item : sub.items()) {
      if (item.letter()) {
        subscripts.add(item.text());
        paired.add(item.text());
      }
    }
  }

  private void mention(Label label, Optional<Node.Fence> arguments) {
    attempt(
        () -> {
          label.sub().map(Subscript::of).ifPresent(sub -> subscripts(label, sub));
          label.sup().ifPresent(sup -> visitRaised(label, sup));
          String name = symbols.read(label).name();
          if (arguments.isPresent()) {
            String inside = formulas.signature(arguments.get().body());
            applied.computeIfAbsent(name, n -> new HashSet<>()).add(inside);
          } else {
            mentioned.add(name);
          }
        });
  }

  private void subscripts(Label label, Subscript sub) {
    sub.items().stream().filter(Subscript.Item::letter).forEach(i -> subscripts.add(i.text()));
    boolean alone = sub.items().size() == 1;
    if (!alone || !label.isSmall()) {
      Set<String> into = alone ? matrices : paired;
      sub.items().forEach(item -> into.add(item.text()));
    }
  }

  /** The letter of a layer, which matrices carry too, is a part of names. */
  private void visitRaised(Label label, Node.Group sup) {
    Superscript.index(Node.shown(sup.body()))
        .ifPresent(
            item -> {
              subscripts.add(item.text());
              if (!label.isSmall()) {
                matrices.add(item.text());
              }
            });
  }

  /** What cannot be read is reported when it is written. */
  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (Rejection later) {
      // Reported then.
    }
  }
}
