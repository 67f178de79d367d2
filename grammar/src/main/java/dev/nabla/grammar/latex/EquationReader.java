package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Limits;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.text.NablaParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Says what the equations of a source define. An equation {@code f(x) = …} defines a function when
 * f is applied to something else elsewhere, and a value otherwise, as {@code z_1(x)}. In a chain
 * {@code a = e = b} the first side is the name, a name that nothing else defines is another one for
 * it, and the first of the other sides is the value.
 */
final class EquationReader {
  private static final Map<String, Integer> KEYWORDS =
      Map.of(
          "dim", NablaParser.DIM,
          "const", NablaParser.CONST,
          "fn", NablaParser.FN,
          "output", NablaParser.OUTPUT,
          "loss", NablaParser.LOSS,
          "input", NablaParser.INPUT,
          "target", NablaParser.TARGET,
          "param", NablaParser.PARAM);

  /** An equation and the keyword before it. */
  record Item(Equation equation, Optional<String> keyword) {}

  private final Vocabulary vocabulary;
  private final String text;
  private final Diagnostics diagnostics;
  private final Uses uses;
  private final Set<String> sums = new HashSet<>();
  private final Map<Equation, Uses> rightSides = new IdentityHashMap<>();
  private final Map<Equation, Definition> definitions = new IdentityHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> functions = new HashSet<>();
  private final Map<Span, Tokens> statements = new LinkedHashMap<>();
  private final Map<String, Definition> prose = new HashMap<>();
  private final List<LatexStatement> dims = new ArrayList<>();
  private boolean lossIsMarked;
  private Optional<Equation> loss = Optional.empty();
  private final Set<String> unread;
  private final Unread reasons;
  private int written;

  /**
   * @param unread takes the names that are defined by what cannot be read
   */
  EquationReader(
      Vocabulary vocabulary,
      String text,
      Diagnostics diagnostics,
      Unread reasons,
      Set<String> unread) {
    this.reasons = reasons;
    vocabulary.readNotes();
    this.unread = unread;
    this.vocabulary = vocabulary;
    this.text = text;
    this.diagnostics = diagnostics;
    this.uses = new Uses(vocabulary, text);
  }

  /**
   * The statements that the equations stand for; what cannot be read is reported.
   *
   * @param sentences equations that are read where others use what they define
   */
  List<LatexStatement> read(List<Item> all, List<Item> sentences) {
    List<Item> items = distinct(withSentences(all.stream().map(this::asking).toList(), sentences));
    items.forEach(this::superscripts);
    items.forEach(this::collectUses);
    lossIsMarked = items.stream().anyMatch(item -> item.keyword().equals(Optional.of("loss")));
    List<Item> sound = each(items, this::define);
    sound.forEach(item -> uses.addNames(rightSides.get(item.equation())));
    sizes(sound);
    definitions.values().forEach(d -> d.arguments().ifPresent(f -> uses.visit(f.body())));
    rows(sound);
    Set<String> whole = new HashSet<>();
    sound = eachDefinition(sound, item -> addWhole(item, whole));
    sound = eachDefinition(sound, item -> renameIndexed(item, whole));
    sound = eachDefinition(sound, this::functionOrValue);
    sound = eachDefinition(sound, this::aliases);
    sound = eachDefinition(sound, this::findLoss);
    each(sound, this::statement);
    if (reasons.isProse()) {
      opaque(new Span(0, 0));
    }
    return Stream.concat(
            dims.stream(),
            statements.entrySet().stream()
                .map(
                    e ->
                        new LatexStatement(
                            e.getKey(), e.getValue().list(), e.getValue().isLiteral())))
        .toList();
  }

  /**
   * Does something with each item; those that are not rejected, of the others the reason is said.
   */
  private List<Item> each(List<Item> items, Consumer<Item> action) {
    List<Item> sound = new ArrayList<>();
    for (Item item : items) {
      try {
        action.accept(item);
        sound.add(item);
      } catch (Rejection rejection) {
        fail(item, rejection);
      }
    }
    return sound;
  }

