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
    return locals(code, registers, new HashMap<>());
  }

  private static List<Code> locals(
      List<Code> code, Registers registers, Map<Local, Local> renamed) {
    List<Code> copy = new ArrayList<>();
    for (Code c : code) {
      if (c instanceof Code.Loop loop) {
        List<Code> body = locals(loop.body(), registers, renamed);
        copy.add(new Code.Loop(loop.index(), loop.from(), loop.to(), loop.step(), body));
        continue;
      }
      Code moved = c.map(value -> value.rewrite(s -> renamed(s, renamed)));
      if (moved instanceof Code.Define define) {
        Local local = registers.local(define.local().hint());
        renamed.put(define.local(), local);
        moved = new Code.Define(local, define.value(), define.changes());
      } else if (moved instanceof Code.Assign assign) {
        Local local = renamed.getOrDefault(assign.local(), assign.local());
        moved = new Code.Assign(local, assign.value());
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
