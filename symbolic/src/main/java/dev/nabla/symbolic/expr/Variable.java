package dev.nabla.symbolic.expr;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.shape.Shape;
import java.util.List;
import java.util.Set;

/** A named tensor: something given, the value of a statement, or an adjoint. */
public final class Variable extends Expr {
  /** What a variable stands for. */
  public enum Role {
    INPUT,
    TARGET,
    PARAM,
    /** The value of a statement. */
    VALUE,
    /** The derivative of the loss by a value: {@code δz1}. */
    ADJOINT,
    /** A number given by {@code const}. */
    CONST,
    /** The free cotangent of a vector-Jacobian product. */
    COTANGENT,
    /** What a Hessian is multiplied by. */
    DIRECTION,
    /** A named derivative that is none of the loss: a factor of a Jacobian, a tangent. */
    DERIVATIVE
  }

  private final String name;
  private final Role role;
  private final Shape shape;
  private final Set<Fact> facts;
  private final boolean piecewiseValue;

  Variable(String name, Role role, Shape shape, Set<Fact> facts, boolean piecewiseValue) {
    super(shape.axes());
    this.name = name;
    this.role = role;
    this.shape = shape;
    this.facts = Set.copyOf(facts);
    this.piecewiseValue = piecewiseValue;
  }

  public String name() {
    return name;
  }

  public Role role() {
    return role;
  }

  /** The shape on paper; its {@link Shape#axes()} are this expression's axes. */
  public Shape shape() {
    return shape;
  }

  public Set<Fact> facts() {
    return facts;
  }

  /** Whether this is a matrix that is its own transpose. */
  public boolean isSymmetric() {
    return facts.stream().anyMatch(Fact::isSymmetric);
  }

  @Override
  public List<Expr> operands() {
    return List.of();
  }

  @Override
  boolean computePiecewise() {
    return piecewiseValue || facts.contains(Fact.ONEHOT);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.variable(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
