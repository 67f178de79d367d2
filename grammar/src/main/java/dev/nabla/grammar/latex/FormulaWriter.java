package dev.nabla.grammar.latex;

import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.base.Visible;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.latex.Commands.Meaning;
import dev.nabla.grammar.latex.Lexeme.Kind;
import dev.nabla.grammar.text.NablaParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a formula as tokens of the language. What LaTeX shows by its layout becomes parentheses;
 * everything that the grammar settles for typed text, such as what a function name applies to, is
 * left to it.
 */
final class FormulaWriter {
  private static final Pattern EXPONENT = Pattern.compile("-?[0-9]{1,6}");
  private static final Pattern LAYOUT =
      Pattern.compile(
          "\\\\([,;:! ]|(left|right|text|math(rm|it|bf|sf|cal)|boldsymbol|bm|q?quad)(?![A-Za-z]))"
              + "|[\\s{}]");

  /** Letters that are functions where they are applied. */
  private static final Set<String> SIGNS = Set.of("σ", "Σ");

  private static final Map<String, String> RAISED = Map.of("ᵀ", "ᵀ", "⊤", "ᵀ");

  private final Vocabulary vocabulary;
  private final SymbolReader symbols;
  private final String text;
  private final Tokens out;

  FormulaWriter(Vocabulary vocabulary, Set<String> bound, String text) {
    this(vocabulary, new SymbolReader(vocabulary, bound), text, new Tokens());
  }

  private FormulaWriter(Vocabulary vocabulary, SymbolReader symbols, String text, Tokens out) {
    this.vocabulary = vocabulary;
    this.symbols = symbols;
    this.text = text;
    this.out = out;
  }

