package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what subscripts and superscripts are: indices when their letters are bound, by a sum or
 * by the left side, and otherwise a part of the name. A bold small letter with one index is a row:
 * {@code \mathbf{x}_i} is the vector of sample i, {@code x[i,:]}.
 */
final class SymbolReader {
  /** Subscripts that are words, even where one of their letters is an index. */
  private static final Set<String> WORDS = Set.of("in", "min", "lin");

  /** Constants, which have no elements: what has is another thing. */
  private static final Set<String> CONSTANTS = Set.of("pi", "π", "e");

  private final Vocabulary vocabulary;
  private final Set<String> bound;

  SymbolReader(Vocabulary vocabulary, Set<String> bound) {
    this.vocabulary = vocabulary;
    this.bound = bound;
  }

  /** Whether this is a letter that is bound; a word never is. */
  boolean isBound(Subscript.Item item) {
    return item.letter() && bound.contains(item.text());
  }

  static boolean isWord(Subscript subscript) {
    return WORDS.contains(subscript.text());
  }

  Symbol read(Label label) {
    Superscript raised = raised(label);
    Optional<Subscript> sub = label.sub().map(Subscript::of);
    List<Subscript.Item> indices = new ArrayList<>();
    raised.index().ifPresent(indices::add);
    boolean indexed = sub.isPresent() && isIndex(sub.get(), label, raised);
    if (indexed) {
      indices.addAll(sub.get().items());
    }
    Optional<String> part = indexed ? Optional.empty() : sub.map(Subscript::text);
    String name = name(label, part, raised.name());
    if (indices.isEmpty()) {
      return new Symbol(name, span(label, raised), List.of(), false, raised.exponent());
    }
    boolean vector = vocabulary.surroundings().orders().getOrDefault(name, 2) == 1;
    boolean sample = raised.index().isPresent();
    boolean number = label.bases().stream().anyMatch(LatexInput::isLossName);
    if (sample && !label.isSmall() && !label.word() && !number && !vocabulary.isKnown(name)) {
      throw new Rejection(
          DiagnosticCode.INDEX,
          label.sup().get().span(),
          "a matrix for each " + indices.get(0).text() + " is not read",
          "a sample is a small letter; a matrix of layer 1 is W^{(1)}");
    }
    boolean row =
        !number
            && (sample || label.isSmall() && (label.bold() || isVector(label)))
            && indices.size() == 1
            && !vector;
    if (CONSTANTS.contains(name) && vocabulary.ofNotes() && !vocabulary.isKnown(name)) {
      String letters = indices.stream().map(Subscript.Item::text).collect(Collectors.joining());
      return new Symbol(name + "_" + letters, label.span(), indices, row, raised.exponent());
    }
    Span span = raised.name().isPresent() ? span(label, raised) : label.span();
    return new Symbol(vocabulary.indexed(name), span, indices, row, raised.exponent());
  }

  private boolean isVector(Label label) {
    return vocabulary.isVector(label.bases().get(0));
  }

  private Superscript raised(Label label) {
    return label
        .sup()
        .map(sup -> Superscript.of(sup, bound, text -> isLabel(label, text)))
        .orElse(Superscript.NONE);
  }

  private boolean isLabel(Label label, String text) {
    boolean letter = Character.isLetter(text.codePointAt(0));
    return letter
        ? vocabulary.isSuperscript(text)
        : label.bases().stream().anyMatch(base -> vocabulary.isSuperscript(base + "^" + text));
  }

  private static Span span(Label label, Superscript raised) {
    Span span = label.sub().map(sub -> label.span().to(sub.span())).orElse(label.span());
    return raised.exponent().isEmpty()
        ? label.sup().map(sup -> span.to(sup.span())).orElse(span)
        : span;
  }

  private boolean isIndex(Subscript sub, Label label, Superscript raised) {
    Optional<String> part = Optional.of(sub.text());
    if (sub.isNumbers()) {
      int order =
          vocabulary.surroundings().orders().getOrDefault(peek(label, Optional.empty(), raised), 0);
      return order == sub.items().size() && !vocabulary.isKnown(peek(label, part, raised));
    }
    List<Subscript.Item> free =
        sub.items().stream()
            .filter(item -> !item.all() && !item.number() && !isBound(item))
            .toList();
    boolean some = sub.items().stream().anyMatch(item -> item.all() || isBound(item));
    if (free.isEmpty() || !some) {
      return free.isEmpty();
    }
    if (isWord(sub) || vocabulary.isKnown(peek(label, part, raised))) {
      return false;
    }
    throw new Rejection(
        DiagnosticCode.INDEX,
        free.get(0).span(),
        "the index " + free.get(0).text() + " is not bound, as others beside it are",
        "bind it by a sum, or put it on the left side",
        "a word in a subscript is written _{\\mathrm{" + sub.text() + "}}");
  }

  private static String peek(Label label, Optional<String> sub, Superscript raised) {
    return Names.canonical(spellings(label, sub, raised.name()).get(0));
  }

  /** The name with the parts that subscript and superscript give it. */
  String name(Label label, Optional<String> sub, Optional<String> sup) {
    Span span = label.sub().map(group -> label.span().to(group.span())).orElse(label.span());
    Optional<String> written =
        sup.map(s -> label.bases().get(0) + sub.orElse("") + "^{" + bracketed(label, s) + "}");
    return vocabulary.pick(spellings(label, sub, sup), written, span);
  }

  /** The superscript with its brackets, if it is of one kind: layer [1] is not sample (1). */
  private static String bracketed(Label label, String sup) {
    boolean square =
        label
            .sup()
            .map(group -> Node.shown(group.body()))
            .filter(nodes -> !nodes.isEmpty() && nodes.get(0) instanceof Node.Fence)
            .filter(nodes -> ((Node.Fence) nodes.get(0)).is("["))
            .isPresent();
    return square ? "[" + sup + "]" : sup;
  }

  /** {@code W_1^H} is {@code W1_H}, {@code W^H} is {@code WH} or {@code W_H}. */
  private static List<String> spellings(Label label, Optional<String> sub, Optional<String> sup) {
    Set<String> all = new LinkedHashSet<>();
    for (String base : label.bases()) {
      String low = sub.map(s -> "_" + s).orElse("");
      String direct = base + low + sup.map(s -> (low.isEmpty() ? "" : "_") + s).orElse("");
      String apart = base + low + sup.map(s -> "_" + s).orElse("");
      boolean letter = base.codePointCount(0, base.length()) == 1;
      boolean close = letter && sup.filter(s -> s.length() > 1 && !s.matches("[0-9]+")).isEmpty();
      all.add(close ? direct : apart);
      all.add(close ? apart : direct);
      sub.ifPresent(s -> all.add(base + s + sup.orElse("")));
      sub.ifPresent(s -> sup.ifPresent(h -> all.add(base + h + "_" + s)));
    }
    return List.copyOf(all);
  }
}
