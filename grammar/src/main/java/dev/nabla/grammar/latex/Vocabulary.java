package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of a source: those that are typed, and those that its LaTeX defines. */
final class Vocabulary {
  /** Words that notes have for functions of the language, without signs and capitals. */
  private static final Map<String, String> ALIASES =
      Map.of("sgn", "sign", "trace", "tr", "logistic", "sigmoid", "heaviside", "step");

  private static final Set<String> FACTS = Set.of("onehot", "symmetric", "positive", "diagonal");

  private final Surroundings surroundings;
  private final Map<String, String> functions = new HashMap<>();
  private final Set<String> defined = new HashSet<>();
  private final Set<String> definedFunctions = new HashSet<>();
  private boolean notes;
  private final Set<String> matrices = new HashSet<>();
  private final Set<String> vectors = new HashSet<>();
  private final Set<String> letters = new HashSet<>();
  private final Set<String> sizes = new HashSet<>();
  private final Set<String> words = new HashSet<>(FACTS);
  private final Set<String> superscripts = new HashSet<>();
  private final Map<String, String> spelled = new HashMap<>();
  private final Map<String, String> spellings = new HashMap<>();
  private final Map<String, String> indexed = new HashMap<>();
  private final Map<String, Applied> applied = new HashMap<>();

  /** A value that is written with what it depends on, {@code z_1(x)}, and indices of that. */
  record Applied(String arguments, List<Subscript.Item> indices) {}

  Vocabulary(Surroundings surroundings) {
    this.surroundings = surroundings;
    ALIASES.forEach(functions::put);
    surroundings.functions().forEach(name -> functions.put(simple(name), name));
    functions.values().retainAll(surroundings.functions());
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** The canonical spelling, remembered, as names come again and again. */
  private String canonical(String name) {
    return spellings.computeIfAbsent(name, Names::canonical);
  }

  private static String simple(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** The function of the language that a word names, whatever its capitals and hyphens. */
  Optional<String> function(String word) {
    boolean variable = isVariable(canonical(word));
    boolean exact = surroundings.functions().contains(word);
    return variable || word.length() < 2
        ? Optional.empty()
        : exact ? Optional.of(word) : Optional.ofNullable(functions.get(simple(word)));
  }

  boolean isFunction(String name) {
    return !isVariable(name)
        && (surroundings.functions().contains(name) || definedFunctions.contains(name));
  }

  private boolean isVariable(String name) {
    return surroundings.variables().contains(name) || defined.contains(name);
  }

  boolean isKnown(String name) {
    String canonical = canonical(name);
    return isVariable(canonical) || isFunction(canonical) || isSize(canonical);
  }

  boolean isSize(String name) {
    return surroundings.sizes().contains(name) || sizes.contains(name);
  }

  /** Says that equations of notes are read, and not a printed formula. */
  void readNotes() {
    notes = true;
  }

  boolean ofNotes() {
    return notes;
  }

  /** A capital letter that is a matrix by what stands at it. */
  void addMatrix(Label label) {
    matrices.add(key(label));
  }

  boolean isMatrix(Label label) {
    return matrices.contains(key(label));
  }

  private static String key(Label label) {
    return label.bases().get(0)
        + label.sub().map(sub -> "_" + Label.spelled(sub.body())).orElse("");
  }

  /** A small letter that is a vector for each value of its index. */
  void addVector(String letter) {
    vectors.add(letter);
  }

  boolean isVector(String letter) {
    return vectors.contains(letter);
  }

  /** A letter that is a function elsewhere. */
  void addLetter(String name) {
    letters.add(name);
  }

  Set<String> letters() {
    return letters;
  }

  /** Says that a name is how far a sum runs. */
  void addSize(String name) {
    sizes.add(name);
  }

  /** Whether letters in a row are one word. */
  boolean isWord(String row) {
    return words.contains(row) || isKnown(row) || function(row).isPresent();
  }

  void addWord(String word) {
    words.add(word);
  }

  void define(String name) {
    defined.add(name);
  }

  void defineFunction(String name) {
    definedFunctions.add(name);
  }

  /** A letter that a left side carries as a superscript, where it can only belong to the name. */
  void addSuperscript(String letter) {
    superscripts.add(letter);
  }

  boolean isSuperscript(String letter) {
    return superscripts.contains(letter);
  }

  /**
   * One of several ways to spell a name: one that is known, or else the first.
   *
   * @param raised how LaTeX writes a name with a superscript, so that x^{(1)} is told apart from
   *     x_1
   */
  String pick(List<String> spellings, Optional<String> raised, Span span) {
    String name =
        spellings.stream()
            .map(this::canonical)
            .filter(this::isKnown)
            .findFirst()
            .orElseGet(() -> canonical(spellings.get(0)));
    String written = raised.orElse(name);
    String before = spelled.putIfAbsent(name, written);
    if (before != null && !before.equals(written)) {
      throw new Rejection(
          DiagnosticCode.DUPLICATE_NAME,
          span,
          before + " and " + written + " would both be called " + name,
          "choose another letter for one of them");
    }
    return name;
  }

  /** Says that a name with indices is not the name without, as in {@code L = \sum_i L_i}. */
  void rename(String name, String other) {
    indexed.put(name, other);
  }

  /** What a name is called where it has indices. */
  String indexed(String name) {
    return indexed.getOrDefault(name, name);
  }

  void writtenWith(String name, Applied what) {
    applied.put(name, what);
  }

  Optional<Applied> writtenWith(String name) {
    return Optional.ofNullable(applied.get(name));
  }
}