  private List<Item> eachDefinition(List<Item> items, Consumer<Item> action) {
    return each(
        items,
        item -> {
          if (definitions.containsKey(item.equation())) {
            action.accept(item);
          }
        });
  }

  /** Reports why an equation cannot be read; nothing is known about what it defines. */
  private void fail(Item item, Rejection rejection) {
    reasons.add(rejection);
    SymbolReader symbols = new SymbolReader(vocabulary, sums);
    for (List<Node> side : item.equation().sides()) {
      addUnread(() -> Label.of(side.get(0)).map(symbols::read).map(Symbol::name));
    }
    Optional<Definition> definition = Optional.ofNullable(definitions.get(item.equation()));
    addUnread(() -> definition.map(d -> d.name(vocabulary)));
  }

  private void addUnread(Supplier<Optional<String>> name) {
    try {
      name.get().ifPresent(unread::add);
    } catch (Rejection another) {
      // The first one says enough.
    }
  }

  /** An expression alone that says what it is derived by has a name that nothing else has. */
  private Item asking(Item item) {
    Uses here = new Uses(vocabulary, text);
    here.visit(item.equation().left());
    String name =
        Stream.of("f", "g", "q")
            .filter(free -> !vocabulary.isKnown(free) && !here.mentioned().contains(free))
            .findFirst()
            .orElse("f");
    return item.keyword().isPresent() || reasons.isProse()
        ? item
        : Asking.of(item.equation(), name).map(e -> new Item(e, Optional.empty())).orElse(item);
  }

  /** The equations with those of sentences that define a name which others use and none defines. */
  private List<Item> withSentences(List<Item> all, List<Item> sentences) {
    List<Item> items = new ArrayList<>(all);
    for (Item item : sentences) {
      Uses others = new Uses(vocabulary, text);
      items.forEach(other -> other.equation().right().forEach(others::visit));
      Optional<String> name = item.equation().isDefinition() ? name(item) : Optional.empty();
      boolean wanted =
          item.equation().isDefinition()
              && !isGiven(item.equation())
              && name.filter(n -> others.mentioned().contains(n) || others.applied().containsKey(n))
                  .filter(n -> items.stream().noneMatch(other -> name(other).equals(name)))
                  .isPresent();
      if (wanted) {
        items.add(item);
      }
    }
    return items;
  }

  /** {@code x = x_0} and {@code x = 1} give a value, and no definition. */
  private static boolean isGiven(Equation equation) {
    List<Node> right = Node.shown(equation.right().get(0));
    Node last = right.get(right.size() - 1);
    Node base = last instanceof Node.Scripted scripted ? scripted.base() : last;
    return right.size() == 1 && base instanceof Node.Leaf;
  }

  private Optional<String> name(Item item) {
    if (!item.equation().isDefinition()) {
      return Optional.empty();
    }
    try {
      return Label.of(item.equation().left().get(0))
          .map(new SymbolReader(vocabulary, Set.of())::read)
          .map(Symbol::name);
    } catch (Rejection later) {
      return Optional.empty();
    }
  }

  /** Notes say the same more than once. */
  private List<Item> distinct(List<Item> all) {
    Set<String> seen = new HashSet<>();
    FormulaWriter formulas = new FormulaWriter(vocabulary, Set.of(), text);
    return all.stream()
        .filter(
            item ->
                seen.add(
                    item.keyword().orElse("")
                        + item.equation().relation()
                        + item.equation().sides().stream().map(formulas::signature).toList()))
        .toList();
  }

  // ---------------------------------------------------------------- what is defined

  private void superscripts(Item item) {
    Optional<Label> label = Label.of(item.equation().left().get(0));
    List<Node> raised =
        label.flatMap(Label::sup).map(sup -> Node.shown(sup.body())).orElse(List.of());
    boolean single =
        item.equation().isDefinition()
            && raised.size() == 1
            && raised.get(0) instanceof Node.Leaf leaf
            && (leaf.kind() == Lexeme.Kind.LETTERS || leaf.kind() == Lexeme.Kind.NUMBER);
    if (single) {
      String part = Label.spelled(raised);
      boolean letter = Character.isLetter(part.codePointAt(0));
      vocabulary.addSuperscript(letter ? part : label.get().bases().get(0) + "^" + part);
    }
  }

