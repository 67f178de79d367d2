package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Statement;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.shape.Size;
import java.util.Map;
import java.util.Optional;

/** What the definition's names are, as far as typing an expression needs to know. */
public interface Globals {
  /** The shape of a variable or of a value. */
  Optional<Dims> dims(String name);

  /** Whether something is wrong with what this name stands for, and has been reported. */
  default boolean isInError(String name) {
    return dims(name).filter(Dims::isBroken).isPresent();
  }

  /** Whether this is a variable whose shape is not declared. */
  boolean isInferred(String name);

  /** Whether nothing is declared, so that shapes follow from what is written alone. */
  default boolean isInferring() {
    return false;
  }

  /** Whether this is an identity matrix, of the size that it needs where it stands. */
  default boolean isIdentity(String name) {
    return false;
  }

  /** Whether this is a row, as far as the text says, whose sizes may not be known yet. */
  default boolean isRow(String name) {
    return false;
  }

  /** A named size. */
  Optional<Size> size(String name);

  Optional<Statement.Constant> constant(String name);

  Optional<Statement.Function> function(String name);

  /** The names of all functions of the definition. */
  Map<String, Statement.Function> functions();
}
