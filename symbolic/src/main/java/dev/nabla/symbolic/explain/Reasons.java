package dev.nabla.symbolic.explain;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Derivation.Form;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.explain.Explanation.Equation;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.notation.Notation;
import dev.nabla.symbolic.rewrite.Rule.Meaning;
import dev.nabla.symbolic.rewrite.Rules;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What rewrites say, as equations for people. */
final class Reasons {
  private static final int MAX_WEIGHT = 40;

  private final Notation notation;
  private final Layout layout;
  private final Rules rules;
  private static final Set<String> FUNCTIONS = Elaborator.functionNames();
  private final Map<Variable, Expr> definitions = new HashMap<>();

  Reasons(Derivation derivation, Layout layout, Notation notation) {
    this.layout = layout;
    this.notation = notation;
    this.rules = derivation.rules();
    for (Binding binding : derivation.network().values()) {
      definitions.put(binding.variable(), binding.value());
    }
    for (Derived adjoint : derivation.adjoints()) {
      definitions.put(adjoint.name(), adjoint.formula());
    }
  }

  Reason of(Form form) {
    List<Equation> names = names(form);
    Optional<Meaning> meaning = rules.meaning(form.rule());
    if (!names.isEmpty() || meaning.isEmpty()) {
      return new Reason(form.rule(), "", names, form.verdict());
    }
    List<Equation> identity =
        meaning.filter(Meaning::isIdentity).map(this::equation).stream().toList();
    return new Reason(form.rule(), meaning.get().words(), identity, form.verdict());
  }

  /** Why a matrix product is what stands for it. */
  Reason ofProduct(Expression product, Verdict verdict) {
    boolean diagonal = mentions(product, "diag");
    boolean identity = mentions(product, "identity");
    if (diagonal || identity) {
      Equation equation =
          diagonal
              ? new Equation(parse("diag(u) v"), parse("u ⊙ v"))
              : new Equation(parse("identity(n) v"), parse("v"));
      return new Reason(diagonal ? "diagonal" : "identity", "", List.of(equation), verdict);
    }
    return new Reason("product", "multiplied", List.of(), verdict);
  }

  private static boolean mentions(Expression e, String function) {
    return e instanceof Expression.Apply apply && apply.function().text().equals(function)
        || e instanceof Expression.Binary
            && e.children().stream().anyMatch(child -> mentions(child, function));
  }

  private Equation equation(Meaning meaning) {
    return new Equation(parse(meaning.left()), parse(meaning.right()));
  }

  /** A formula of the language. */
  static Expression parse(String text) {
    Source source = new Source("rule", text);
    Diagnostics diagnostics = new Diagnostics(source);
    return SpecParser.parseExpression(source, FUNCTIONS, diagnostics)
        .orElseThrow(() -> new IllegalStateException(text + ": " + diagnostics.all()));
  }

  /** The definitions of names that a step wrote out, or writes. */
  private List<Equation> names(Form form) {
    boolean writes = form.rule().equals(Rules.NAME);
    List<Variable> gone =
        new ArrayList<>(Traversal.variablesOf(writes ? form.after() : form.before()));
    gone.removeAll(Traversal.variablesOf(writes ? form.before() : form.after()));
    boolean mentions =
        writes || form.rule().equals(Rules.DEFINITION) || form.rule().equals(Rules.INSERT);
    List<Equation> equations = new ArrayList<>();
    if (mentions) {
      for (Variable variable : gone) {
        Expr definition = definitions.get(variable);
        if (definition != null && definition.weight() <= MAX_WEIGHT) {
          equations.add(definition(variable, definition));
        }
      }
    }
    return equations;
  }

  private Equation definition(Variable variable, Expr definition) {
    Shape shape = variable.shape();
    boolean derivative = variable.role() == Variable.Role.ADJOINT;
    Expr laidOut = derivative ? layout.of(definition, shape) : definition;
    Shape laidOutShape = derivative ? layout.shape(shape) : shape;
    Formula formula = notation.of(laidOut, laidOutShape);
    Name name = new Name(Span.NONE, variable.name());
    Expression left =
        formula.isIndexForm()
            ? new Expression.Element(Span.NONE, name, List.copyOf(formula.indices()))
            : name;
    return new Equation(left, formula.expression());
  }
}