  private void collectUses(Item item) {
    Uses here = new Uses(vocabulary, text);
    item.equation().right().forEach(here::visit);
    sums.addAll(here.sums());
    rightSides.put(item.equation(), here);
  }

  /** Finds out what an equation is about. */
  private void define(Item item) {
    Equation equation = item.equation();
    if (equation.isDefinition() && item.keyword().filter(k -> !isRole(k)).isEmpty()) {
      Definition definition =
          Definition.of(equation, item.keyword(), rightSides.get(equation), sums);
      String name = definition.name(vocabulary);
      if (reasons.isProse()) {
        Uses right = rightSides.get(equation);
        if (right.mentioned().isEmpty() && right.applied().isEmpty()) {
          throw Rejection.syntax(
              definition.span(), name + " has a value here, and stays a variable");
        }
        rejectSecond(definition, name);
      }
      definitions.put(equation, definition);
      names.add(name);
    }
  }

  /** Notes define a name more than once: the first time counts. */
  private void rejectSecond(Definition definition, String name) {
    Optional<Definition> before = Optional.ofNullable(prose.putIfAbsent(name, definition));
    boolean sum =
        before.filter(first -> isOf(first, definition) || isOf(definition, first)).isPresent();
    if (before.isPresent() && !sum) {
      throw Rejection.syntax(definition.span(), name + " is defined already");
    }
  }

  /** Whether one is made of the other, as L of all L_i. */
  private boolean isOf(Definition whole, Definition part) {
    String letters = String.join("", texts(part.indices()));
    return whole.indices().isEmpty()
        && !letters.isEmpty()
        && rightSides
            .get(whole.equation())
            .mentioned()
            .contains(part.name(vocabulary) + "_" + letters);
  }

  private static boolean isRole(String keyword) {
    return keyword.equals("output") || keyword.equals("loss");
  }

  /** Which letters are a vector for each value of their index. */
  private void rows(List<Item> items) {
    Set<String> indices = new HashSet<>(sums);
    definitions.values().forEach(d -> indices.addAll(texts(d.indices())));
    SampleVectors rows = new SampleVectors(vocabulary, indices);
    items.forEach(item -> item.equation().right().forEach(rows::collect));
    boolean more = true;
    while (more) {
      more = false;
      for (Definition definition : definitions.values()) {
        String letter = definition.label().bases().get(0);
        boolean found =
            definition.indices().size() == 1
                && definition.label().isSmall()
                && !vocabulary.isVector(letter)
                && definition.equation().right().stream().anyMatch(rows::isVector);
        if (found) {
          vocabulary.addVector(letter);
          more = true;
        }
      }
    }
  }

  /** How far a sum runs is a size wherever it stands: {@code \frac{1}{m} \sum_{i=1}^m}. */
  private void sizes(List<Item> items) {
    for (String bound : uses.bounds()) {
      boolean free =
          uses.mentioned().contains(bound)
              && !names.contains(bound)
              && !vocabulary.surroundings().variables().contains(bound)
              && !vocabulary.isSize(bound);
      if (free) {
        vocabulary.addSize(bound);
        Span start =
            new Span(
                items.get(0).equation().span().start(), items.get(0).equation().span().start());
        Tokens tokens = new Tokens();
        tokens.add(NablaParser.DIM, "dim", start);
        tokens.name(bound, start);
        dims.add(new LatexStatement(items.get(0).equation().span(), tokens.list(), false));
      }
    }
  }

