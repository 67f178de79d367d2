package dev.nabla.codegen.emit;

import com.palantir.javapoet.CodeBlock;
import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.loop.Statement.MatrixCall;
import dev.nabla.codegen.schedule.Code;
import dev.nabla.symbolic.expr.MatrixFunction;
import java.util.List;

/** Prints scheduled statements as Java statements. */
final class CodePrinter {
  private final NumberType type;
  private final Names names;
  private final ScalarPrinter scalars;
  private final CodeBlock.Builder out = CodeBlock.builder();

  CodePrinter(NumberType type, boolean fma, Names names) {
    this.type = type;
    this.names = names;
    this.scalars = new ScalarPrinter(type, fma, names);
  }

  ScalarPrinter scalars() {
    return scalars;
  }

  CodeBlock block() {
    return out.build();
  }

  /** A numbered heading in a comment. */
  void heading(int number, String title) {
    boolean first = true;
    for (String line : Documentation.comment(title)) {
      out.add("// $L$L\n", first ? number + ". " : "   ", line);
      first = false;
    }
  }

  void print(List<Code> code) {
    code.forEach(this::print);
  }

  void returns(Scalar value) {
    statement("return " + scalars.print(value));
  }

  private void print(Code code) {
    if (code instanceof Code.Loop loop) {
      loop(loop);
    } else if (code instanceof Code.Define define) {
      String value = scalars.print(define.value());
      statement(type.keyword() + " " + names.local(define.local()) + " = " + value);
    } else if (code instanceof Code.Assign assign) {
      statement(names.local(assign.local()) + " = " + scalars.print(assign.value()));
    } else if (code instanceof Code.Store store) {
      store(store);
    } else if (code instanceof Code.Copy copy) {
      copy(copy);
    } else {
      matrix(((Code.Matrix) code).call());
    }
  }

  private void loop(Code.Loop loop) {
    String index = names.enter(loop.index());
    String step = loop.step() == 1 ? index + "++" : index + " += " + loop.step();
    out.beginControlFlow(
        "for (int $L = $L; $L < $L; $L)", index, loop.from(), index, loop.to(), step);
    print(loop.body());
    out.endControlFlow();
    names.leave(loop.index());
  }

  private void store(Code.Store store) {
    Scalar value = store.value();
    if (store.adds()) {
      value = Scalars.add(new Scalar.Read(store.target()), value);
    }
    statement(scalars.element(store.target()) + " = " + scalars.print(value));
  }

  private void copy(Code.Copy copy) {
    statement(
        "System.arraycopy("
            + names.array(copy.from().buffer())
            + ", "
            + scalars.affine(copy.from().address())
            + ", "
            + names.array(copy.to().buffer())
            + ", "
            + scalars.affine(copy.to().address())
            + ", "
            + copy.length()
            + ")");
  }

  private void matrix(MatrixCall call) {
    scalars.helpers().add(Helper.ELIMINATE);
    String matrix = names.array(call.matrix());
    String result = names.array(call.result());
    int n = call.matrix().sizes().get(0);
    String eliminate = names.helper(Helper.ELIMINATE);
    if (call.kind() == MatrixFunction.Kind.INVERSE) {
      statement(eliminate + "(" + matrix + ", " + result + ", " + n + ", false)");
      return;
    }
    boolean logarithm = call.kind() == MatrixFunction.Kind.LOGDET;
    String at = scalars.affine(Affine.of(call.result().offset()));
    statement(
        result + "[" + at + "] = " + eliminate + "(" + matrix + ", " + matrix + ", " + n + ", "
            + logarithm + ")");
  }

  /** A statement, broken after commas where lines get long. */
  private void statement(String java) {
    out.addStatement(java.replace("$", "$$").replace(", ", ",$W"));
  }
}
