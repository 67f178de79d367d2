package dev.nabla.symbolic.elaborate;

import dev.nabla.symbolic.elaborate.typing.Typed;
import java.util.List;

/**
 * The typed value of a statement.
 *
 * @param parts everything inside, operands before what is made of them
 */
record TypedValue(Typed value, List<Typed> parts) {
  TypedValue {
    parts = List.copyOf(parts);
  }
}
