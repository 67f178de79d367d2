package dev.nabla.codegen.emit;

/**
 * A piece of a Java expression and how tightly it binds.
 *
 * @param java the expression
 * @param binding the binding of its outermost operator
 */
record Text(String java, Binding binding) {
  /** Operators from loose to tight. */
  enum Binding {
    ADD,
    MULTIPLY,
    UNARY,
    ATOM
  }

  static Text atom(String java) {
    return new Text(java, Binding.ATOM);
  }

  /** With parentheses unless it binds at least this tightly. */
  String in(Binding least) {
    return binding.compareTo(least) >= 0 ? java : "(" + java + ")";
  }
}