  Tokens tokens() {
    return out;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  SymbolReader symbols() {
    return symbols;
  }

  String shown(Span span) {
    return text.substring(span.start(), span.end());
  }

  /** A formula; {@code =} compares in it. */
  void write(List<Node> nodes) {
    List<Node> shown = nodes.stream().filter(node -> !Node.isSpace(node)).toList();
    int at = 0;
    while (at < shown.size()) {
      at = node(shown, at);
    }
  }

  /** What must not be empty, in parentheses that LaTeX does not show. */
  private void grouped(List<Node> nodes, Span whole) {
    if (Node.shown(nodes).isEmpty()) {
      throw Rejection.syntax(whole, "expected an expression in '" + shown(whole) + "'");
    }
    out.openImplied(whole);
    write(nodes);
    out.closeImplied(whole, shown(whole));
  }

  // ---------------------------------------------------------------- one node after the other

  /** Writes the node at a place and what belongs to it; returns the place behind. */
  private int node(List<Node> nodes, int at) {
    Node node = nodes.get(at);
    Optional<FunctionWriter.Head> function = FunctionWriter.head(node, vocabulary);
    if (function.isPresent()) {
      return new FunctionWriter(this, vocabulary).write(function.get(), nodes, at);
    }
    if (ReductionWriter.isReduction(node)) {
      new ReductionWriter(this, vocabulary).write(node);
      return at + 1;
    }
    if (ExpectationWriter.stands(nodes, at)) {
      return new ExpectationWriter(this, vocabulary).write(nodes, at);
    }
    if (isIndicator(node) && at + 1 < nodes.size() && nodes.get(at + 1) instanceof Node.Fence c) {
      grouped(c.body(), c.span());
      return at + 2;
    }
    Optional<Label> label = Label.of(node).filter(FormulaWriter::isName);
    if (label.isPresent()) {
      return label(label.get(), nodes, at);
    }
    if (node instanceof Node.Leaf leaf) {
      return leaf(leaf, nodes, at);
    }
    bare(node);
    return at + 1;
  }

  private static boolean isName(Label label) {
    return !EquationSplitter.CONNECTIVES.contains(label.bases().get(0));
  }

  private void bare(Node node) {
    if (node instanceof Node.Scripted scripted) {
      scripted(scripted);
    } else if (node instanceof Node.Fence fence) {
      fence(fence);
    } else if (node instanceof Node.Group group) {
      write(group.body());
    } else if (node instanceof Node.Table table) {
      new TableWriter(this).write(table);
    } else if (node instanceof Node.Call call) {
      call(call);
    } else {
      leaf((Node.Leaf) node, List.of(node), 0);
    }
  }

  private int leaf(Node.Leaf leaf, List<Node> nodes, int at) {
    switch (leaf.kind()) {
      case NUMBER -> {
        return number(leaf, nodes, at);
      }
      case COMMAND -> {
        if (Commands.meaning(leaf.text()) != Meaning.SIGN) {
          throw Commands.refused(leaf.span(), leaf.text());
        }
        return sign(Commands.text(leaf.text()), nodes, at);
      }
      default -> {
        return sign(leaf.text(), nodes, at);
      }
    }
  }

  // ---------------------------------------------------------------- signs and numbers

  private int sign(String sign, List<Node> nodes, int at) {
    Span span = nodes.get(at).span();
    boolean equals = at + 1 < nodes.size() && Node.isSign(nodes.get(at + 1), "=");
    if (sign.equals("=") || equals && Set.of("<", ">", "!").contains(sign)) {
      Span both = equals ? span.to(nodes.get(at + 1).span()) : span;
      out.add(NablaParser.COMPARE, sign.equals("=") ? "==" : sign + "=", both);
      return at + (equals ? 2 : 1);
    }
    if (sign.equals("·") && betweenVectors(nodes, at)) {
      out.interpret();
      out.add(NablaParser.TRANSPOSE, "ᵀ", span);
      return at + 1;
    }
    if (RAISED.containsKey(sign)) {
      out.add(NablaParser.TRANSPOSE, RAISED.get(sign), span);
      return at + 1;
    }
    if ("⁰¹²³⁴⁵⁶⁷⁸⁹⁻".contains(sign)) {
      int end = at + 1;
      while (end < nodes.size()
          && nodes.get(end) instanceof Node.Leaf leaf
          && "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(leaf.text())) {
        end++;
      }
      Span all = span.to(nodes.get(end - 1).span());
      out.add(NablaParser.SUPERSCRIPT, shown(all), all);
      return end;
    }
    int type = Commands.sign(sign).orElseThrow(() -> badSign(sign, span));
    out.add(sign.equals("/") && isTight(nodes, at) ? NablaParser.BAR : type, sign, span);
    return at + 1;
  }

  /** Whether no space stands on either side of a slash. */
  private static boolean isTight(List<Node> nodes, int at) {
    return at > 0
        && at + 1 < nodes.size()
        && Commands.sign(signOf(nodes.get(at - 1))).isEmpty()
        && Commands.sign(signOf(nodes.get(at + 1))).isEmpty()
        && nodes.get(at - 1).span().end() == nodes.get(at).span().start()
        && nodes.get(at).span().end() == nodes.get(at + 1).span().start();
  }

  private static Rejection badSign(String sign, Span span) {
    String shown = Visible.quoted(sign.codePointAt(0));
    String[] help =
        sign.equals("$")
            ? new String[] {"a formula between dollars is a statement of its own"}
            : new String[0];
    return new Rejection(
        DiagnosticCode.BAD_CHARACTER,
        span,
        "the character " + shown + " has no meaning in a formula",
        help);
  }

  /** {@code \mathbf{w} \cdot \mathbf{x}} is the product of a row and a column. */
  private boolean betweenVectors(List<Node> nodes, int at) {
    boolean first = at < 2 || Commands.sign(signOf(nodes.get(at - 2))).isPresent();
    return at > 0
        && at + 1 < nodes.size()
        && first
        && isVector(nodes, at - 1)
        && isVector(nodes, at + 1);
  }

  private static String signOf(Node node) {
    if (node instanceof Node.Leaf leaf) {
      boolean sign = leaf.kind() == Kind.COMMAND && Commands.meaning(leaf.text()) == Meaning.SIGN;
      return sign ? Commands.text(leaf.text()) : leaf.text();
    }
    return "";
  }

  private static boolean isVector(List<Node> nodes, int at) {
    return Label.of(nodes.get(at))
        .filter(label -> label.bold() && label.isSmall() && label.primes() == 0)
        .filter(
            label ->
                label.sup().isEmpty()
                    || !Superscript.isTransposition(Node.shown(label.sup().get().body())))
        .isPresent();
  }

  /** A number, or {@code 2 \cdot 10^{-3}}. */
  private int number(Node.Leaf leaf, List<Node> nodes, int at) {
    boolean below = out.endsWith(NablaParser.DIVIDE) || out.endsWith(NablaParser.BAR);
    boolean more = at + 2 < nodes.size() && !below;
    Optional<String> power = more ? powerOfTen(nodes, at) : Optional.empty();
    if (power.isPresent()) {
      Span span = leaf.span().to(nodes.get(at + 2).span());
      out.add(NablaParser.NUMBER, leaf.text() + "e" + power.get(), span);
      return at + 3;
    }
    out.add(NablaParser.NUMBER, leaf.text(), leaf.span());
    return at + 1;
  }

  private static boolean isWhole(List<Node> nodes) {
    return Node.shown(nodes).size() == 1 && isWhole(Node.shown(nodes).get(0));
  }

  private static boolean isWhole(Node node) {
    return node instanceof Node.Leaf leaf
        && leaf.kind() == Kind.NUMBER
        && leaf.text().chars().allMatch(Character::isDigit);
  }

  private Optional<String> powerOfTen(List<Node> nodes, int at) {
    boolean times = signOf(nodes.get(at + 1)).equals("·");
    return times
            && nodes.get(at + 2) instanceof Node.Scripted power
            && power.base() instanceof Node.Leaf ten
            && ten.is(Kind.NUMBER, "10")
            && power.sub().isEmpty()
            && power.primes() == 0
        ? power
            .sup()
            .map(sup -> Label.spelled(sup.body()).replace('_', '-'))
            .filter(sup -> EXPONENT.matcher(sup).matches())
        : Optional.empty();
  }

  // ---------------------------------------------------------------- names

  int label(Label label, List<Node> nodes, int at) {
    Symbol symbol = symbols.read(label);
    Optional<Node.Fence> next = next(nodes, at);
    if (SIGNS.contains(symbol.name()) && !vocabulary.isKnown(symbol.name())) {
      if (symbol.indices().isEmpty()) {
        return sign(symbol, label, nodes, at);
      }
      vocabulary.addLetter(symbol.name());
    }
    interpret(label, symbol);
    boolean touches = next.isPresent() && nodes.get(at).span().end() == next.get().span().start();
    out.name(symbol.name(), symbol.span());
    Optional<Vocabulary.Applied> applied =
        next.filter(fence -> fence.is("("))
            .flatMap(
                fence ->
                    vocabulary
                        .writtenWith(symbol.name())
                        .filter(a -> a.arguments().equals(signature(fence.body()))));
    List<Subscript.Item> indices = new ArrayList<>(symbol.indices());
    applied.ifPresent(a -> indices.addAll(a.indices()));
    int behind = at + (applied.isPresent() ? 2 : 1);
    Optional<List<Subscript.Item>> brackets =
        applied.isPresent() || !touches ? Optional.empty() : next.flatMap(f -> brackets(label, f));
    brackets.ifPresent(indices::addAll);
    behind += brackets.isPresent() ? 1 : 0;
    indices(indices, symbol.row(), label.sub().map(Node.Group::span).orElse(label.span()));
    primes(label, symbol.name(), next);
    exponent(symbol.exponent(), label.sup().map(Node.Group::span).orElse(label.span()));
    if (behind == at + 1 && next.isPresent() && symbol.indices().isEmpty()) {
      boolean call = symbol.exponent().isEmpty() && next.get().is("(") && touches;
      if (call) {
        arguments(next.get());
        behind = at + 2;
      }
    }
    if (behind == at + 2) {
      scripts(nodes.get(at + 1));
    }
    return behind;
  }

  /** What stands behind a name on the left that it is derived by. */
  void asks(List<Symbol> names) {
    for (int i = 0; i < names.size(); i++) {
      Span span = names.get(i).span();
      Span before = new Span(span.start(), span.start());
      out.add(i == 0 ? NablaParser.LPAREN : NablaParser.COMMA, i == 0 ? "(" : ",", before);
      out.name(names.get(i).name(), span);
    }
    if (!names.isEmpty()) {
      int end = names.get(names.size() - 1).span().end();
      out.add(NablaParser.RPAREN, ")", new Span(end, end));
    }
  }

  /** A superscript that is a part of the name or an index, and a row, are read into the text. */
  void interpret(Label label, Symbol symbol) {
    boolean raised =
        label
            .sup()
            .filter(sup -> Node.shown(sup.body()).size() > symbol.exponent().size())
            .isPresent();
    boolean renamed = !symbol.indices().isEmpty() && symbol.name().contains("_");
    if (raised || symbol.row() || renamed && label.sub().isPresent()) {
      out.interpret();
    }
  }

  /** σ is a function before brackets, and a letter elsewhere; Σ is a letter, as sums are \sum. */
  private int sign(Symbol symbol, Label label, List<Node> nodes, int at) {
    boolean before = next(nodes, at).filter(f -> f.is("(") || f.is("[")).isPresent();
    if (symbol.name().equals("σ")
        && (label.primes() > 0 || before && symbol.exponent().isEmpty())) {
      out.name("sigmoid", symbol.span());
      primes(label.primes(), label.span());
      next(nodes, at).ifPresent(this::arguments);
      if (next(nodes, at).isPresent()) {
        scripts(nodes.get(at + 1));
        return at + 2;
      }
      return at + 1;
    }
    vocabulary.addLetter(symbol.name());
    out.name(symbol.name(), symbol.span());
    exponent(symbol.exponent(), label.sup().map(Node.Group::span).orElse(label.span()));
    if (before && symbol.exponent().isEmpty()) {
      Span end = nodes.get(at).span();
      out.add(NablaParser.TIMES, "*", new Span(end.end(), end.end()));
    }
    return at + 1;
  }

  private static Optional<Node.Fence> next(List<Node> nodes, int at) {
    return at + 1 < nodes.size() ? Node.fence(nodes.get(at + 1)) : Optional.empty();
  }

  /** {@code x[i]}: indices in brackets, as they are typed. */
  private Optional<List<Subscript.Item>> brackets(Label label, Node.Fence fence) {
    boolean possible =
        fence.is("[")
            && label.sub().isEmpty()
            && label.sup().isEmpty()
            && Node.shown(fence.body()).stream()
                .allMatch(
                    n ->
                        n instanceof Node.Leaf leaf
                            && (leaf.kind() != Kind.SIGN || ",:".contains(leaf.text())));
    if (!possible || fence.body().isEmpty()) {
      return Optional.empty();
    }
    List<Subscript.Item> items = Subscript.of(new Node.Group(fence.span(), fence.body())).items();
    boolean all =
        items.stream().allMatch(item -> item.all() || item.number() || symbols.isBound(item));
    return Optional.of(items).filter(i -> all);
  }

  /** The letters and signs of nodes, without space and fonts. */
  String signature(List<Node> nodes) {
    return nodes.isEmpty() ? "" : LAYOUT.matcher(shown(Node.span(nodes))).replaceAll("");
  }

  void indices(List<Subscript.Item> items, boolean row, Span place) {
    if (items.isEmpty()) {
      return;
    }
    out.add(NablaParser.INDEX_OPEN, "[", new Span(place.start(), place.start() + 1));
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.add(NablaParser.COMMA, ",", place);
      }
      index(items.get(i));
    }
    if (row) {
      out.add(NablaParser.COMMA, ",", place);
      out.add(NablaParser.COLON, ":", place);
    }
    out.add(NablaParser.RBRACKET, "]", new Span(place.end() - 1, place.end()));
  }

  void index(Subscript.Item item) {
    int type =
        item.all() ? NablaParser.COLON : item.number() ? NablaParser.NUMBER : NablaParser.NAME;
    out.add(type, item.text(), item.span());
  }

  private void primes(Label label, String name, Optional<Node.Fence> next) {
    if (label.primes() == 0) {
      return;
    }
    if (!vocabulary.isFunction(name) && next.isEmpty()) {
      throw Rejection.syntax(
          label.span(),
          "a prime stands behind the name of a function, as in g'(z)",
          "a transpose is written ^\\top; a new value has a name of its own");
    }
    primes(label.primes(), label.span());
  }

  void primes(int count, Span place) {
    for (int i = 0; i < count; i++) {
      out.add(NablaParser.PRIME, "'", new Span(place.end(), place.end()));
    }
  }

  // ---------------------------------------------------------------- exponents

  /** What is raised: a transposition, an inverse, or a power. */
  void exponent(List<Node> nodes, Span span) {
    if (nodes.isEmpty()) {
      return;
    }
    Node first = nodes.get(0);
    List<Node> rest = nodes.subList(1, nodes.size());
    boolean minus = Node.isSign(first, "-") || Node.isSign(first, "−");
    if (Superscript.isTransposition(nodes)) {
      out.add(NablaParser.TRANSPOSE, "ᵀ", span);
    } else if (minus && (isOne(rest) || Superscript.isTransposition(rest))) {
      out.add(NablaParser.POWER, "^", first.span());
      out.add(NablaParser.MINUS, "-", first.span());
      out.add(NablaParser.NUMBER, "1", span);
      if (!isOne(rest)) {
        out.add(NablaParser.TRANSPOSE, "ᵀ", span);
      }
    } else if (signOf(first).equals("⊙") && !rest.isEmpty()) {
      out.add(NablaParser.DOT_POWER, ".^", first.span());
      grouped(rest, span);
    } else if (Node.isSign(first, "*") || Node.isSign(first, "+")) {
      throw Rejection.syntax(span, "'^" + shown(first.span()) + "' has no meaning here");
    } else {
      out.add(NablaParser.POWER, "^", new Span(span.start(), span.start() + 1));
      grouped(nodes, span);
    }
  }

  private static boolean isOne(List<Node> nodes) {
    return nodes.size() == 1 && nodes.get(0) instanceof Node.Leaf leaf && leaf.is(Kind.NUMBER, "1");
  }

  private void scripted(Node.Scripted scripted) {
    Node base = scripted.base();
    if (scripted.primes() > 0) {
      throw Rejection.syntax(
          scripted.span(), "a prime stands behind the name of a function, as in g'(z)");
    }
    if (isIndicator(base)) {
      indicator(scripted.sub().orElseThrow(() -> ones(base.span())));
      return;
    }
    boolean norm = base instanceof Node.Fence fence && fence.is("‖");
    if (norm) {
      norm((Node.Fence) base, scripted.sub());
    } else if (base instanceof Node.Group group) {
      grouped(group.body(), group.span());
    } else {
      bare(base);
    }
    if (!norm) {
      scripted.sub().ifPresent(this::elements);
    }
    scripted.sup().ifPresent(this::raised);
  }

  private void raised(Node.Group sup) {
    if (Node.shown(sup.body()).isEmpty()) {
      throw Superscript.empty(sup);
    }
    exponent(Node.shown(sup.body()), sup.span());
  }

  /** The subscript and the exponent behind arguments: {@code g(z)_i^2}. */
  void scripts(Node arguments) {
    if (arguments instanceof Node.Scripted scripted) {
      scripted.sub().ifPresent(this::elements);
      scripted.sup().ifPresent(this::raised);
    }
  }

  /** {@code \mathbb{1}}, {@code \mathbf{1}} and {@code \mathbb{I}} stand before a condition. */
  private static boolean isIndicator(Node node) {
    if (!(node instanceof Node.Call call)) {
      return false;
    }
    String sign = call.raw().strip();
    return switch (Commands.meaning(call.name())) {
      case SET -> sign.equals("1") || sign.equals("I");
      case BOLD -> sign.equals("1");
      default -> false;
    };
  }

  private static Rejection ones(Span span) {
    return Rejection.syntax(
        span,
        "a bold 1 says of how many ones it is made, or under which condition it is 1",
        "write \\mathrm{ones}(n), or \\mathbf{1}\\{z > 0\\}");
  }

  /** {@code \mathbb{1}_{\{z > 0\}}} is 1 where the condition holds, and 0 elsewhere. */
  private void indicator(Node.Group sub) {
    List<Node> nodes = Node.shown(sub.body());
    boolean braces = nodes.size() == 1 && nodes.get(0) instanceof Node.Fence;
    grouped(braces ? ((Node.Fence) nodes.get(0)).body() : nodes, sub.span());
  }

  /** The elements of what stands in brackets. */
  private void elements(Node.Group sub) {
    List<Subscript.Item> items = Subscript.of(sub).items();
    for (Subscript.Item item : items) {
      if (!item.all() && !item.number() && !symbols.isBound(item)) {
        throw new Rejection(
            DiagnosticCode.INDEX,
            item.span(),
            "the index " + item.text() + " is not bound",
            "bind it by a sum, or put it on the left side");
      }
    }
    indices(items, false, sub.span());
  }

  private void norm(Node.Fence fence, Optional<Node.Group> sub) {
    out.add(NablaParser.NORM_OPEN, "‖", fence.opening());
    inside(fence);
    out.add(NablaParser.NORM_CLOSE, "‖", end(fence));
    String kind = sub.map(s -> Label.spelled(s.body())).orElse("");
    if (!kind.isEmpty()) {
      out.add(NablaParser.NORM_KIND, kind, sub.get().span());
    }
    if (Norm.Kind.of(kind).isEmpty()) {
      throw Rejection.syntax(
          sub.get().span(), "there is no such norm", "the norms are ‖v‖, ‖v‖_2, ‖A‖_F and ‖v‖_1");
    }
  }

  // ---------------------------------------------------------------- brackets

  private static Span end(Node.Fence fence) {
    return new Span(fence.span().end() - 1, fence.span().end());
  }

  private void inside(Node.Fence fence) {
    if (Node.shown(fence.body()).isEmpty()) {
      throw Rejection.syntax(
          fence.span(), "expected an expression in '" + shown(fence.span()) + "'");
    }
    write(fence.body());
  }

  /** The arguments of a function, or of what may be one. */
  void arguments(Node.Fence fence) {
    out.add(NablaParser.LPAREN, "(", fence.opening());
    inside(fence);
    out.add(NablaParser.RPAREN, ")", end(fence));
  }

  private void fence(Node.Fence fence) {
    boolean list = fence.body().stream().anyMatch(node -> Node.isSign(node, ","));
    boolean rows = fence.body().stream().anyMatch(node -> Node.isSign(node, ";"));
    if (fence.is("‖")) {
      norm(fence, Optional.empty());
    } else if (fence.is("|")) {
      out.name(bars(fence), fence.opening());
      arguments(fence);
    } else if (fence.is("⟨")) {
      if (fence.body().stream().filter(node -> Node.isSign(node, ",")).count() != 1) {
        throw Rejection.syntax(
            fence.span(), "the dot product of two is written \\langle a, b \\rangle");
      }
      out.name("dot", fence.opening());
      arguments(fence);
    } else if (fence.is("[") && rows) {
      new TableWriter(this).typed(fence);
    } else if ((list || rows) && !fence.is("{")) {
      new TableWriter(this).list(fence);
    } else if (list || rows) {
      throw Rejection.syntax(
          fence.span(), "a set has no meaning in a formula", "a vector is written [a, b]");
    } else {
      out.add(NablaParser.LPAREN, "(", fence.opening());
      inside(fence);
      out.add(NablaParser.RPAREN, ")", end(fence));
    }
  }

  /**
   * Bars are the determinant of a matrix and the absolute value of all else; of a capital letter
   * that nothing else is said of either is possible.
   */
  private String bars(Node.Fence fence) {
    List<Node> shown = Node.shown(fence.body());
    List<Label> capitals =
        shown.stream()
            .flatMap(node -> Label.of(node).stream())
            .filter(label -> !label.isSmall() && !label.word())
            .filter(label -> !vocabulary.isSize(label.bases().get(0)))
            .toList();
    boolean matrix = capitals.stream().anyMatch(this::isMatrix);
    if (matrix) {
      out.interpret();
      return "det";
    }
    boolean alone = shown.size() == 1 && capitals.size() == 1;
    if (alone && vocabulary.ofNotes() && symbols.read(capitals.get(0)).indices().isEmpty()) {
      if (out.endsWithName("log") || out.endsWithName("ln")) {
        out.interpret();
        return "det";
      }
      if (!vocabulary.surroundings().orders().containsKey(symbols.read(capitals.get(0)).name())) {
        throw Rejection.syntax(
            fence.span(),
            "bars around a capital letter may be a determinant or an absolute value",
            "write \\det(A), or \\mathrm{abs}(a)");
      }
    }
    return "abs";
  }

  private boolean isMatrix(Label label) {
    int order = vocabulary.surroundings().orders().getOrDefault(symbols.read(label).name(), 0);
    return vocabulary.ofNotes()
        && symbols.read(label).indices().isEmpty()
        && (order == 2 || label.bold() || vocabulary.isMatrix(label));
  }

  // ---------------------------------------------------------------- commands with arguments

  private void call(Node.Call call) {
    switch (Commands.meaning(call.name())) {
      case FRACTION -> fraction(call);
      case ROOT -> {
        out.name("sqrt", new Span(call.span().start(), call.arguments().get(0).span().start()));
        grouped(call.arguments().get(0).body(), call.arguments().get(0).span());
      }
      case WRAPPER, BOLD, FONT -> {
        if (isIndicator(call)) {
          throw ones(call.span());
        }
        write(call.arguments().get(0).body());
      }
      case SKIPPED -> {}
      case ACCENT ->
          throw Rejection.syntax(
              call.span(),
              "'\\" + call.name() + "' stands above one letter, and makes a name of it");
      case SET ->
          throw new Rejection(
              DiagnosticCode.LATEX_COMMAND,
              call.span(),
              shown(call.span()) + " has no meaning in this place",
              "a shape is declared by x \\in \\mathbb{R}^{n}, an indicator is \\mathbb{1}_{\\{z > 0\\}}");
      default ->
          throw Rejection.syntax(
              call.span(),
              "text has no meaning in a formula",
              "a name of several letters is written \\mathrm{name}");
    }
  }

  private void fraction(Node.Call call) {
    Node.Group over = call.arguments().get(0);
    Node.Group under = call.arguments().get(1);
    Span sign = new Span(call.span().start(), over.span().start());
    out.openImplied(call.span());
    boolean zero = Label.spelled(Node.shown(under.body())).matches("0+");
    if (isWhole(over.body()) && isWhole(under.body()) && !zero) {
      write(over.body());
      out.add(NablaParser.BAR, "/", sign);
      write(under.body());
    } else {
      grouped(over.body(), over.span());
      out.add(NablaParser.DIVIDE, "/", sign);
      grouped(under.body(), under.span());
    }
    out.closeImplied(call.span(), shown(call.span()));
  }
}
