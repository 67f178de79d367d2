package dev.nabla.codegen.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.loop.Statement.MatrixCall;
import dev.nabla.codegen.schedule.Code;
import dev.nabla.symbolic.expr.MatrixFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints scheduled statements as Java statements. */
final class CodePrinter {
  private static final Pattern VECTOR_TYPE =
      Pattern.compile("\\b(FloatVector|DoubleVector|VectorOperators)\\b");

  private final Dialect dialect;
  private final Names names;
  private final ScalarPrinter scalars;
  private final LanePrinter lanes;
  private final CodeBlock.Builder out = CodeBlock.builder();
  private boolean inLanes;

  CodePrinter(Dialect dialect, Names names) {
    this.dialect = dialect;
    this.names = names;
    this.scalars = new ScalarPrinter(dialect, names);
    this.lanes = new LanePrinter(scalars, dialect, this::register);
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
    } else if (code instanceof Code.Vectors vectors) {
      vectors(vectors);
    } else if (code instanceof Code.Zeros zeros) {
      define(zeros.vector(), Scalars.ZERO, true);
    } else if (code instanceof Code.Total total) {
      String sum = names.local(total.vector()) + ".reduceLanes(VectorOperators.ADD)";
      statement(dialect.type().keyword() + " " + names.local(total.sum()) + " = " + sum);
    } else if (code instanceof Code.Define define) {
      define(define.local(), define.value(), inLanes);
    } else if (code instanceof Code.Assign assign) {
      String value = value(assign.value());
      statement(names.local(assign.local()) + " = " + value);
    } else if (code instanceof Code.Store store) {
      store(store);
    } else if (code instanceof Code.Copy copy) {
      copy(copy);
    } else {
      matrix(((Code.Matrix) code).call());
    }
  }

  private String value(Scalar s) {
    return inLanes ? lanes.print(s) : scalars.print(s);
  }

  private void define(Local local, Scalar value, boolean vector) {
    String java = vector ? lanes.print(value) : scalars.print(value);
    if (vector) {
      lanes.addVector(local);
    }
    String kind = vector ? LanePrinter.vectorClass(dialect) : dialect.type().keyword();
    statement(kind + " " + names.local(local) + " = " + java);
  }

  /** A register for a vector that is needed twice. */
  private String register(String hint, String java) {
    String name = names.fresh(hint);
    statement(LanePrinter.vectorClass(dialect) + " " + name + " = " + java);
    return name;
  }

  /** One loop after the other over the same variable. */
  private void vectors(Code.Vectors vectors) {
    List<Code.Pass> passes = vectors.passes();
    boolean several = passes.size() > 1;
    if (several) {
      out.add("{\n$>");
    }
    for (Code.Pass pass : passes) {
      String index = names.enter(pass.indices().get(0));
      if (several && pass == passes.get(0)) {
        out.addStatement("int $L = 0", index);
      }
      int copies = pass.indices().size();
      for (int copy = 1; copy < copies; copy++) {
        names.place(
            pass.indices().get(copy), index + " + " + (copy == 1 ? "" : copy + " * ") + "LANES");
      }
      boolean open = pass.indices().get(0).open();
      String size = open ? names.samples() : String.valueOf(vectors.size());
      String from = pass.lanes() ? "0" : size + " - " + size + " % LANES";
      String begin = several ? "" : "int " + index + " = " + from;
      if (pass.lanes()) {
        String step = (copies == 1 ? "" : copies + " * ") + "LANES";
        boolean last = pass == passes.get(passes.size() - 1);
        String end = open && last && !vectors.exact() ? " < " + size : " <= " + size + " - " + step;
        out.beginControlFlow("for ($L; $L$L; $L += $L)", begin, index, end, index, step);
        lanes.enter(pass.indices());
      } else {
        out.beginControlFlow("for ($L; $L < $L; $L++)", begin, index, size, index);
      }
      boolean outside = inLanes;
      inLanes = pass.lanes();
      print(pass.body());
      inLanes = outside;
      lanes.leave(pass.indices());
      out.endControlFlow();
      names.leave(pass.indices().get(0));
    }
    if (several) {
      out.add("$<}\n");
    }
  }

  private void loop(Code.Loop loop) {
    String index = names.enter(loop.index());
    String step = loop.step() == 1 ? index + "++" : index + " += " + loop.step();
    boolean open = loop.index().open() && loop.to() == loop.index().size();
    String to = open ? names.samples() : String.valueOf(loop.to());
    out.beginControlFlow("for (int $L = $L; $L < $L; $L)", index, loop.from(), index, to, step);
    print(loop.body());
    out.endControlFlow();
    names.leave(loop.index());
  }

  private void store(Code.Store store) {
    Scalar value = store.value();
    if (store.adds()) {
      value = Scalars.add(new Scalar.Read(store.target()), value);
    }
    if (inLanes) {
      String array = scalars.array(store.target());
      String vector = lanes.print(value);
      statement(vector + ".intoArray(" + array + ", " + scalars.address(store.target()) + ")");
      return;
    }
    statement(scalars.element(store.target()) + " = " + scalars.print(value));
  }

  private void copy(Code.Copy copy) {
    statement(
        "System.arraycopy("
            + names.array(copy.from().buffer())
            + ", "
            + scalars.address(copy.from())
            + ", "
            + names.array(copy.to().buffer())
            + ", "
            + scalars.address(copy.to())
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
    String text = java.replace("$", "$$").replace(", ", ",$W");
    List<Object> types = new ArrayList<>();
    Matcher type = VECTOR_TYPE.matcher(text);
    StringBuilder format = new StringBuilder();
    while (type.find()) {
      types.add(ClassName.get("jdk.incubator.vector", type.group()));
      type.appendReplacement(format, Matcher.quoteReplacement("$T"));
    }
    type.appendTail(format);
    out.addStatement(format.toString(), types.toArray());
  }
}
