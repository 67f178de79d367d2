package dev.nabla.codegen;

import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.OpaqueCall;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** What must hold before code is generated. */
final class Validation {
  private Validation() {}

  static void check(DerivedProgram program, Options options) {
    if (!options.packageName().isEmpty() && !SourceVersion.isName(options.packageName())) {
      throw GenerationException.invalidName("package", options.packageName());
    }
    if (!SourceVersion.isIdentifier(options.className())
        || SourceVersion.isKeyword(options.className())) {
      throw GenerationException.invalidName("class", options.className());
    }
    List<Expr> all = Exprs.topological(roots(program));
    Set<Size> open = new LinkedHashSet<>();
    Set<String> opaque = new LinkedHashSet<>();
    for (Expr e : all) {
      e.axes().stream().filter(size -> size.value().isEmpty()).forEach(open::add);
      if (e instanceof dev.nabla.symbolic.expr.Extent extent && extent.size().value().isEmpty()) {
        open.add(extent.size());
      }
      if (e instanceof OpaqueCall call) {
        opaque.add(call.name());
      } else if (e instanceof Elementwise map && map.function().isOpaque()) {
        opaque.add(map.function().primeOf());
      }
    }
    if (!opaque.isEmpty()) {
      throw GenerationException.opaque(List.copyOf(opaque));
    }
    if (!open.isEmpty()) {
      throw GenerationException.openSizes(List.copyOf(open));
    }
  }

  private static List<Expr> roots(DerivedProgram program) {
    List<Expr> roots = new ArrayList<>();
    Stream.of(
            program.network().inputs(),
            program.network().targets(),
            program.network().parameters(),
            program.network().outputs())
        .flatMap(List<Variable>::stream)
        .forEach(roots::add);
    Stream.of(
            program.network().constants(),
            program.values(),
            program.adjoints(),
            program.gradients())
        .flatMap(List<Binding>::stream)
        .forEach(b -> roots.add(b.value()));
    return roots;
  }
}
