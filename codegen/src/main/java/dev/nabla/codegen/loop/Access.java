package dev.nabla.codegen.loop;

import java.util.function.Function;

/**
 * An element of a buffer.
 *
 * @param address its place in the array that the buffer lies in, the buffer's offset included
 */
public record Access(Buffer buffer, Affine address) {
  public Access replace(Function<LoopIndex, Affine> replacement) {
    return address.isConstant() ? this : new Access(buffer, address.replace(replacement));
  }

  @Override
  public String toString() {
    return buffer + "{" + address + "}";
  }
}
