package dev.nabla.symbolic.rewrite;

import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Sum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private final Exprs f;
  private final Matcher matcher;
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

  public Simplifier(Exprs exprs) {
    this.f = exprs;
    this.matcher = new Matcher(exprs);
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
      known = run(e);
      memo.put(e, known);
    }
    return known;
  }

  private Outcome run(Expr e) {
    Set<String> rules = new LinkedHashSet<>();
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr node : Exprs.topological(List.of(e))) {
      Expr rebuilt = f.rebuild(node, node.operands().stream().map(done::get).toList());
      done.put(node, atRoot(rebuilt, rules));
    }
    return new Outcome(done.get(e), List.copyOf(rules));
  }

  /** Simplifies a node whose operands are simplified already. */
  private Expr atRoot(Expr node, Set<String> rules) {
    Expr e = node;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Optional<Rewritten> next = step(e);
      if (next.isEmpty()) {
        return e;
      }
      rules.add(next.get().rule());
      Expr result = next.get().result();
      e = names.containsKey(result) ? names.get(result) : resimplify(result, e, rules);
    }
    return e;
  }

  /** A rule may have made new inner nodes; they get their turn before the root does again. */
  private Expr resimplify(Expr result, Expr before, Set<String> rules) {
    Map<Expr, Expr> done = new HashMap<>();
    before.operands().forEach(operand -> done.put(operand, operand));
    for (Expr node : Exprs.topological(List.of(result))) {
      if (!done.containsKey(node)) {
        Expr rebuilt = f.rebuild(node, node.operands().stream().map(done::get).toList());
        done.put(node, node == result ? rebuilt : atRoot(rebuilt, rules));
      }
    }
    return done.get(result);
  }

  private Optional<Rewritten> step(Expr e) {
    if (names.containsKey(e)) {
      return Optional.of(new Rewritten("name", names.get(e)));
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

  private Optional<Rewritten> fire(Expr e) {
    for (StructuralRewrites.Row row : StructuralRewrites.ROWS) {
      Optional<Expr> result = row.apply().apply(f, e);
      if (result.isPresent() && result.get() != e) {
        return Optional.of(new Rewritten(row.name(), result.get()));
      }
    }
    return matcher.rewriteAlways(e).filter(r -> r.result() != e);
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
      opened = f.substitute(opened, inlined);
      long written = opened.weight();
      Optional<Rewritten> fired =
          fire(settled(opened)).filter(r -> r.result().weight() <= written + LONGER);
      if (fired.isPresent() || written > MAX_OPENED) {
        return fired;
      }
    }
    return Optional.empty();
  }

  /** An opened formula, unless it is large, with the rules applied to what is inside. */
  private Expr settled(Expr opened) {
    if (opened.weight() > MAX_OPENED) {
      return opened;
    }
    Map<Expr, Expr> done = new HashMap<>();
    for (Expr node : Exprs.topological(List.of(opened))) {
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
    Expr best = e;
    String rule = "";
    if (e instanceof Contraction c) {
      Expr multiplied = distribution.multiplyOut(c, this::plain);
      if (multiplied.weight() < best.weight()) {
        best = multiplied;
        rule = "multiply-out";
      }
    }
    if (e instanceof Sum sum) {
      Expr expanded = distribution.multiplyOutTerms(sum);
      if (expanded.weight() < best.weight()) {
        best = expanded;
        rule = "collect";
      }
      Expr flipped = tried(sum);
      if (flipped.weight() < best.weight()) {
        best = flipped;
        rule = "collect";
      }
      Expr factored = factoring.factor(sum);
      if (factored.weight() < best.weight()) {
        best = factored;
        rule = "factor";
      }
    }
    return best == e ? Optional.empty() : Optional.of(new Rewritten(rule, best));
  }

  /** The sum with the rules that are only worth a try, multiplied out. */
  private Expr tried(Sum sum) {
    Map<Expr, Expr> replaced = new HashMap<>();
    for (Expr node : Exprs.topological(List.of(sum))) {
      matcher.rewriteToTry(node).ifPresent(r -> replaced.put(node, r.result()));
    }
    if (replaced.isEmpty()) {
      return sum;
    }
    Expr flipped = f.substitute(sum, replaced);
    return flipped instanceof Sum s ? distribution.multiplyOutTerms(s) : flipped;
  }

  /** The part of simplification that trial products need: collecting what they multiplied out. */
  private Expr plain(Expr e) {
    if (e instanceof Sum sum) {
      Expr expanded = distribution.multiplyOutTerms(sum);
      return expanded.weight() < e.weight() ? expanded : e;
    }
    return e;
  }
}
