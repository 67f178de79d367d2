package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.diagnostic.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/**
 * The LaTeX of a source that may hold typed statements too. Which statements are LaTeX is decided
 * for each: see {@link Chunks}.
 *
 * <p>Where the notes leave something open, this is how it is read:
 *
 * <ul>
 *   <li>Letters in a row are factors, {@code Wx}, unless the row is a word that is known: a
 *       function, or a name that the source declares or defines.
 *   <li>A letter of a subscript on the left is an index when it is a usual letter for one, or some
 *       sum binds it, and it stands in a subscript on the right too. {@code W_h} on the right makes
 *       the h of {@code a_h} a part of the name.
 *   <li>{@code \mathbf{x}_i} with an index i is the vector of sample i, row i of a matrix.
 *   <li>An index in parentheses, {@code x^{(i)}}, is an index when i is bound.
 *   <li>{@code [a, b]} is a row, {@code (a, b)} a column; brackets around one expression group it.
 *   <li>Where nothing is marked as the loss, L, J, E or {@code +=} says it.
 * </ul>
 */
public final class LatexInput {
  private static final Set<String> LOSSES = Set.of("L", "J", "E", "ℓ", "loss", "cost");

  /** The name on a left side: a row of letters there is no product. */
  private static final Pattern LEFT =
      Pattern.compile(
          "(?:^|\\\\\\\\|[&,;\\n]|\\\\quad|\\\\qquad)[ \\t]{0,20}&?[ \\t]{0,20}([A-Za-z]{2,60}[0-9]{0,9})"
              + "(?=\\s*(?:[_^](?:\\{[^{}]{0,60}\\}|[^\\s{}]))?\\s*(?:\\([^=()\\n]{0,200}\\))?\\s*&?"
              + "(?:\\+|:|\\\\mathrel\\{\\+\\})?\\s*[=:])");

  /** An equation that is all of a chunk: the left side, and no other one behind it. */
  private static final Pattern SINGLE =
      Pattern.compile("(?s)([^=]{1,200})=(?:(?!\\\\\\\\|\\\\quad|\\\\qquad|\\\\end).)*+");

  private final Source source;
  private final Chunks chunks;

  private LatexInput(Source source, Chunks chunks) {
    this.source = source;
    this.chunks = chunks;
  }

  /** Finds the LaTeX of a source. */
  public static LatexInput of(Source source) {
    boolean tooLong = source.text().length() > Limits.CHARACTERS;
    return new LatexInput(source, new Chunks(tooLong ? "" : source.text()));
  }

  /** Whether the source holds none. */
  public boolean isEmpty() {
    return chunks.latex().isEmpty() && chunks.errors().isEmpty();
  }

  /** Whether a name alone says that it is the loss. */
  public static boolean isLossName(String name) {
    return LOSSES.contains(name);
  }

  /** The source with blanks in place of its LaTeX, every other character at its place. */
  public Source typed() {
    StringBuilder out = new StringBuilder(source.text());
    Stream.concat(chunks.latex().stream().map(Chunk::whole), chunks.comments().stream())
        .forEach(span -> blank(out, span));
    return new Source(source.name(), out.toString());
  }

  private static void blank(StringBuilder out, Span span) {
    for (int i = span.start(); i < span.end(); i++) {
      if (out.charAt(i) != '\n') {
        out.setCharAt(i, ' ');
      }
    }
    if (span.end() > span.start()) {
      out.setCharAt(span.start(), ';');
      out.setCharAt(span.end() - 1, ';');
    }
  }

  /**
   * What LaTeX stands for.
   *
   * @param statements in order of the text
   * @param letters names of functions that are variables here, as σ in {@code \sigma^2}
   * @param unread the names that are defined by what cannot be read
   * @param reasons takes why statements cannot be read
   * @param complete whether nothing else is
   */
  public record Result(
      List<LatexStatement> statements,
      Set<String> letters,
      Set<String> unread,
      Unread reasons,
      boolean complete) {
    public Result {
      letters = Set.copyOf(letters);
      statements = List.copyOf(statements);
      unread = Set.copyOf(unread);
    }
  }

