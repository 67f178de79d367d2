package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Kind;
import dev.nabla.grammar.base.Span;
import dev.nabla.random.Signatures.Domain;
import dev.nabla.random.Signatures.Signature;
import dev.nabla.symbolic.function.FunctionGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Makes definitions whose shapes balance, of all the language has, reproducible from a seed. They
 * are right by construction: an expression is made for the shape, and so that its arguments lie
 * where functions are defined.
 */
final class SpecGenerator {
  private final Signatures signatures;

  SpecGenerator(Signatures signatures) {
    this.signatures = signatures;
  }

  RandomSpec generate(long seed, Coverage coverage) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    List<String> functions = signatures.functions();
    String featured = functions.get((int) Math.floorMod(seed, (long) functions.size()));
    return new Builder(new Scope(random, coverage), featured).build();
  }

  private final class Builder {
    private final Scope scope;
    private final List<Statement> statements = new ArrayList<>();

    /** A function that occurs in any case. */
    private final String featured;

    Builder(Scope scope, String featured) {
      this.scope = scope;
      this.featured = featured;
    }

    RandomSpec build() {
      if (scope.chance(0.2)) {
        function();
      }
      if (scope.chance(0.15)) {
        constant();
      }
      scope.declare(vector(), Statement.Role.INPUT);
      if (scope.chance(0.85)) {
        scope.declare(matrix(), Statement.Role.PARAM);
      }
      boolean loss = scope.chance(0.75);
      if (loss && scope.chance(0.7)) {
        scope.declare(scope.chance(0.7) ? vector() : matrix(), Statement.Role.TARGET);
      }
      Term term = new TermGenerator(scope, signatures, false).call(featured, 2);
      define(Kind.VALUE, term, term.shape(), false, false);
      int count = 1 + scope.random.nextInt(3);
      for (int k = 0; k < count; k++) {
        boolean last = !loss && k == count - 1;
        boolean targets = loss && scope.chance(0.15);
        statement(targets, last);
      }
      if (loss) {
        loss();
      }
      List<Statement> all = new ArrayList<>(scope.dimensions);
      all.addAll(scope.declarations);
      all.addAll(scope.functions);
      all.addAll(statements);
      return new RandomSpec(new Spec(Optional.empty(), all), scope.open);
    }

    private List<Extent> vector() {
      return List.of(scope.extent(), Extent.UNIT);
    }

    private List<Extent> matrix() {
      return scope.matrix();
    }

    private void constant() {
      String name = scope.fresh(List.of("lr", "ε", "c0"));
      double value = (1 + scope.random.nextInt(20)) / 10.0;
      scope.declarations.add(new Statement.Constant(Span.NONE, Ast.name(name), Ast.number(value)));
      scope.values.add(new Term(Ast.name(name), List.of(), Range.of(value), false));
      scope.coverage.construct("const");
    }

    /** A function of elements, of one parameter or two. */
    private void function() {
      int parameters = 1 + scope.random.nextInt(2);
      List<Expression.Name> names = new ArrayList<>();
      List<Term> terms = new ArrayList<>();
      for (int k = 0; k < parameters; k++) {
        Expression.Name name = Ast.name(scope.fresh(List.of("w", "r", "τ")));
        names.add(name);
        terms.add(new Term(name, List.of(), new Range(-1.5, 1.5), false));
      }
      TermGenerator fitting = new TermGenerator(scope, signatures, false);
      Term body = body(terms, fitting, 2);
      scope.functions.add(
          new Statement.Function(
              Span.NONE,
              Ast.name(scope.fresh(List.of("f", "g", "act"))),
              names,
              Optional.of(body.expression())));
    }

    private Term body(List<Term> parameters, TermGenerator fitting, int depth) {
      if (depth == 0) {
        return scope.one(parameters);
      }
      if (scope.chance(0.5)) {
        Term left = body(parameters, fitting, depth - 1);
        Term right = scope.one(parameters);
        Operator operator = scope.one(List.of(Operator.HADAMARD, Operator.ADD, Operator.SUBTRACT));
        Expression e = Ast.binary(operator, left.expression(), right.expression());
        return new Term(e, List.of(), new Range(-5, 5), false);
      }
      List<Signature> scalar =
          signatures.all().stream()
              .filter(s -> s.function().group() == FunctionGroup.ELEMENTWISE)
              .filter(s -> s.arguments().stream().allMatch(List::isEmpty))
              .filter(s -> s.arguments().size() == 1)
              .toList();
      Signature signature = scope.one(scalar);
      Domain domain = scope.one(signature.domains());
      scope.coverage.function(signature.function().name());
      Term argument = fitting.fit(body(parameters, fitting, depth - 1), domain.arguments().get(0));
      Expression e = Ast.apply(signature.function().name(), argument.expression());
      return new Term(e, List.of(), domain.value(), false);
    }

    private void statement(boolean targets, boolean last) {
      TermGenerator terms = new TermGenerator(scope, signatures, targets);
      boolean tensor = scope.chance(0.12);
      List<Extent> shape = tensor ? terms.tensorShape() : terms.anyShape();
      boolean indexed =
          !shape.isEmpty() && (scope.chance(tensor ? 0.6 : 0.25)) && !Term.isRow(shape);
      int depth = 1 + scope.random.nextInt(3);
      Term value =
          indexed
              ? new IndexGenerator(scope, signatures, terms, targets).statement(shape, depth)
              : terms.term(shape, depth);
      scope.coverage.construct(indexed ? "statement in index form" : "statement");
      boolean output = !value.target() && scope.chance(0.2) || last && scope.chance(0.3);
      define(output && !value.target() ? Kind.OUTPUT : Kind.VALUE, value, shape, indexed, false);
    }

    private void define(
        Kind kind, Term value, List<Extent> shape, boolean indexed, boolean accumulated) {
      Expression.Name name =
          Ast.name(kind == Kind.LOSS ? scope.fresh(List.of("L", "J")) : scope.valueName());
      List<Expression.Name> indices =
          indexed ? IndexGenerator.indices(shape).stream().map(Ast::name).toList() : List.of();
      statements.add(
          new Assignment(
              Span.NONE, kind, name, List.copyOf(indices), accumulated, value.expression()));
      scope.coverage.construct("kind " + kind + (accumulated ? " accumulated" : ""));
      scope.values.add(new Term(name, shape, value.range(), value.target()));
    }

    /** The sum of what some values, the last among them, reduce to. */
    private void loss() {
      TermGenerator terms = new TermGenerator(scope, signatures, true);
      Term total = reduced(terms, scope.values.get(scope.values.size() - 1));
      int more = scope.random.nextInt(3);
      List<Term> known = scope.all(true);
      for (int k = 0; k < more; k++) {
        Term part = reduced(terms, scope.one(known));
        double factor = (1 + scope.random.nextInt(9)) / 10.0;
        Expression scaled = Ast.times(Ast.number(factor), part.expression());
        total =
            new Term(
                Ast.add(total.expression(), scaled),
                List.of(),
                total.range().plus(part.range().times(factor)),
                true);
      }
      define(Kind.LOSS, total, List.of(), false, scope.chance(0.15));
    }

    private Term reduced(TermGenerator terms, Term value) {
      Optional<Term> reduced = scope.chance(0.8) ? terms.reduce(value, 1) : Optional.empty();
      if (reduced.isPresent()) {
        return reduced.get();
      }
      if (value.isScalar()) {
        return value;
      }
      Expression squares = Ast.binary(Operator.HADAMARD, value.expression(), value.expression());
      scope.coverage.function("sum");
      Range range = value.range().times(value.range()).summed(Term.count(value.shape()));
      return terms.tame(new Term(Ast.apply("sum", squares), List.of(), range, value.target()));
    }
  }
}
