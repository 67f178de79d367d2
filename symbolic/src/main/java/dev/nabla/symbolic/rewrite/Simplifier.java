package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Traversal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Brings formulas to their textbook form: applies the rewrite rows from the inside out, multiplies
 * out and factors, each only where the formula becomes shorter.
 *
 * <p>Named values are seen through where that lets a rule fire: {@code log(h)} with {@code h =
 * sigmoid(z)} becomes {@code -softplus(-z)}. What remains equal to a named value's definition is
 * written by its name.
 */
public final class Simplifier {
  private static final int MAX_ROUNDS = 24;

  /** How far below a node a pattern may find a name: {@code 1 / sum(u)} in a product. */
  private static final int PATTERN_DEPTH = 4;

  /** How often names in the definitions of names are written out, up to what size. */
  private static final int NAMES_DEEP = 3;

  private static final long MAX_OPENED = 40;

  /** How much longer a stable form may be than what it comes from. */
  private static final long LONGER = 3;

  /** How deep inside a sum rules are tried; what is further down is collected on its own. */
  private static final int TRIED_DEPTH = 6;

  private final Exprs f;
  private final List<Applicable> always;
  private final List<Applicable> whenShorter;
  private final Distribution distribution;
  private final Factoring factoring;
  private final Map<Expr, Expr> names = new HashMap<>();
  private final Map<Expr, Expr> definitions = new HashMap<>();
  private final Map<Expr, Outcome> memo = new HashMap<>();

  /**
   * A simplified expression.
   *
   * @param result the shorter form
   * @param rules the rules that fired, in order, each once
   */
  public record Outcome(Expr result, List<String> rules) {
    public Outcome {
      rules = List.copyOf(rules);
    }
  }

  /**
   * One application of a rule.
   *
   * @param rule its name
   * @param before what it was applied to, a part of the formula
   * @param after what became of that
   * @param whole the whole formula with it
   */
  public record Step(String rule, Expr before, Expr after, Expr whole) {}

  public Simplifier(Exprs exprs) {
    this(exprs, Rules.STANDARD);
  }

  /** Simplifies by these rules. */
  public Simplifier(Exprs exprs, Rules rules) {
    this.f = exprs;
    this.always = rules.always().stream().map(this::applicable).toList();
    this.whenShorter = rules.whenShorter().stream().map(this::applicable).toList();
    this.distribution = new Distribution(exprs);
    this.factoring = new Factoring(exprs);
  }

  /** Makes a name known: its definition is written by it, and seen through where that helps. */
  public void define(Expr name, Expr definition) {
    definitions.put(name, definition);
    if (!definition.operands().isEmpty() && definition.weight() > 1) {
      names.putIfAbsent(definition, name);
    }
  }

  /** The textbook form of an expression. */
  public Outcome simplify(Expr e) {
    Outcome known = memo.get(e);
    if (known == null) {
      Trace trace = new Trace(f, false);
      known = new Outcome(run(e, trace), trace.rules());
      memo.put(e, known);
    }
    return known;
  }

  /**
   * What {@link #simplify} does to an expression, rule by rule; the last step's whole is its
   * result. To be asked before more names are defined.
   */
  public List<Step> steps(Expr e) {
    Trace trace = new Trace(f, true);
    run(e, trace);
    return trace.steps();
  }

