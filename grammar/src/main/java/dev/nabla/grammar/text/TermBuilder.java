package dev.nabla.grammar.text;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Inverse;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Expression.Transpose;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Rejection;
import dev.nabla.grammar.text.NablaParser.AtomContext;
import dev.nabla.grammar.text.NablaParser.ExponentContext;
import dev.nabla.grammar.text.NablaParser.FactorContext;
import dev.nabla.grammar.text.NablaParser.GroupContext;
import dev.nabla.grammar.text.NablaParser.IndexContext;
import dev.nabla.grammar.text.NablaParser.OperatorContext;
import dev.nabla.grammar.text.NablaParser.PostfixContext;
import dev.nabla.grammar.text.NablaParser.ProductContext;
import dev.nabla.grammar.text.NablaParser.TermContext;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Reads one term, which the grammar leaves as a flat list of factors and operators: what a function
 * name applies to, how far a reduction reaches, and what the quotes and brackets behind a name mean
 * depend on what the names are.
 *
 * <pre>
 *   chain       = product (operator -* product)*      one application behind a spaced bar
 *   product     = application+
 *   application = function application | reduction chain | fraction
 *   fraction    = factor (tight bar (factor | function factor))*
 * </pre>
 */
final class TermBuilder {
  /** No message repeats more of a text than this. */
  private static final int LONG = 40;

  /** Products that people write between two vectors for their dot product. */
  private static final Set<String> DOTS = Set.of("·", "⋅", "∙");

  private final TreeBuilder trees;
  private final Scope scope;
  private final List<ParseTree> items = new ArrayList<>();
  private int at;

  TermBuilder(TreeBuilder trees, Scope scope, TermContext term) {
    this.trees = trees;
    this.scope = scope;
    for (ParseTree child : term.children) {
      if (child instanceof ProductContext product) {
        items.addAll(product.factor());
      } else {
        items.add(child);
      }
    }
  }

  /** The term with its leading signs, which bind less than its products. */
  Expression build() {
    List<Token> signs = signs();
    return negated(signs, chain());
  }

  private List<Token> signs() {
    List<Token> signs = new ArrayList<>();
    while (at < items.size() && items.get(at) instanceof TerminalNode sign) {
      signs.add(sign.getSymbol());
      at++;
    }
    return signs;
  }

  private static Expression negated(List<Token> signs, Expression operand) {
    Expression result = operand;
    for (int i = signs.size() - 1; i >= 0; i--) {
      result = new Negate(Layout.span(signs.get(i)).to(operand.span()), result);
    }
    return result;
  }

  private Expression chain() {
    int start = at;
    Expression left = product();
    while (at < items.size() && items.get(at) instanceof OperatorContext sign) {
      int slash = at++;
      List<Token> signs = signs();
      boolean bar = sign.DIVIDE() != null;
      Expression right = bar ? divisor(start, slash) : product();
      Span span = left.span().to(right.span());
      Operator operator = operator(sign.getStart());
      boolean dotted = sign.TIMES() != null && DOTS.contains(sign.getText());
      left = new Binary(span, operator, left, negated(signs, right), dotted);
    }
    return left;
  }

  /**
   * What stands behind a spaced bar: one factor, since people differ about what a second one is.
   */
  private Expression divisor(int start, int slash) {
    int first = at;
    Expression divisor = application();
    if (peek().isEmpty()) {
      return divisor;
    }
    int second = at;
    product();
    String above = text(start, slash);
    String sign = text(slash, first);
    String below = text(first, second);
    String behind = text(second, at);
    throw Rejection.syntax(
        span(first, at),
        Layout.format(
            "behind a / with a space stands one factor: whether %s belongs below is not clear",
            behind.length() > LONG ? "what follows it" : behind),
        either(
            Layout.format("(%s %s %s) %s", above, sign, below, behind),
            Layout.format("%s %s (%s %s)", above, sign, below, behind)));
  }

  /** Both readings, unless they are too long to read. */
  private static String either(String one, String other) {
    return one.length() > 2 * LONG
        ? "put what belongs together in parentheses"
        : Layout.format("write %s or %s", one, other);
  }

  private Span span(int from, int to) {
    return trees
        .span((ParserRuleContext) items.get(from))
        .to(trees.span((ParserRuleContext) items.get(to - 1)));
  }

