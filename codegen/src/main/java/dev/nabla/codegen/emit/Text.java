package dev.nabla.codegen.emit;

import java.util.List;

/**
 * A piece of a Java expression and how tightly it binds.
 *
 * @param java the expression, as a format of JavaPoet
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

  /** A call of a method, to be broken between its arguments where the line gets long. */
  static String call(String method, List<String> arguments) {
    return method + "(" + String.join(",$W", arguments) + ")";
  }

  /** With parentheses unless it binds at least this tightly. */
  String in(Binding least) {
    return binding.compareTo(least) >= 0 ? java : "(" + java + ")";
  }
}