  private Expr run(Expr e, Trace trace) {
    UnaryOperator<Expr> outer = trace.place();
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr node : Traversal.topological(List.of(e))) {
      Expr rebuilt = f.rebuild(node, node.operands().stream().map(done::get).toList());
      trace.enter(outer, e, node, done);
      done.put(node, atRoot(rebuilt, trace));
    }
    return done.get(e);
  }

  /** Simplifies a node whose operands are simplified already. */
  private Expr atRoot(Expr node, Trace trace) {
    Expr e = node;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Optional<Rewritten> next = step(e);
      if (next.isEmpty()) {
        return e;
      }
      trace.fired(e, next.get());
      e = resimplify(next.get().result(), e, trace);
    }
    return e;
  }

  /** A rule may have made new inner nodes; they get their turn before the root does again. */
  private Expr resimplify(Expr result, Expr before, Trace trace) {
    if (names.containsKey(result)) {
      return result;
    }
    UnaryOperator<Expr> outer = trace.place();
    Map<Expr, Expr> done = new HashMap<>();
    before.operands().forEach(operand -> done.put(operand, operand));
    for (Expr node : Traversal.topological(List.of(result))) {
      if (!done.containsKey(node)) {
        Expr rebuilt = f.rebuild(node, node.operands().stream().map(done::get).toList());
        trace.enter(outer, result, node, done);
        done.put(node, node == result ? rebuilt : atRoot(rebuilt, trace));
      }
    }
    trace.returnTo(outer);
    return done.get(result);
  }

  private Optional<Rewritten> step(Expr e) {
    if (names.containsKey(e)) {
      return Optional.of(new Rewritten(Rules.NAME, names.get(e)));
    }
    Optional<Rewritten> fired = fire(e);
    if (fired.isPresent()) {
      return fired;
    }
    Optional<Rewritten> seen = throughNames(e);
    if (seen.isPresent()) {
      return seen;
    }
    return shorter(e);
  }

  /** A rule with its pattern made in the expressions' own factory. */
  private record Applicable(String name, Function<Expr, Optional<Expr>> apply) {}

  private Applicable applicable(Rule rule) {
    return new Applicable(rule.name(), Matcher.of(f, rule));
  }

  private Optional<Rewritten> fire(Expr e) {
    return first(always, e);
  }

  /** One step of the first rule that changes the root of an expression. */
  private static Optional<Rewritten> first(List<Applicable> rules, Expr e) {
    for (Applicable rule : rules) {
      Optional<Expr> result = rule.apply().apply(e);
      if (result.isPresent() && result.get() != e) {
        return Optional.of(new Rewritten(rule.name(), result.get()));
      }
    }
    return Optional.empty();
  }

  /** Writes the definitions of names in place of the names, if a rule fires then. */
  private Optional<Rewritten> throughNames(Expr e) {
    if (e instanceof Sum || e.operands().isEmpty()) {
      return Optional.empty();
    }
    Expr opened = e;
    for (int depth = 0; depth < NAMES_DEEP; depth++) {
      Map<Expr, Expr> inlined = nearNames(opened);
      if (inlined.isEmpty()) {
        return Optional.empty();
      }
      opened = settled(f.substitute(opened, inlined));
      Expr written = opened;
      Optional<Rewritten> fired =
          fire(opened).filter(r -> r.result().weight() <= written.weight() + LONGER);
      if (fired.isPresent() || written.weight() > MAX_OPENED) {
        return fired.map(r -> r.after(List.of(new Rewritten(Rules.DEFINITION, written))));
      }
    }
    return Optional.empty();
  }

  /** What is at most so many levels inside an expression, the expression included. */
  private static Set<Expr> within(Expr e, int levels) {
    Set<Expr> found = new LinkedHashSet<>(List.of(e));
    Set<Expr> level = found;
    for (int k = 0; k < levels; k++) {
      Set<Expr> next = new LinkedHashSet<>();
      level.forEach(node -> next.addAll(node.operands()));
      next.removeAll(found);
      found.addAll(next);
      level = next;
    }
    return found;
  }

  /** An opened formula, unless it is large, with the rules applied to what is inside. */
  private Expr settled(Expr opened) {
    if (opened.weight() > MAX_OPENED) {
      return opened;
    }
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr node : Traversal.topological(List.of(opened))) {
      Expr rebuilt = f.rebuild(node, node.operands().stream().map(done::get).toList());
      done.put(
          node, node == opened ? rebuilt : fire(rebuilt).map(Rewritten::result).orElse(rebuilt));
    }
    return done.get(opened);
  }

  private Map<Expr, Expr> nearNames(Expr e) {
    Map<Expr, Expr> near = new HashMap<>();
    List<Expr> level = e.operands();
    for (int depth = 0; depth < PATTERN_DEPTH; depth++) {
      List<Expr> next = new ArrayList<>();
      for (Expr inner : level) {
        if (definitions.containsKey(inner)) {
          near.put(inner, definitions.get(inner));
        } else if (depth == 0 || !(inner instanceof Elementwise)) {
          next.addAll(inner.operands());
        }
      }
      level = next;
    }
    return near;
  }

  private Optional<Rewritten> shorter(Expr e) {
    Rewritten best = new Rewritten("", e);
    if (e instanceof Contraction c) {
      best = shortest(best, Rules.MULTIPLY_OUT, distribution.multiplyOut(c, this::plain));
      best = shortest(best, Rules.MULTIPLY_OUT, distribution.joinDivisors(c));
    }
    if (e instanceof Sum sum) {
      best = shortest(best, Rules.COLLECT, distribution.multiplyOutTerms(sum));
      best = tried(sum, best);
      best = shortest(best, Rules.FACTOR, factoring.factor(sum));
    }
    return best.result() == e ? Optional.empty() : Optional.of(best);
  }

  private static Rewritten shortest(Rewritten best, String rule, Expr candidate) {
    return candidate.weight() < best.result().weight() ? new Rewritten(rule, candidate) : best;
  }

  /** The sum with the rules that are only worth a try, multiplied out, where that is best. */
  private Rewritten tried(Sum sum, Rewritten best) {
    List<Rewritten> flips = new ArrayList<>();
    Expr flipped = sum;
    Optional<Rewritten> next = tryAll(flipped, flips);
    while (next.isPresent()) {
      flips.add(next.get());
      flipped = next.get().result();
      next = tryAll(flipped, flips);
    }
    if (flips.isEmpty()) {
      return best;
    }
    Expr collected = flipped instanceof Sum s ? distribution.multiplyOutTerms(s) : flipped;
    if (collected.weight() >= best.result().weight()) {
      return best;
    }
    return collected == flipped
        ? flips.remove(flips.size() - 1).after(flips)
        : new Rewritten(Rules.COLLECT, collected, flips);
  }

  /** Applies one rule that has not been tried yet wherever it fits. */
  private Optional<Rewritten> tryAll(Expr e, List<Rewritten> tried) {
    Map<Expr, Expr> replaced = new HashMap<>();
    String rule = "";
    for (Expr node : within(e, TRIED_DEPTH)) {
      Optional<Rewritten> flip = first(whenShorter, node);
      boolean isNew =
          flip.isPresent()
              && tried.stream().noneMatch(t -> t.rule().equals(flip.get().rule()))
              && (rule.isEmpty() || rule.equals(flip.get().rule()));
      if (isNew) {
        rule = flip.get().rule();
        replaced.put(node, flip.get().result());
      }
    }
    return rule.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rewritten(rule, f.substitute(e, replaced)));
  }

  /** The part of simplification that trial products need: collecting what they multiplied out. */
  private Expr plain(Expr e) {
    if (e instanceof Sum sum) {
      Expr expanded = eachTermFired(distribution.multiplyOutTerms(sum));
      return expanded.weight() < e.weight() ? expanded : e;
    }
    return e;
  }

  /** A sum whose terms a rule has been applied to, as {@code 1^T softmax(z)} is 1. */
  private Expr eachTermFired(Expr e) {
    if (!(e instanceof Sum sum)) {
      return e;
    }
    List<Sum.Term> terms = new ArrayList<>();
    for (Sum.Term term : sum.terms()) {
      Expr fired = fire(term.expr()).map(Rewritten::result).orElse(term.expr());
      terms.add(new Sum.Term(term.coefficient(), fired));
    }
    return f.linear(sum.axes(), terms);
  }
}