  /** Items as they are typed, with a space where something stands between them. */
  private String text(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      boolean apart = i > from && !Layout.touch(stop(items.get(i - 1)), start(items.get(i)));
      text.append(apart ? " " : "").append(Layout.typed(start(items.get(i)), stop(items.get(i))));
    }
    return text.toString();
  }

  private static Token start(ParseTree item) {
    return item instanceof TerminalNode leaf
        ? leaf.getSymbol()
        : ((ParserRuleContext) item).getStart();
  }

  private static Token stop(ParseTree item) {
    return item instanceof TerminalNode leaf
        ? leaf.getSymbol()
        : ((ParserRuleContext) item).getStop();
  }

  private Expression product() {
    Expression left = application();
    while (peek().isPresent()) {
      left = binary(Operator.PRODUCT, left, application());
    }
    return left;
  }

  private static Expression binary(Operator operator, Expression left, Expression right) {
    return new Binary(left.span().to(right.span()), operator, left, right);
  }

  private static Operator operator(Token token) {
    return switch (token.getType()) {
      case NablaParser.HADAMARD -> Operator.HADAMARD;
      case NablaParser.DIVIDE, NablaParser.BAR -> Operator.DIVIDE;
      case NablaParser.OUTER -> Operator.OUTER;
      default -> Operator.PRODUCT;
    };
  }

  /** The next factor of the same product, if there is one. */
  private Optional<FactorContext> peek() {
    return at < items.size() && items.get(at) instanceof FactorContext factor
        ? Optional.of(factor)
        : Optional.empty();
  }

  /** A function that applies to the factor behind it: {@code log h}. */
  private record Prefix(Span span, Name function, int primes) {}

  /** Functions that apply to the fraction behind them. */
  private Expression application() {
    Deque<Prefix> prefixes = new ArrayDeque<>();
    int start = at;
    Expression operand = operand(prefixes);
    return applied(prefixes, bar().isPresent() ? fraction(start, operand) : operand);
  }

  /** However many functions stand in a row, they take no more of the call stack. */
  private Expression operand(Deque<Prefix> prefixes) {
    Optional<Expression> operand = Optional.empty();
    while (operand.isEmpty()) {
      operand = factor(prefixes);
    }
    return operand.get();
  }

  private static Expression applied(Deque<Prefix> prefixes, Expression operand) {
    Expression result = operand;
    for (Prefix prefix : prefixes) {
      Span span = prefix.span().to(result.span());
      result = new Apply(span, prefix.function(), prefix.primes(), List.of(result));
    }
    return result;
  }

  /** The tight bar that comes next, if one does. */
  private Optional<OperatorContext> bar() {
    return at < items.size() && items.get(at) instanceof OperatorContext sign && sign.BAR() != null
        ? Optional.of(sign)
        : Optional.empty();
  }

  /** {@code x^2/2}, {@code a/b/c}: from left to right, tighter than anything but a power. */
  private Expression fraction(int start, Expression first) {
    Expression left = first;
    int below = at;
    boolean numbers = true;
    while (bar().isPresent()) {
      rejectPowerOfOne();
      numbers = isNumber(at - 1) && isNumber(at + 1);
      below = ++at;
      Deque<Prefix> prefixes = new ArrayDeque<>();
      Expression right = applied(prefixes, operand(prefixes));
      if (!prefixes.isEmpty() && bar().isPresent()) {
        throw Rejection.syntax(
            right.span(),
            "how far the function reaches is not clear",
            "put its argument in parentheses");
      }
      left =
          left == first && numbers && isWhole(below - 2) && isWhole(below)
              ? TreeBuilder.quotient((Number) left, (Number) right)
              : binary(Operator.DIVIDE, left, right);
    }
    rejectGlued(start, below, numbers);
    return left;
  }

  private boolean isNumber(int item) {
    return items.get(item) instanceof FactorContext factor
        && factor.postfix().isEmpty()
        && factor.atom().NUMBER() != null;
  }

  private boolean isWhole(int item) {
    return items.get(item).getText().chars().allMatch(Character::isDigit);
  }

  /** {@code 1/2n}: only a bracket or a norm behind a fraction of numbers is surely a factor. */
  private void rejectGlued(int start, int below, boolean numbers) {
    if (peek().isEmpty() || !Layout.touch(stop(items.get(at - 1)), peek().get().getStart())) {
      return;
    }
    AtomContext next = peek().get().atom();
    if (numbers && (next.group() != null || next.norm() != null || next.literal() != null)) {
      return;
    }
    int end = at + 1;
    while (end < items.size()
        && items.get(end) instanceof FactorContext more
        && Layout.touch(stop(items.get(end - 1)), more.getStart())) {
      end++;
    }
    String above = text(start, below - 1);
    String under = text(below, at);
    String behind = text(at, end);
    throw Rejection.syntax(
        span(start, end),
        "whether what stands behind the fraction belongs to its denominator is not clear",
        either(
            Layout.format("%s/(%s %s)", above, under, behind),
            Layout.format("(%s/%s) %s", above, under, behind)));
  }

  /** {@code x^1/2}: nobody writes a first power, and not everybody means a half by an inverse. */
  private void rejectPowerOfOne() {
    if (!(items.get(at - 1) instanceof FactorContext factor) || factor.postfix().isEmpty()) {
      return;
    }
    PostfixContext last = factor.postfix(factor.postfix().size() - 1);
    if (last.exponent() == null
        || last.exponent().NUMBER() == null
        || !last.exponent().NUMBER().getText().equals("1")) {
      return;
    }
    String base = Layout.typed(factor.getStart(), factor.getStop());
    String exponent = last.exponent().getText();
    String power = base.substring(0, base.length() - exponent.length());
    String below = items.get(at + 1).getText();
    throw Rejection.syntax(
        span(at - 1, at + 2),
        "how much of this is the exponent is not clear",
        either(power + "(" + exponent + "/" + below + ")", "(" + base + ")/" + below));
  }

  /** The next factor, unless it is a function that takes what comes after it. */
  private Optional<Expression> factor(Deque<Prefix> prefixes) {
    FactorContext factor = (FactorContext) items.get(at++);
    AtomContext atom = factor.atom();
    if (atom.NAME() == null) {
      return Optional.of(postfixed(trees.atom(atom), factor.postfix()));
    }
    Name name = TreeBuilder.name(atom.NAME().getSymbol());
    rejectSubscript(name);
    if (scope.isAsking(name.text()) && touchesGroup(factor)) {
      throw Rejection.syntax(
          name.span(),
          Layout.format(
              "%s is a value, whose definition says in parentheses what it is derived by",
              name.text()),
          Layout.format("for a function, define it by fn %s(u) = …", name.text()),
          Layout.format("for the value, write %s alone", name.text()));
    }
    if (scope.isFunction(name.text())
        && (!Scope.isLetter(name.text()) || isApplied(name, factor))) {
      return function(factor, name, prefixes);
    }
    if (scope.hidesFunction(name.text()) && factor.postfix().isEmpty() && touchesGroup(factor)) {
      throw hidden(factor, name);
    }
    boolean called =
        factor.postfix().isEmpty() && !scope.isFactor(name.text()) && touchesGroup(factor);
    return Optional.of(called ? call(name, name.span(), 0) : postfixed(name, factor.postfix()));
  }

  /** A value that has the name of a function, where one that reads cannot know which is meant. */
  private Rejection hidden(FactorContext factor, Name name) {
    String typed = factor.getText();
    String group = peek().map(next -> Layout.typed(next.getStart(), next.getStop())).orElse("");
    String product = group.length() > LONG ? typed + " (…)" : typed + " " + group;
    return Rejection.syntax(
        trees.span(factor).to(trees.span(peek().orElseThrow())),
        Layout.format(
            "%s is a value here and the name of a function: which is meant is not clear",
            name.text()),
        "to apply the function, give the value another name",
        "for a product, write " + product);
  }

  /** {@code σ(…)}, {@code σ'(…)}, {@code Σ[i] …}: anywhere else these are letters. */
  private boolean isApplied(Name name, FactorContext factor) {
    List<PostfixContext> postfixes = factor.postfix();
    boolean index =
        name.text().equals("Σ") && !postfixes.isEmpty() && postfixes.get(0).index() != null;
    boolean primes = postfixes.stream().allMatch(postfix -> postfix.PRIME() != null);
    boolean group = peek().filter(next -> next.atom().group() != null).isPresent();
    return index || (postfixes.isEmpty() ? touchesGroup(factor) : primes && group);
  }

  /** {@code sum_i} is no sum over i. */
  private void rejectSubscript(Name name) {
    int at = name.text().indexOf('_');
    String function = at < 0 ? "" : scope.function(name.text().substring(0, at));
    boolean reduces = List.of("sum", "prod").contains(function) && at + 2 == name.text().length();
    if (reduces
        && !scope.isVariable(name.text())
        && !scope.isFunction(name.text())
        && peek().isPresent()) {
      String index = name.text().substring(at + 1);
      throw Rejection.syntax(
          name.span(),
          Layout.format("a sum over an index is written with brackets, not %s", name.text()),
          Layout.format(
              "write %s[%s] …, and x[%s], or x[%s,:] for a row, in it",
              function, index, index, index));
    }
  }

  private boolean touchesGroup(FactorContext before) {
    return peek()
        .filter(next -> next.atom().group() != null)
        .filter(next -> Layout.touch(before.getStop(), next.getStart()))
        .isPresent();
  }

  private Optional<Expression> function(FactorContext factor, Name typed, Deque<Prefix> prefixes) {
    Name name = new Name(typed.span(), scope.function(typed.text()));
    List<PostfixContext> postfixes = factor.postfix();
    if (!postfixes.isEmpty() && postfixes.get(0).index() != null) {
      return Optional.of(reduction(factor, name));
    }
    int primes = 0;
    while (primes < postfixes.size() && postfixes.get(primes).PRIME() != null) {
      primes++;
    }
    String shown = Layout.quoted(factor.atom().getStart());
    if (primes < postfixes.size()) {
      throw Rejection.syntax(
          trees.span(postfixes.get(primes)),
          shown + " is a function: this belongs behind its argument",
          Layout.format("write %s(x)%s", typed.text(), postfixes.get(primes).getText()));
    }
    if (peek().isEmpty()) {
      throw Rejection.syntax(
          trees.span(factor),
          shown + " is a function and needs an argument",
          Layout.format("write %s(x)", typed.text()));
    }
    Span span = trees.span(factor);
    if (peek().get().atom().group() != null) {
      return Optional.of(call(name, span, primes));
    }
    prefixes.push(new Prefix(span, name, primes));
    return Optional.empty();
  }

  /** An application to the group that comes next, and what stands behind the group. */
  private Expression call(Name function, Span start, int primes) {
    FactorContext next = (FactorContext) items.get(at++);
    GroupContext group = next.atom().group();
    List<Expression> arguments = trees.expressions(group.expression());
    Span span = start.to(trees.span(group));
    return postfixed(new Apply(span, function, primes, arguments), next.postfix());
  }

  /** {@code sum[i,j]} and all that is left of the term: products of any kind, up to a sum. */
  private Expression reduction(FactorContext factor, Name function) {
    IndexContext index = factor.postfix(0).index();
    String shown = factor.getText();
    if (factor.postfix().size() > 1 || peek().isEmpty()) {
      Span span = trees.span(factor);
      throw Rejection.syntax(
          new Span(span.end(), span.end()),
          "expected a product after '" + shown + "'",
          Layout.format("put anything but a product in parentheses: %s (…)", shown));
    }
    List<Name> indices = trees.names(index);
    indices.forEach(i -> scope.bind(i.text()));
    trees.enter(trees.span(factor));
    Expression body = chain();
    trees.leave();
    scope.unbind(indices.size());
    Span span = trees.span(factor).to(body.span());
    return new Reduction(span, function, indices, trees.range(index), body);
  }

  /** The base with its postfix operators, from the inside out. */
  private Expression postfixed(Expression base, List<PostfixContext> postfixes) {
    Expression result = base;
    boolean power = false;
    for (int i = 0; i < postfixes.size(); i++) {
      PostfixContext postfix = postfixes.get(i);
      Span span = base.span().to(trees.span(postfix));
      if (postfix.exponent() != null) {
        int end = isTransposition(postfix) ? i + 1 : indexed(postfixes, i);
        boolean last = i == postfixes.size() - 1;
        rejectTower(power && !isTransposition(postfix), postfix);
        Expression next = raised(result, postfix, postfixes.subList(i + 1, end), last);
        power = next instanceof Power;
        result = next;
        i = end - 1;
      } else if (postfix.SUPERSCRIPT() != null) {
        rejectTower(power, postfix);
        result = superscript(span, result, postfix.SUPERSCRIPT().getSymbol());
      } else if (postfix.index() != null) {
        result = new Element(span, result, trees.subscripts(postfix.index()));
        power = false;
      } else {
        result = new Transpose(span, result);
        power = false;
      }
    }
    return result;
  }

  private void rejectTower(boolean tower, PostfixContext postfix) {
    if (tower) {
      throw Rejection.syntax(
          trees.span(postfix),
          "a power of a power needs parentheses",
          "write (a^b)^c or a^(b^c), whichever is meant");
    }
  }

  private static boolean isTransposition(PostfixContext postfix) {
    ExponentContext exponent = postfix.exponent();
    return postfix.POWER() != null
        && postfix.POWER().getText().equals("^")
        && exponent.MINUS() == null
        && exponent.NAME() != null
        && exponent.NAME().getText().equals("T");
  }

  /** Where the indices of a name in the exponent end: {@code e^z[i]} is e to the z[i]. */
  private static int indexed(List<PostfixContext> postfixes, int from) {
    int end = from + 1;
    while (postfixes.get(from).exponent().NAME() != null
        && end < postfixes.size()
        && postfixes.get(end).index() != null) {
      end++;
    }
    return end;
  }

  private Expression raised(
      Expression base, PostfixContext postfix, List<PostfixContext> indices, boolean last) {
    Span span = base.span().to(trees.span(postfix));
    ExponentContext context = postfix.exponent();
    if (isTransposition(postfix)) {
      return new Transpose(span, base);
    }
    boolean negative = context.MINUS() != null;
    if (postfix.POWER() != null && negative && context.getText().substring(1).equals("1")) {
      return new Inverse(span, base);
    }
    if (negative && context.NAME() != null && context.getText().substring(1).equals("T")) {
      throw Rejection.syntax(
          trees.span(postfix),
          "an inverse and a transpose are written one by one",
          "write (A^-1)^T");
    }
    Expression exponent = exponent(context, last);
    for (PostfixContext index : indices) {
      Span all = exponent.span().to(trees.span(index));
      exponent = new Element(all, exponent, trees.subscripts(index.index()));
    }
    if (negative) {
      Span sign = Layout.span(context.MINUS().getSymbol());
      exponent = new Negate(sign.to(exponent.span()), exponent);
    }
    boolean elementwise = postfix.DOT_POWER() != null;
    return new Power(span.to(exponent.span()), base, exponent, elementwise);
  }

  private Expression exponent(ExponentContext context, boolean last) {
    if (context.NAME() == null) {
      return trees.exponent(context);
    }
    Name typed = TreeBuilder.name(context.NAME().getSymbol());
    boolean function = scope.isFunction(typed.text());
    boolean group = last && peek().filter(next -> next.atom().group() != null).isPresent();
    boolean touching =
        group && Layout.touch(context.getStop(), ((FactorContext) items.get(at)).getStart());
    if (function && !group) {
      throw Rejection.syntax(
          typed.span(),
          Layout.quoted(context.NAME().getSymbol()) + " is a function and needs an argument",
          "write e^(" + typed.text() + "(x))");
    }
    if (function || (touching && !scope.isVariable(typed.text()))) {
      FactorContext next = (FactorContext) items.get(at);
      if (!next.postfix().isEmpty()) {
        throw Rejection.syntax(
            trees.span(next.postfix(0)),
            "what this belongs to is not clear",
            "put the exponent in parentheses");
      }
      return call(new Name(typed.span(), scope.function(typed.text())), typed.span(), 0);
    }
    return typed;
  }

  private static Expression superscript(Span span, Expression base, Token token) {
    String digits = Normalizer.normalize(token.getText(), Normalizer.Form.NFKC);
    boolean negative = token.getText().startsWith("⁻");
    if (negative && digits.substring(1).equals("1")) {
      return new Inverse(span, base);
    }
    Span at = Layout.span(token);
    Number number = TreeBuilder.number(at, negative ? digits.substring(1) : digits);
    return new Power(span, base, negative ? new Negate(at, number) : number, false);
  }
}