  /** Notes speak of functions without a formula, as in {@code u = g_{out}(z)}. */
  private void opaque(Span first) {
    uses.applied()
        .forEach(
            (name, arguments) -> {
              boolean unknown =
                  !vocabulary.isKnown(name)
                      && vocabulary.function(name).isEmpty()
                      && !uses.mentioned().contains(name)
                      && name.codePointAt(0) < 128
                      && arguments.stream().noneMatch(inside -> inside.contains(","));
              if (unknown) {
                Span start = first;
                Tokens tokens = new Tokens();
                tokens.add(NablaParser.FN, "fn", start);
                tokens.name(name, start);
                tokens.add(NablaParser.LPAREN, "(", start);
                tokens.name("u", start);
                tokens.add(NablaParser.RPAREN, ")", start);
                dims.add(new LatexStatement(start, tokens.list(), false));
              }
            });
  }

  private void addWhole(Item item, Set<String> whole) {
    Definition definition = definitions.get(item.equation());
    if (definition.indices().isEmpty()) {
      whole.add(definition.name(vocabulary));
    }
  }

  /** In {@code L = \sum_i L_i} the two L are not one: what has the index is called L_i. */
  private void renameIndexed(Item item, Set<String> whole) {
    Definition definition = definitions.get(item.equation());
    String name = definition.name(vocabulary);
    if (!definition.indices().isEmpty() && whole.contains(name)) {
      StringBuilder other = new StringBuilder(name).append('_');
      definition.indices().forEach(index -> other.append(index.text()));
      vocabulary.rename(name, other.toString());
      names.add(other.toString());
    }
  }

  private void functionOrValue(Item item) {
    Definition definition = definitions.get(item.equation());
    String name = definition.name(vocabulary);
    FormulaWriter formulas = new FormulaWriter(vocabulary, definition.bound(), text);
    Optional<String> own = definition.arguments().map(f -> formulas.signature(f.body()));
    if (own.isEmpty()) {
      vocabulary.define(name);
      return;
    }
    Surroundings typed = vocabulary.surroundings();
    boolean mentioned = uses.mentioned().contains(name) || typed.mentioned().contains(name);
    boolean elsewhere =
        typed.applied().contains(name)
            || uses.applied().getOrDefault(name, Set.of()).stream()
                .anyMatch(inside -> !inside.equals(own.get()));
    if (elsewhere && !mentioned && definition.indices().isEmpty()) {
      functions.add(name);
      vocabulary.defineFunction(name);
    } else {
      vocabulary.define(name);
      int count = definition.indices().size();
      List<Subscript.Item> ofArguments =
          definition.indices().subList(count - definition.ofArguments(), count);
      vocabulary.writtenWith(name, new Vocabulary.Applied(own.get(), ofArguments));
    }
  }

  /** The sides of a chain that are names which nothing else defines. */
  private List<Symbol> aliases(Item item) {
    Definition definition = definitions.get(item.equation());
    List<List<Node>> right = definition.equation().right();
    List<Symbol> found = new ArrayList<>();
    if (right.size() > 1) {
      Map<String, Integer> sides = new HashMap<>();
      right.forEach(side -> mentioned(side).forEach(name -> sides.merge(name, 1, Integer::sum)));
      for (List<Node> side : right) {
        alias(definition, side)
            .filter(symbol -> !mentionedElsewhere(symbol.name(), side, sides))
            .ifPresent(found::add);
      }
    }
    if (found.size() == right.size() && !found.isEmpty()) {
      String value = found.get(found.size() - 1).name();
      found.removeIf(symbol -> symbol.name().equals(value));
    }
    found.forEach(symbol -> vocabulary.define(symbol.name()));
    return found;
  }

  private boolean mentionedElsewhere(String name, List<Node> side, Map<String, Integer> sides) {
    return sides.getOrDefault(name, 0) > (mentioned(side).contains(name) ? 1 : 0);
  }

  /** The names in a side of a chain that is a formula and not just a name. */
  private Set<String> mentioned(List<Node> side) {
    Uses uses = new Uses(vocabulary, text);
    if (side.size() > 1) {
      uses.visit(side);
    }
    return uses.mentioned();
  }

