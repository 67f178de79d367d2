package dev.nabla.grammar.latex;

import dev.nabla.grammar.latex.Lexeme.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the small letters that are a vector for each value of their index, whether they are bold or
 * not: those that {@code ^\top} stands at, that stand behind what is transposed, {@code w^\top
 * x_i}, or behind a matrix, {@code W x_i}, or in a norm, and what is defined by such a vector.
 */
final class SampleVectors {
  private static final Set<String> REDUCTIONS =
      Set.of("sum", "mean", "prod", "norm", "norm1", "tr", "det", "logdet", "logsumexp", "dot");

  private final Vocabulary vocabulary;

  private final Set<String> sums;

  /**
   * @param sums letters that sums bind
   */
  SampleVectors(Vocabulary vocabulary, Set<String> sums) {
    this.vocabulary = vocabulary;
    this.sums = sums;
  }

  /** Adds the letters of a formula that are vectors by what stands beside them. */
  void collect(List<Node> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      Optional<Label> label = indexed(node);
      if (label.isPresent() && (isTransposed(node) || isBehindVector(nodes, i))) {
        vocabulary.addVector(label.get().bases().get(0));
      }
      Label.of(node).filter(SampleVectors::isInverted).ifPresent(vocabulary::addMatrix);
      if (Node.fence(node).filter(fence -> fence.is("‖")).isPresent()) {
        Node.fence(node).get().body().stream()
            .flatMap(inner -> indexed(inner).stream())
            .forEach(inner -> vocabulary.addVector(inner.bases().get(0)));
      }
      parts(node).forEach(this::collect);
    }
  }

  /** Whether a formula is a vector because one stands in it. */
  boolean isVector(List<Node> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      boolean inner = i > 0 && (isTransposed(nodes.get(i - 1)) || isReduction(nodes.get(i - 1)));
      boolean vector =
          indexed(node).filter(label -> vocabulary.isVector(label.bases().get(0))).isPresent();
      boolean bracket =
          Node.fence(node).filter(f -> (f.is("(") || f.is("[")) && isVector(f.body())).isPresent();
      if (!inner && !isTransposed(node) && (vector || bracket)) {
        return true;
      }
    }
    return false;
  }

  private boolean isReduction(Node node) {
    return FunctionWriter.head(node, vocabulary)
        .filter(head -> REDUCTIONS.contains(head.name()) || head.sub().isPresent())
        .isPresent();
  }

  private static List<List<Node>> parts(Node node) {
    if (node instanceof Node.Scripted scripted) {
      return parts(scripted.base());
    }
    if (node instanceof Node.Group group) {
      return List.of(group.body());
    }
    if (node instanceof Node.Fence fence) {
      return List.of(fence.body());
    }
    if (node instanceof Node.Call call) {
      return call.arguments().stream().map(Node.Group::body).toList();
    }
    return node instanceof Node.Table table
        ? table.rows().stream().flatMap(List::stream).map(Node.Group::body).toList()
        : List.of();
  }

  /** A small letter with one letter as its index. */
  private static Optional<Label> indexed(Node node) {
    return Label.of(node)
        .filter(label -> label.isSmall() && !label.word() && label.primes() == 0)
        .filter(label -> label.sub().filter(SampleVectors::isLetter).isPresent());
  }

  private static boolean isLetter(Node.Group sub) {
    List<Node> nodes = Node.shown(sub.body());
    return nodes.size() == 1
        && nodes.get(0) instanceof Node.Leaf leaf
        && leaf.kind() == Kind.LETTERS
        && leaf.text().length() == 1;
  }

  private boolean hasIndex(Node.Group sub) {
    return Node.shown(sub.body()).stream()
        .anyMatch(node -> node instanceof Node.Leaf leaf && sums.contains(leaf.text()));
  }

  /** A capital letter that is inverted or transposed is a matrix. */
  private static boolean isInverted(Label label) {
    List<Node> sup = label.sup().map(s -> Node.shown(s.body())).orElse(List.of());
    boolean inverse = Label.spelled(sup).equals("_1") || Label.spelled(sup).equals("-1");
    return !label.isSmall() && (inverse || endsTransposed(sup));
  }

  private static boolean isTransposed(Node node) {
    return Label.of(node)
        .flatMap(Label::sup)
        .filter(sup -> endsTransposed(Node.shown(sup.body())))
        .isPresent();
  }

  private static boolean endsTransposed(List<Node> nodes) {
    int last = nodes.size() - 1;
    return last >= 0 && Superscript.isTransposition(nodes.subList(last, last + 1));
  }

  /** Whether what is transposed, or a matrix, stands before this, or before its function. */
  private boolean isBehindVector(List<Node> nodes, int at) {
    if (at == 0) {
      return false;
    }
    Node before = nodes.get(at - 1);
    boolean function = FunctionWriter.head(before, vocabulary).isPresent();
    if (function) {
      return at > 1 && isTransposed(nodes.get(at - 2));
    }
    return isTransposed(before) || isMatrix(before);
  }

  /** A capital Latin letter that is no size. */
  private boolean isMatrix(Node node) {
    return Label.of(node)
        .filter(label -> label.bases().get(0).matches("[A-Z]") && label.primes() == 0)
        .filter(label -> label.sub().filter(this::hasIndex).isEmpty())
        .filter(label -> !vocabulary.isSize(label.bases().get(0)))
        .isPresent();
  }
}
