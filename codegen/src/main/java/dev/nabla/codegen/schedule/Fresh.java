package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies of statements with registers of their own. */
final class Fresh {
  private Fresh() {}

  /** The list with new registers in place of those that it defines. */
  static List<Code> locals(List<Code> code, Registers registers) {
    Map<Local, Local> renamed = new HashMap<>();
    List<Code> copy = new ArrayList<>();
    for (Code c : code) {
      Code moved = c.map(value -> value.rewrite(s -> renamed(s, renamed)));
      if (moved instanceof Code.Define define) {
        Local local = registers.local(define.local().hint());
        renamed.put(define.local(), local);
        moved = new Code.Define(local, define.value(), define.changes());
      }
      copy.add(moved);
    }
    return copy;
  }

  private static Scalar renamed(Scalar s, Map<Local, Local> renamed) {
    return s instanceof Scalar.Use use && renamed.containsKey(use.local())
        ? new Scalar.Use(renamed.get(use.local()))
        : s;
  }
}