  private Optional<Symbol> alias(Definition definition, List<Node> side) {
    List<Node> shown = Node.shown(side);
    if (shown.size() != 1 || FunctionWriter.head(shown.get(0), vocabulary).isPresent()) {
      return Optional.empty();
    }
    return Label.of(shown.get(0))
        .map(new SymbolReader(vocabulary, definition.bound())::read)
        .filter(symbol -> symbol.exponent().isEmpty())
        .filter(symbol -> !names.contains(symbol.name()))
        .filter(symbol -> !vocabulary.surroundings().variables().contains(symbol.name()))
        .filter(symbol -> texts(symbol.indices()).equals(texts(definition.indices())));
  }

  private static List<String> texts(List<Subscript.Item> items) {
    return items.stream().map(Subscript.Item::text).toList();
  }

  // ---------------------------------------------------------------- the loss

  /**
   * Where nothing is marked as the loss, it is what {@code +=} adds to, or else the last of the
   * names L, J and E that no other equation uses.
   */
  private void findLoss(Item item) {
    Definition definition = definitions.get(item.equation());
    boolean given = lossIsMarked || vocabulary.surroundings().hasLoss();
    if (given || !definition.indices().isEmpty() || item.keyword().isPresent()) {
      return;
    }
    String name = definition.name(vocabulary);
    boolean adds = item.equation().relation().equals("+=");
    boolean used =
        uses.mentioned().contains(name) || vocabulary.surroundings().mentioned().contains(name);
    boolean letter = definition.label().bases().stream().anyMatch(LatexInput::isLossName);
    boolean sum = loss.filter(e -> e.relation().equals("+=")).isPresent();
    if (!functions.contains(name) && (adds || letter && !used && !sum)) {
      loss = Optional.of(item.equation());
    }
  }

  // ---------------------------------------------------------------- statements

  private void statement(Item item) {
    Equation equation = item.equation();
    Definition definition = definitions.get(equation);
    if (definition != null) {
      if (functions.contains(definition.name(vocabulary))) {
        function(definition);
      } else {
        value(definition);
      }
    } else if (item.keyword().isPresent() && !equation.relation().equals("\\in")) {
      typed(item.keyword().get(), equation);
    } else if (equation.relation().equals(":") || equation.relation().equals("\\in")) {
      shape(item);
    } else {
      call(equation);
    }
  }

  /**
   * {@code E(z, y)} alone says what a function without a formula is applied to, which makes it the
   * loss where there is none.
   */
  private void call(Equation equation) {
    List<Node> nodes = equation.left();
    Optional<String> name =
        nodes.size() == 2 && Node.fence(nodes.get(1)).isPresent()
            ? Label.of(nodes.get(0))
                .map(new SymbolReader(vocabulary, Set.of())::read)
                .map(Symbol::name)
            : Optional.empty();
    boolean function = name.filter(vocabulary.surroundings().functions()::contains).isPresent();
    if (name.filter(names::contains).isPresent()) {
      remark(equation.span(), name.get() + " is defined by another equation: this is not read");
    } else if (function && loss.isEmpty() && !vocabulary.surroundings().hasLoss()) {
      FormulaWriter writer = new FormulaWriter(vocabulary, Set.of(), text);
      Span start = new Span(equation.span().start(), equation.span().start());
      writer.tokens().add(NablaParser.LOSS, "loss", start);
      writer.tokens().name(vocabulary.isKnown("L") ? "J" : "L", start);
      writer.tokens().add(NablaParser.ASSIGN, "=", start);
      writer.write(nodes);
      add(equation.span(), writer.tokens());
    } else {
      throw Rejection.syntax(
          equation.span(),
          "this is not an equation",
          "an equation gives a name to an expression, as in z = W x + b");
    }
  }

  /** Says of a part that it is not needed. */
  private void remark(Span span, String message) {
    if (reasons.isProse()) {
      reasons.add(Rejection.syntax(span, message));
    } else {
      diagnostics.report(DiagnosticCode.LATEX, span, message);
    }
  }

  private void add(Span span, Tokens tokens) {
    written += tokens.list().size();
    if (written > Limits.TOKENS) {
      throw LatexInput.tooMany(span);
    }
    statements.put(span, tokens);
  }

