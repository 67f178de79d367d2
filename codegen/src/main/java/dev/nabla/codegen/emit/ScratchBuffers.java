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
    if (code instanceof Code.Loop loop) {
      loop.body().forEach(this::visit);
    } else if (code instanceof Code.Vectors vectors) {
      vectors.passes().forEach(pass -> pass.body().forEach(this::visit));
    } else if (code instanceof Code.Define define) {
      visit(define.value());
    } else if (code instanceof Code.Assign assign) {
      visit(assign.value());
    } else if (code instanceof Code.Store store) {
      add(store.target().buffer());
      visit(store.value());
    } else if (code instanceof Code.Copy copy) {
      add(copy.from().buffer());
      add(copy.to().buffer());
    } else if (code instanceof Code.Matrix matrix) {
      add(matrix.call().matrix());
      add(matrix.call().result());
    }
  }

  private void visit(Scalar scalar) {
    scalar.forEach(
        s -> {
          if (s instanceof Scalar.Read read) {
            add(read.access().buffer());
          }
        });
  }

  private void add(Buffer buffer) {
    if (buffer.space().isField()) {
      found.add(buffer);
    }
  }
}
