package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import java.util.List;

/** New registers, indices and work arrays while a method is scheduled. */
final class Registers {
  private static final int FIRST = 1 << 20;
  private int nextLocal = FIRST;
  private int nextIndex = FIRST;

  Local local(String hint) {
    return new Local(nextLocal++, hint);
  }

  LoopIndex index(int size) {
    return new LoopIndex(nextIndex++, size);
  }

  /** Another index with the same bound. */
  LoopIndex like(LoopIndex index) {
    return new LoopIndex(nextIndex++, index.extent());
  }

  /** An array to collect a row in; one for each length. */
  static Buffer row(int length) {
    return Buffer.rowMajor("row" + length, Space.SCRATCH, List.of(length), 0);
  }

  /** An array to make a row of the result in; one for each length. */
  static Buffer result(int length) {
    return Buffer.rowMajor("result" + length, Space.SCRATCH, List.of(length), 0);
  }

  /** An array for a few rows; one for each length and number. */
  static Buffer tile(int number, int length) {
    String name = "tile" + length + (number == 0 ? "" : "_" + number);
    return Buffer.rowMajor(name, Space.SCRATCH, List.of(length), 0);
  }

  /** Several rows, each an array of its own; one for each number and length. */
  static Buffer rows(int count, int length) {
    return new Buffer(
        "rows" + count + "x" + length, Space.ROWS, List.of(count, length), List.of(length, 1), 0);
  }
}
