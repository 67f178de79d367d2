package dev.nabla.codegen.emit;

import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.schedule.Code;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The work arrays that code mentions. */
public final class ScratchBuffers {
  private final Set<Buffer> found = new LinkedHashSet<>();

  private ScratchBuffers() {}

  public static Set<Buffer> of(List<Code> code) {
    ScratchBuffers buffers = new ScratchBuffers();
    code.forEach(buffers::visit);
    return buffers.found;
  }

  static Set<Buffer> of(Scalar scalar) {
    ScratchBuffers buffers = new ScratchBuffers();
    buffers.visit(scalar);
    return buffers.found;
  }

  private void visit(Code code) {
    code.buffers().forEach(this::add);
    code.values().forEach(this::visit);
    code.children().forEach(this::visit);
  }

  private void visit(Scalar scalar) {
    scalar.reads().forEach(read -> add(read.buffer()));
  }

  private void add(Buffer buffer) {
    if (buffer.space().isField()) {
      found.add(buffer);
    }
  }
}