  private void value(Definition definition) {
    Equation equation = definition.equation();
    FormulaWriter writer = new FormulaWriter(vocabulary, definition.bound(), text);
    Symbol symbol = writer.symbols().read(definition.label());
    boolean isLoss = loss.filter(e -> e == equation).isPresent();
    Optional<String> keyword = isLoss ? Optional.of("loss") : definition.keyword();
    Span start = new Span(equation.span().start(), equation.span().start());
    keyword.ifPresent(word -> writer.tokens().add(KEYWORDS.get(word), word, start));
    if (!symbol.exponent().isEmpty()) {
      throw Rejection.syntax(symbol.span(), "the left side is a name, and this is a power");
    }
    left(writer, definition, symbol);
    List<Symbol> aliases = aliases(new Item(equation, definition.keyword()));
    List<Symbol> asked = aliases.isEmpty() ? asked(definition, symbol, isLoss) : List.of();
    if (asked.isEmpty() && definition.arguments().isPresent()) {
      writer.tokens().interpret();
    }
    writer.asks(asked);
    boolean adds = equation.relation().equals("+=");
    Span relation = new Span(Node.span(equation.left()).end(), Node.span(equation.left()).end());
    writer
        .tokens()
        .add(adds ? NablaParser.PLUS_ASSIGN : NablaParser.ASSIGN, adds ? "+=" : "=", relation);
    writer.write(expression(definition, aliases));
    add(equation.span(), writer.tokens());
    for (Symbol alias : aliases) {
      FormulaWriter other = new FormulaWriter(vocabulary, definition.bound(), text);
      other.tokens().name(alias.name(), alias.span());
      other.indices(alias.indices(), alias.row(), alias.span());
      other
          .tokens()
          .add(NablaParser.ASSIGN, "=", new Span(alias.span().start(), alias.span().start()));
      left(
          other,
          definition,
          new Symbol(symbol.name(), alias.span(), symbol.indices(), symbol.row(), List.of()));
      add(alias.span(), other.tokens());
    }
  }

  /**
   * What {@code f(X) = …} asks to derive by: variables that nothing defines, where nothing uses f.
   * What a loss compares is data.
   */
  private List<Symbol> asked(Definition definition, Symbol symbol, boolean isLoss) {
    List<Symbol> asked = new ArrayList<>();
    boolean result =
        definition.indices().isEmpty()
            && !Definition.isLogarithm(definition.equation().left())
            && !uses.mentioned().contains(symbol.name())
            && !uses.applied().containsKey(symbol.name());
    Optional<Node.Fence> arguments =
        definition.arguments().filter(fence -> result && fence.is("("));
    for (Node node : arguments.map(Node.Fence::body).orElse(List.of())) {
      if (Node.isSign(node, ",") || Node.isSpace(node)) {
        continue;
      }
      Optional<Symbol> argument =
          Label.of(node)
              .filter(label -> label.primes() == 0)
              .map(new SymbolReader(vocabulary, definition.bound())::read)
              .filter(a -> a.exponent().isEmpty() && a.indices().isEmpty())
              .filter(a -> isFree(a.name()))
              .filter(a -> !isLoss || !a.name().matches("[xXyYtT][0-9]*"));
      if (argument.isEmpty()) {
        return List.of();
      }
      asked.add(argument.get());
    }
    return asked;
  }

  private boolean isFree(String name) {
    return !names.contains(name)
        && !vocabulary.surroundings().variables().contains(name)
        && vocabulary.function(name).isEmpty()
        && !vocabulary.isSize(name)
        && rightSides.values().stream().anyMatch(right -> right.mentioned().contains(name));
  }

  private static void left(FormulaWriter writer, Definition definition, Symbol symbol) {
    writer.interpret(definition.label(), symbol);
    writer.tokens().name(symbol.name(), symbol.span());
    Span place = definition.label().sub().map(Node.Group::span).orElse(symbol.span());
    writer.indices(definition.indices(), symbol.row(), place);
  }

