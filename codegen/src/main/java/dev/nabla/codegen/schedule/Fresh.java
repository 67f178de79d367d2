package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies of statements with registers of their own. */
final class Fresh {
  private final Registers registers;
  private final Map<Local, Scalar.Use> renamed = new HashMap<>();

  private Fresh(Registers registers) {
    this.registers = registers;
  }

  /** The list with new registers in place of those that it defines. */
  static List<Code> locals(List<Code> code, Registers registers) {
    return new Fresh(registers).locals(code);
  }

  private List<Code> locals(List<Code> code) {
    List<Code> copy = new ArrayList<>();
    for (Code c : code) {
      Code moved = c.mapBodies(this::locals).mapValues(value -> value.replaceLocals(renamed));
      c.defined().ifPresent(old -> renamed.put(old, new Scalar.Use(registers.local(old.hint()))));
      copy.add(moved.mapLocal(old -> renamed.containsKey(old) ? renamed.get(old).local() : old));
    }
    return copy;
  }
}
