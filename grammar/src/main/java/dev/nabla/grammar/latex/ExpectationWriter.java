package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code \mathbb{E}[…]} as the mean over samples: over an index that stands below, {@code
 * \mathbb{E}_t[…]}, or over all elements. An expectation over a distribution is none.
 */
final class ExpectationWriter {
  private final FormulaWriter formula;
  private final Vocabulary vocabulary;

  ExpectationWriter(FormulaWriter formula, Vocabulary vocabulary) {
    this.formula = formula;
    this.vocabulary = vocabulary;
  }

  /** Whether a node without scripts is the sign of an expectation. */
  static boolean isExpectation(Node node) {
    if (!(node instanceof Node.Call call)) {
      return false;
    }
    boolean marked = Commands.meaning(call.name()) == Meaning.ACCENT;
    return marked
        ? Node.shown(call.arguments().get(0).body()).stream()
            .allMatch(ExpectationWriter::isExpectation)
        : Commands.meaning(call.name()) == Meaning.SET && call.raw().strip().equals("E");
  }

  /** Whether this is an expectation, and brackets stand behind it. */
  static boolean stands(List<Node> nodes, int at) {
    Node node = nodes.get(at);
    Node base = node instanceof Node.Scripted scripted ? scripted.base() : node;
    return isExpectation(base)
        && at + 1 < nodes.size()
        && Node.fence(nodes.get(at + 1)).filter(f -> !f.is("|") && !f.is("‖")).isPresent();
  }

  int write(List<Node> nodes, int at) {
    Node node = nodes.get(at);
    Span span = node instanceof Node.Scripted s ? s.base().span() : node.span();
    Node.Fence fence = Node.fence(nodes.get(at + 1)).orElseThrow();
    Optional<Node.Group> sub =
        node instanceof Node.Scripted scripted ? scripted.sub() : Optional.empty();
    if (node instanceof Node.Scripted scripted && scripted.sup().isPresent()) {
      throw Rejection.syntax(
          scripted.sup().get().span(), "the power of a mean stands behind its brackets");
    }
    formula.tokens().interpret();
    formula.tokens().name("mean", span);
    if (sub.isPresent()) {
      if (!isIndex(sub.get())) {
        throw Rejection.syntax(
            sub.get().span(),
            "an expectation over a distribution is not read",
            "a mean over samples is \\mathbb{E}_i[…], or \\frac{1}{m} \\sum_{i=1}^m …");
      }
      new ReductionWriter(formula, vocabulary).indices(sub.get(), Optional.empty());
      formula.tokens().openImplied(fence.span());
    }
    formula.arguments(fence);
    if (sub.isPresent()) {
      formula.tokens().closeImplied(fence.span(), formula.shown(fence.span()));
    }
    formula.scripts(nodes.get(at + 1));
    return at + 2;
  }

  private static boolean isIndex(Node.Group sub) {
    List<Node> nodes = Node.shown(sub.body());
    return nodes.size() == 1
        && Subscript.of(new Node.Group(sub.span(), nodes)).items().get(0).letter();
  }
}
