package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A name as LaTeX sets it: {@code \hat{\mathbf{y}}_i^{(2)}}.
 *
 * @param span the letter with its marks, without scripts
 * @param bases the ways in which the language may spell the letter, the first one when none is
 *     known
 * @param bold whether it is set in bold: a vector when it is small
 * @param word whether it is set as a word, as in {@code \mathrm{ReLU}}
 */
record Label(
    Span span,
    List<String> bases,
    boolean bold,
    boolean word,
    Optional<Node.Group> sub,
    Optional<Node.Group> sup,
    int primes) {
  /** Other spellings of letters that LaTeX has two forms of. */
  private static final Map<String, List<String>> VARIANTS =
      Map.of("ϵ", List.of("ε", "epsilon"), "ϕ", List.of("φ", "phi"), "π", List.of());

  private static final String VECTOR = "\u20D7";

  /** The name that a node is, if it is one. */
  static Optional<Label> of(Node node) {
    if (node instanceof Node.Scripted scripted) {
      return of(scripted.base())
          .filter(base -> base.sub().isEmpty() || scripted.sub().isEmpty())
          .filter(base -> base.sup().isEmpty() || scripted.sup().isEmpty())
          .map(
              base ->
                  new Label(
                      base.span(),
                      base.bases(),
                      base.bold(),
                      base.word(),
                      base.sub().or(scripted::sub),
                      base.sup().or(scripted::sup),
                      base.primes() + scripted.primes()));
    }
    if (node instanceof Node.Call call) {
      return ofCall(call);
    }
    if (node instanceof Node.Group group) {
      List<Node> shown = Node.shown(group.body());
      return shown.size() == 1 ? of(shown.get(0)).filter(Label::isPlain) : Optional.empty();
    }
    return node instanceof Node.Leaf leaf ? ofLeaf(leaf) : Optional.empty();
  }

  /** The name of the logarithm of what has this name. */
  Label ofLogarithm() {
    List<String> names = bases.stream().map(base -> "log_" + base).toList();
    return new Label(span, names, bold, true, sub, sup, primes);
  }

  private boolean isPlain() {
    return sub.isEmpty() && sup.isEmpty() && primes == 0;
  }

  private static Label plain(Span span, List<String> bases, boolean word) {
    return new Label(span, bases, false, word, Optional.empty(), Optional.empty(), 0);
  }

  private static Optional<Label> ofLeaf(Node.Leaf leaf) {
    if (leaf.kind() == Kind.LETTERS) {
      boolean word = Character.isLetter(leaf.text().charAt(leaf.text().length() - 1));
      boolean ascii = leaf.text().codePointAt(0) < 128 && leaf.text().length() == 1;
      String text = ascii ? leaf.text() : Normalizer.normalize(leaf.text(), Normalizer.Form.NFC);
      return Optional.of(plain(leaf.span(), List.of(text), word && text.length() > 1));
    }
    if (leaf.kind() == Kind.COMMAND && Commands.meaning(leaf.text()) == Meaning.LETTER) {
      String letter = Commands.text(leaf.text());
      List<String> others = VARIANTS.getOrDefault(letter, List.of(leaf.text()));
      return Optional.of(
          plain(
              leaf.span(),
              java.util.stream.Stream.concat(java.util.stream.Stream.of(letter), others.stream())
                  .toList(),
              false));
    }
    return Optional.empty();
  }

  private static Optional<Label> ofCall(Node.Call call) {
    Meaning meaning = Commands.meaning(call.name());
    if (meaning == Meaning.TEXT || meaning == Meaning.WORD) {
      return word(call).map(text -> plain(call.span(), List.of(text), text.length() > 1));
    }
    boolean marks = meaning == Meaning.BOLD || meaning == Meaning.FONT || meaning == Meaning.ACCENT;
    List<Node> shown = marks ? Node.shown(call.arguments().get(0).body()) : List.of();
    if (shown.size() != 1) {
      return Optional.empty();
    }
    String mark = meaning == Meaning.ACCENT ? Commands.text(call.name()) : "";
    boolean bold = meaning == Meaning.BOLD;
    return of(shown.get(0))
        .map(
            inner ->
                new Label(
                    call.span(),
                    call.name().equals("vec")
                        ? both(inner.bases(), VECTOR)
                        : inner.bases().stream().map(b -> marked(b, mark)).toList(),
                    bold || inner.bold(),
                    inner.word(),
                    inner.sub(),
                    inner.sup(),
                    inner.primes()));
  }

  private static List<String> both(List<String> bases, String mark) {
    return java.util.stream.Stream.concat(bases.stream(), bases.stream().map(b -> marked(b, mark)))
        .toList();
  }

  private static String marked(String base, String mark) {
    return Normalizer.normalize(base + mark, Normalizer.Form.NFC);
  }

  /** {@code \text{act}}, {@code \mathrm{leaky\_relu}}: letters and digits; other signs divide. */
  private static Optional<String> word(Node.Call call) {
    String text = call.arguments().isEmpty() ? call.raw() : spelled(call.arguments().get(0).body());
    String word =
        Normalizer.normalize(text.strip(), Normalizer.Form.NFC)
            .replaceAll("\\\\_|[\\s-]+", "_")
            .replaceAll("[^\\p{L}\\p{M}0-9_]", "");
    boolean fits = !word.isEmpty() && Character.isLetterOrDigit(word.codePointAt(0));
    return Optional.of(word).filter(w -> fits);
  }

  /** The letters and digits of nodes in a row. */
  static String spelled(List<Node> nodes) {
    StringBuilder out = new StringBuilder();
    for (Node node : nodes) {
      if (node instanceof Node.Leaf leaf) {
        boolean letter =
            leaf.kind() == Kind.COMMAND && Commands.meaning(leaf.text()) == Meaning.LETTER;
        boolean dash = leaf.text().equals("_") || leaf.text().equals("-");
        out.append(letter ? Commands.text(leaf.text()) : dash ? "_" : leaf.text());
      } else if (node instanceof Node.Group group) {
        out.append(spelled(group.body()));
      } else if (node instanceof Node.Call call) {
        out.append(
            call.arguments().isEmpty() ? call.raw() : spelled(call.arguments().get(0).body()));
      }
    }
    return out.toString();
  }

  /** Whether this is one small letter, marks aside. */
  boolean isSmall() {
    return Character.isLowerCase(bases.get(0).codePointAt(0));
  }
}
