package dev.nabla.codegen.schedule;

import java.util.ArrayList;
import java.util.List;

/** Common parts of straight-line code that stands in several sections. */
final class StraightLine {
  private StraightLine() {}

  /**
   * The code with common parts computed once, cut where sections end.
   *
   * @param ends where each section ends in the code
   */
  static List<List<Code>> parts(List<Code> code, List<Integer> ends, Registers registers) {
    List<Code> extracted = CommonScalars.extract(code, registers);
    List<List<Code>> parts = new ArrayList<>();
    int original = 0;
    int at = 0;
    for (int end : ends) {
      List<Code> part = new ArrayList<>();
      while (original < end) {
        Code next = extracted.get(at++);
        part.add(next);
        if (isSame(next, code.get(original))) {
          original++;
        }
      }
      parts.add(part);
    }
    return parts;
  }

  /**
   * Whether this is the original statement, its value perhaps shortened, and not a new register.
   */
  private static boolean isSame(Code extracted, Code original) {
    return extracted.defined().equals(original.defined());
  }
}
