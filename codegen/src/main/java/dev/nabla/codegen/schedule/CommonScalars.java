package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes what stands more than once in a list of statements only once, in a register before its
 * first use. Only elements of arrays that the list does not write are read early.
 */
final class CommonScalars {
  private final Map<Scalar, Integer> counts = new HashMap<>();
  private final Map<Scalar, Scalar> named = new HashMap<>();
  private final Set<String> written = new HashSet<>();
  private final Set<Local> changing = new HashSet<>();
  private final Registers registers;
  private List<Code> into = new ArrayList<>();

  private CommonScalars(Registers registers) {
    this.registers = registers;
  }

  /** The list without loops in it, with registers for common parts. */
  static List<Code> extract(List<Code> code, Registers registers) {
    CommonScalars common = new CommonScalars(registers);
    for (Code c : code) {
      if (c.values().isEmpty()) {
        return code;
      }
      c.buffers().forEach(buffer -> common.written.add(arrayOf(buffer)));
      if (c instanceof Code.Assign assign) {
        common.changing.add(assign.local());
      }
    }
    for (Code c : code) {
      c.map(common::count);
    }
    for (Code c : code) {
      Code named = c.map(common::name);
      common.into.add(named);
    }
    return common.into;
  }

  private static String arrayOf(Buffer buffer) {
    return buffer.space().isField() ? buffer.name() : buffer.space().name();
  }

  private Scalar count(Scalar s) {
    if (counts.merge(s, 1, Integer::sum) == 1) {
      s.operands().forEach(this::count);
    }
    return s;
  }

  private Scalar name(Scalar s) {
    Scalar known = named.get(s);
    if (known != null) {
      return known;
    }
    List<Scalar> old = s.operands();
    List<Scalar> operands = old.stream().map(this::name).toList();
    Scalar rebuilt = operands.equals(old) ? s : s.rebuild(operands);
    if (counts.getOrDefault(s, 0) < 2 || !isWorthIt(s)) {
      return rebuilt;
    }
    Local local = registers.local(hint(s));
    into.add(new Code.Define(local, rebuilt, false));
    Scalar use = new Scalar.Use(local);
    named.put(s, use);
    return use;
  }

  private boolean isWorthIt(Scalar s) {
    if (s.operands().isEmpty() && !(s instanceof Scalar.Read)) {
      return false;
    }
    return s.locals().stream().noneMatch(changing::contains)
        && s.reads().stream().noneMatch(read -> written.contains(arrayOf(read.buffer())));
  }

  /** What to call the register of a value. */
  static String hint(Scalar s) {
    if (s instanceof Scalar.Read read) {
      String name = read.access().buffer().name();
      return read.access().address().isConstant() && !read.access().buffer().sizes().isEmpty()
          ? name + "_" + (read.access().address().constant() - read.access().buffer().offset())
          : name + "_k";
    }
    return "c";
  }
}