  /**
   * The statements that the LaTeX stands for, in order of the text. What cannot be read is reported
   * and left out.
   */
  public Result statements(Surroundings surroundings, Diagnostics diagnostics) {
    Unread reasons = new Unread(source, diagnostics, chunks.isProse());
    chunks.errors().forEach(reasons::add);
    boolean complete = chunks.errors().isEmpty();
    Set<String> unread = new HashSet<>();
    Vocabulary vocabulary = new Vocabulary(surroundings);
    chunks.latex().forEach(chunk -> words(chunk.math(), vocabulary));
    List<EquationReader.Item> items = new ArrayList<>();
    int left = Limits.TOKENS;
    for (Chunk chunk : chunks.latex()) {
      List<Lexeme> lexemes = LatexScanner.scan(source.text(), chunk.math(), vocabulary::isWord);
      if (lexemes.size() > left) {
        tooMany(lexemes.get(left).span()).reportTo(diagnostics);
        return new Result(List.of(), Set.of(), Set.of(), reasons, false);
      }
      left -= lexemes.size();
      try {
        items(chunk, lexemes, vocabulary, items);
      } catch (Rejection rejection) {
        reasons.add(rejection);
        Optional<String> name = defined(chunk, vocabulary);
        name.ifPresent(unread::add);
        complete &= name.isPresent();
      }
    }
    List<EquationReader.Item> sentences = sentences(vocabulary);
    EquationReader reader =
        new EquationReader(vocabulary, source.text(), diagnostics, reasons, unread);
    List<LatexStatement> statements = reader.read(items, sentences);
    return chunks.isProse()
        ? new Result(statements, vocabulary.letters(), Set.of(), reasons, true)
        : new Result(statements, vocabulary.letters(), unread, reasons, complete);
  }

  /** What sentences may define; what cannot be read in them is passed over. */
  private List<EquationReader.Item> sentences(Vocabulary vocabulary) {
    List<EquationReader.Item> items = new ArrayList<>();
    for (Chunk chunk : chunks.inline()) {
      try {
        items(
            chunk,
            LatexScanner.scan(source.text(), chunk.math(), vocabulary::isWord),
            vocabulary,
            items);
      } catch (Rejection sentence) {
        // A formula of a sentence need not be an equation.
      }
    }
    return items;
  }

  /** The name that one equation defines which cannot be read; none of several. */
  private Optional<String> defined(Chunk chunk, Vocabulary vocabulary) {
    Matcher left = SINGLE.matcher(source.text()).region(chunk.math().start(), chunk.math().end());
    if (!left.matches()) {
      return Optional.empty();
    }
    try {
      Span name = new Span(left.start(1), left.end(1));
      List<Lexeme> lexemes = LatexScanner.scan(source.text(), name, vocabulary::isWord);
      List<Node> nodes = new NodeParser(source.text(), lexemes, vocabulary::isKnown).parse();
      return nodes.isEmpty()
          ? Optional.empty()
          : Label.of(nodes.get(0))
              .map(new SymbolReader(vocabulary, Set.of())::read)
              .map(Symbol::name);
    } catch (Rejection another) {
      return Optional.empty();
    }
  }

  private void words(Span math, Vocabulary vocabulary) {
    Matcher left = LEFT.matcher(source.text()).region(math.start(), math.end());
    while (left.find()) {
      vocabulary.addWord(left.group(1));
    }
  }

  private void items(
      Chunk chunk, List<Lexeme> lexemes, Vocabulary vocabulary, List<EquationReader.Item> into) {
    Optional<String> keyword =
        chunk.keyword().map(span -> source.text().substring(span.start(), span.end()));
    List<Node> nodes = new NodeParser(source.text(), lexemes, vocabulary::isKnown).parse();
    boolean list = keyword.filter(k -> !k.equals("output") && !k.equals("loss")).isPresent();
    List<Equation> equations = list ? EquationSplitter.list(nodes) : EquationSplitter.split(nodes);
    boolean first = true;
    for (Equation equation : equations) {
      into.add(new EquationReader.Item(equation, first || list ? keyword : Optional.empty()));
      first = false;
    }
    if (equations.isEmpty()) {
      throw Rejection.syntax(chunk.whole(), "there is no equation here");
    }
  }

  /** Says that a source is too long. */
  static Rejection tooMany(Span span) {
    return new Rejection(
        DiagnosticCode.LIMIT,
        span,
        String.format(
            Locale.ROOT,
            "the text has more than %,d words, numbers and signs, the limit",
            Limits.TOKENS));
  }

  /**
   * The tokens of a formula that is all of a source, as the printers write it.
   *
   * @param functions the names of all functions
   * @param bound the letters that are indices
   * @throws Rejection when it cannot be read
   */
  public static List<Token> formula(Source source, Set<String> functions, Set<String> bound) {
    Vocabulary vocabulary = new Vocabulary(Surroundings.of(functions));
    Span whole = new Span(0, source.text().length());
    List<Lexeme> lexemes = LatexScanner.scan(source.text(), whole, vocabulary::isWord);
    if (lexemes.size() > Limits.TOKENS) {
      throw tooMany(whole);
    }
    List<Node> nodes = new NodeParser(source.text(), lexemes, vocabulary::isKnown).parse();
    Uses uses = new Uses(vocabulary, source.text());
    uses.visit(nodes);
    Set<String> indices = new HashSet<>(bound);
    indices.addAll(uses.sums());
    FormulaWriter writer = new FormulaWriter(vocabulary, indices, source.text());
    writer.write(nodes);
    return writer.tokens().list();
  }
}
