package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import java.util.List;
import java.util.Optional;

/** Writes functions that LaTeX knows by a command or a word: {@code \log}, {@code \max_j}. */
final class FunctionWriter {
  /** A function's name with what stands at it. */
  record Head(
      String name, Span span, Optional<Node.Group> sub, Optional<Node.Group> sup, int primes) {}

  private final FormulaWriter formula;
  private final Vocabulary vocabulary;

  FunctionWriter(FormulaWriter formula, Vocabulary vocabulary) {
    this.formula = formula;
    this.vocabulary = vocabulary;
  }

  /** The function that a node names, if it does. */
  static Optional<Head> head(Node node, Vocabulary vocabulary) {
    if (node instanceof Node.Scripted scripted) {
      return head(scripted.base(), vocabulary)
          .filter(head -> head.sub().isEmpty() && head.sup().isEmpty())
          .map(
              head ->
                  new Head(
                      head.name(), head.span(), scripted.sub(), scripted.sup(), scripted.primes()));
    }
    return name(node, vocabulary)
        .map(name -> new Head(name, node.span(), Optional.empty(), Optional.empty(), 0));
  }

  private static Optional<String> name(Node node, Vocabulary vocabulary) {
    if (node instanceof Node.Leaf leaf && leaf.kind() == Kind.COMMAND) {
      return switch (Commands.meaning(leaf.text())) {
        case FUNCTION -> Optional.of(Commands.text(leaf.text()));
        case UNKNOWN -> vocabulary.function(leaf.text());
        default -> Optional.empty();
      };
    }
    boolean set = node instanceof Node.Call call && Commands.meaning(call.name()) == Meaning.BOLD;
    return Label.of(node)
        .filter(label -> label.word() && !set)
        .filter(label -> label.sub().isEmpty() && label.sup().isEmpty() && label.primes() == 0)
        .flatMap(label -> vocabulary.function(label.bases().get(0)));
  }

  /** Writes the function, and its argument when it is in brackets or raised to a power. */
  int write(Head head, List<Node> nodes, int at) {
    if (head.name().equals("arg")) {
      return extremal(head, nodes, at);
    }
    if (at + 3 <= nodes.size() && Definition.isLogarithm(nodes.subList(at, at + 3))) {
      Label label = Label.of(nodes.get(at + 1)).orElseThrow().ofLogarithm();
      if (vocabulary.writtenWith(formula.symbols().read(label).name()).isPresent()) {
        return formula.label(label, nodes, at + 1);
      }
    }
    Tokens out = formula.tokens();
    out.name(head.name(), head.span());
    head.sub().ifPresent(sub -> subscript(head, sub));
    formula.primes(head.primes(), head.span());
    Optional<Node> next = at + 1 < nodes.size() ? Optional.of(nodes.get(at + 1)) : Optional.empty();
    Optional<Node.Fence> fence =
        next.flatMap(Node::fence).filter(f -> f.is("(") || f.is("{") || isGroup(next.get()));
    if (head.sup().isPresent()) {
      Node argument =
          next.orElseThrow(
              () -> Rejection.syntax(head.span(), "'" + head.name() + "' needs an argument"));
      power(head, argument, fence.filter(argument::equals));
      return at + 2;
    }
    if (fence.isPresent() && head.sub().isEmpty()) {
      formula.arguments(fence.get());
      formula.scripts(next.get());
      return at + 2;
    }
    return at + 1;
  }

  /** Brackets without an index behind them group what they hold. */
  private static boolean isGroup(Node node) {
    return node instanceof Node.Fence fence && fence.is("[");
  }

  /** {@code \sin^2 x} is the square of the sine. */
  private void power(Head head, Node argument, Optional<Node.Fence> fence) {
    Node.Group sup = head.sup().orElseThrow();
    List<Node> raised = Node.shown(sup.body());
    if (!raised.isEmpty() && (Node.isSign(raised.get(0), "-") || Node.isSign(raised.get(0), "−"))) {
      throw Rejection.syntax(
          sup.span(),
          "whether this is the inverse function or one over it is not clear",
          "write what is meant, as in \\frac{1}{\\sin x}");
    }
    if (fence.isPresent()) {
      formula.arguments(fence.get());
    } else {
      formula.tokens().openImplied(argument.span());
      formula.write(List.of(argument));
      formula.tokens().closeImplied(argument.span(), formula.shown(argument.span()));
    }
    formula.exponent(raised, sup.span());
  }

  private void subscript(Head head, Node.Group sub) {
    boolean number =
        Node.shown(sub.body()).stream()
            .allMatch(n -> n instanceof Node.Leaf leaf && leaf.kind() == Kind.NUMBER);
    if (number) {
      throw Rejection.syntax(
          sub.span(),
          "a function has no number: logarithms are natural",
          "write \\frac{\\log x}{\\log 2} for another base");
    }
    new ReductionWriter(formula, vocabulary).indices(sub, Optional.empty());
  }

  /** {@code \arg\max_k}. */
  private int extremal(Head head, List<Node> nodes, int at) {
    Optional<Head> max =
        at + 1 < nodes.size() ? head(nodes.get(at + 1), vocabulary) : Optional.empty();
    if (max.isEmpty() || !max.get().name().equals("max")) {
      throw Rejection.syntax(
          head.span(), "'\\arg' is followed by \\max", "where z is smallest is \\arg\\max of -z");
    }
    Head both =
        new Head(
            "argmax",
            head.span().to(max.get().span()),
            max.get().sub(),
            max.get().sup(),
            max.get().primes());
    return write(both, nodes, at + 1);
  }
}