  /** The side of a chain that is read; the others are taken to say the same. */
  private List<Node> expression(Definition definition, List<Symbol> aliases) {
    List<List<Node>> sides =
        definition.equation().right().stream()
            .filter(side -> aliases.stream().noneMatch(a -> covers(Node.span(side), a.span())))
            .toList();
    if (sides.size() == 1) {
      return sides.get(0);
    }
    List<Node> chosen =
        sides.stream().filter(side -> !appliesUnknown(side)).findFirst().orElse(sides.get(0));
    sides.stream()
        .filter(side -> side != chosen)
        .findFirst()
        .ifPresent(
            side ->
                remark(
                    Node.span(side),
                    "one side of a chain is read; the others, as this one, are taken to be equal"));
    return chosen;
  }

  private static boolean covers(Span whole, Span part) {
    return whole.start() <= part.start() && part.end() <= whole.end();
  }

  /** Whether a side applies something that is neither a function nor known. */
  private boolean appliesUnknown(List<Node> side) {
    Uses here = new Uses(vocabulary, text);
    here.visit(side);
    return here.applied().keySet().stream()
        .anyMatch(name -> !vocabulary.isKnown(name) && vocabulary.function(name).isEmpty());
  }

  private void function(Definition definition) {
    Node.Fence arguments = definition.arguments().orElseThrow();
    FormulaWriter writer = new FormulaWriter(vocabulary, definition.bound(), text);
    Span start = new Span(definition.span().start(), definition.span().start());
    writer.tokens().add(NablaParser.FN, "fn", start);
    Symbol symbol = writer.symbols().read(definition.label());
    writer.tokens().name(symbol.name(), symbol.span());
    writer.arguments(arguments);
    Span relation = new Span(arguments.span().end(), arguments.span().end());
    writer.tokens().add(NablaParser.ASSIGN, "=", relation);
    writer.write(expression(definition, List.of()));
    add(definition.span(), writer.tokens());
  }

  // ---------------------------------------------------------------- declarations

  /** A declaration with its keyword, whose names or numbers are LaTeX. */
  private void typed(String keyword, Equation equation) {
    FormulaWriter writer = new FormulaWriter(vocabulary, Set.of(), text);
    Span start = new Span(equation.span().start(), equation.span().start());
    writer.tokens().add(KEYWORDS.get(keyword), keyword, start);
    writer.write(equation.left());
    if (equation.relation().equals(":")) {
      new ShapeWriter(writer).write(equation);
    } else if (equation.relation().equals("=")) {
      Span relation = new Span(Node.span(equation.left()).end(), Node.span(equation.left()).end());
      writer.tokens().add(NablaParser.ASSIGN, "=", relation);
      writer.write(equation.right().get(0));
    }
    add(equation.span(), writer.tokens());
  }

  /** {@code x : (n, 1)} or {@code x \in \mathbb{R}^n}; the name says what the variable is for. */
  private void shape(Item item) {
    Equation equation = item.equation();
    FormulaWriter writer = new FormulaWriter(vocabulary, Set.of(), text);
    Label label =
        Label.of(equation.left().get(0))
            .filter(l -> equation.left().size() == 1)
            .orElseThrow(() -> Rejection.syntax(Node.span(equation.left()), "expected one name"));
    Symbol symbol = writer.symbols().read(label);
    if (names.contains(symbol.name())
        || vocabulary.surroundings().variables().contains(symbol.name())) {
      remark(
          equation.span(),
          symbol.name() + " is defined elsewhere, which gives its shape: this is not read");
      return;
    }
    Span start = new Span(equation.span().start(), equation.span().start());
    boolean size = ShapeWriter.isSize(equation);
    String keyword = size ? "dim" : item.keyword().orElseGet(() -> role(symbol.name()));
    writer.tokens().add(KEYWORDS.get(keyword), keyword, start);
    writer.tokens().name(symbol.name(), symbol.span());
    if (!size) {
      new ShapeWriter(writer).write(equation);
    }
    add(equation.span(), writer.tokens());
  }

  private String role(String name) {
    boolean hasLoss = loss.isPresent() || vocabulary.surroundings().hasLoss();
    boolean target = hasLoss && name.matches("[yYtT][0-9]*");
    return name.matches("[xX][0-9]*") ? "input" : target ? "target" : "param";
  }
}
