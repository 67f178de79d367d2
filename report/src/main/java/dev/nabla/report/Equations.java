package dev.nabla.report;

import dev.nabla.grammar.ast.Statement;
import dev.nabla.report.NetworkFormulas.Written;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The equations of a report, section by section. */
final class Equations {
  private final Report report;
  private final Derivation derivation;
  private final Network network;
  private final NetworkFormulas formulas;
  private final UnaryOperator<Expr> expansion;

  Equations(Report report, NetworkFormulas formulas) {
    this.report = report;
    this.derivation = report.derivation();
    this.network = derivation.network();
    this.formulas = formulas;
    this.expansion = derivation.readableExpansion();
  }

  /**
   * An equation.
   *
   * @param name what the left side is called, if it has a name of its own
   * @param left the left side; none where the equation goes on from the one before, or where there
   *     is only the name
   * @param right the right side
   * @param shape the shape of both sides; none where the equation goes on
   * @param note what is to be said of it, or nothing
   */
  record Equation(
      Optional<Term> name, Optional<Term> left, Term right, Optional<Shape> shape, String note) {
    /** What is equal to the right side: the name, and what it is the name of. */
    List<Term> lefts() {
      return Stream.of(name, left).flatMap(Optional::stream).toList();
    }
  }

  /** What a section is about, in the order of a page. */
  enum Topic {
    FORWARD("forward", "Forward"),
    ADJOINTS("adjoints", "Adjoints"),
    GRADIENTS("gradients", "Gradients"),
    JACOBIANS("jacobians", "Jacobians"),
    HESSIANS("hessians", "Hessians"),
    ORDERS("orders", "Higher derivatives"),
    PRODUCT("hessian-vector", "Hessian-vector product");

    final String id;
    final String title;

    Topic(String id, String title) {
      this.id = id;
      this.title = title;
    }
  }

  /** Equations that belong together. */
  record Section(Topic topic, List<Equation> equations) {}

  /** All sections that are not empty. */
  List<Section> sections() {
    Derivatives more = report.more();
    return Stream.of(
            new Section(Topic.FORWARD, forward()),
            new Section(Topic.ADJOINTS, adjoints()),
            new Section(Topic.GRADIENTS, gradients()),
            new Section(Topic.JACOBIANS, partials(more.jacobians())),
            new Section(Topic.HESSIANS, partials(more.hessians())),
            new Section(Topic.ORDERS, partials(more.orders())),
            new Section(Topic.PRODUCT, more.product().map(this::product).orElse(List.of())))
        .filter(section -> !section.equations().isEmpty())
        .toList();
  }

  private static Equation equation(Term left, Term right, Shape shape) {
    return new Equation(Optional.empty(), Optional.of(left), right, Optional.of(shape), "");
  }

  private static Equation named(Term name, Term left, Term right, Shape shape) {
    return new Equation(Optional.of(name), Optional.of(left), right, Optional.of(shape), "");
  }

  /** The definitions, as they were written, and what was made of some of them. */
  private List<Equation> forward() {
    List<Equation> equations = new ArrayList<>();
    for (Binding binding : network.values()) {
      Statement.Assignment written = network.syntax().get(binding.variable().name());
      equations.add(
          new Equation(
              Optional.empty(),
              Optional.of(formulas.left(written)),
              formulas.right(written),
              Optional.of(binding.variable().shape()),
              role(written)));
      derivation.rewritten().stream()
          .filter(r -> r.of() == binding.variable())
          .forEach(r -> equations.add(rewritten(r)));
    }
    return equations;
  }

  private static String role(Statement.Assignment written) {
    return written.kind() == Statement.Kind.VALUE
        ? ""
        : written.kind().name().toLowerCase(Locale.ROOT)
            + (written.accumulated() ? ", summed over the examples" : "");
  }

  private Equation rewritten(Derived step) {
    return new Equation(
        Optional.empty(),
        Optional.empty(),
        formulas.write(step.formula(), step.of().shape()).text(),
        Optional.empty(),
        "by " + String.join(", ", step.rules()));
  }

  /**
   * The derivatives of the loss by the values on the way, last value first; without a loss the
   * products of these derivatives with any adjoint of the result, which have names only.
   */
  private List<Equation> adjoints() {
    List<Equation> equations = new ArrayList<>();
    for (Derived adjoint : derivation.adjoints()) {
      Written formula = written(adjoint);
      equations.add(
          new Equation(
              Optional.of(formulas.element(formulas.name(adjoint.name()), formula.indices())),
              network.loss().map(loss -> formulas.partial(loss, adjoint.of(), formula.indices())),
              formula.text(),
              Optional.of(report.layout().shape(adjoint.of().shape())),
              ""));
    }
    return equations;
  }

  /** The derivatives by the variables that were asked for. */
  private List<Equation> gradients() {
    List<Equation> equations = new ArrayList<>();
    for (Derived gradient : derivation.gradients()) {
      Written formula = written(gradient);
      equations.add(
          equation(
              formulas.gradient(gradient.of(), formula.indices()),
              formula.text(),
              report.layout().shape(gradient.of().shape())));
    }
    return equations;
  }

  private Written written(Derived derived) {
    Expr formula = report.expand() ? expansion.apply(derived.formula()) : derived.formula();
    return formulas.derivative(formula, derived.of().shape());
  }

  /** Jacobians, Hessians or derivatives of higher orders, after the factors they have names for. */
  private List<Equation> partials(Partials partials) {
    List<Equation> equations = new ArrayList<>();
    for (Partials.Factor factor : partials.factors()) {
      Equation plain = partial(factor.derivative());
      equations.add(
          named(
              formulas.name(factor.name()),
              plain.left().orElseThrow(),
              plain.right(),
              plain.shape().orElseThrow()));
    }
    partials.derivatives().forEach(derivative -> equations.add(partial(derivative)));
    return equations;
  }

  private Equation partial(PartialDerivative derivative) {
    Written formula = formulas.write(derivative);
    return equation(
        formulas.partial(derivative, formula.indices()),
        formula.text(),
        formulas.shape(derivative));
  }

  /** The Hessian times a vector, after the tangents it has names for. */
  private List<Equation> product(HessianVector product) {
    List<Equation> equations = new ArrayList<>();
    for (HessianVector.Tangent tangent : product.tangents()) {
      Written formula = formulas.write(tangent.value(), tangent.of().shape());
      equations.add(
          equation(
              formulas.element(formulas.name(tangent.name()), formula.indices()),
              formula.text(),
              tangent.of().shape()));
    }
    boolean only = product.products().size() == 1;
    for (Binding part : product.products()) {
      Variable of = part.variable();
      Written formula = formulas.write(part.value(), of.shape());
      equations.add(
          equation(
              formulas.product(network.result(), of, only, formula.indices()),
              formula.text(),
              of.shape()));
    }
    return equations;
  }
}
