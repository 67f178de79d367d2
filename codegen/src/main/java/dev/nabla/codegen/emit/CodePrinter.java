package dev.nabla.codegen.emit;

import com.palantir.javapoet.CodeBlock;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopStatement.MatrixCall;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.schedule.Code;
import dev.nabla.symbolic.expr.MatrixFunction;
import java.util.List;

/** Prints scheduled statements as Java statements. */
final class CodePrinter implements Code.Visitor<CodeBlock.Builder> {
  private final Dialect dialect;
  private final MethodNames names;
  private final ScalarPrinter scalars;
  private final LanePrinter lanes;
  private final CodeBlock.Builder out = CodeBlock.builder();
  private boolean inLanes;

  CodePrinter(Dialect dialect, MethodNames names) {
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
    code.accept(this);
  }

  @Override
  public CodeBlock.Builder zeros(Code.Zeros zeros) {
    return define(zeros.vector(), Scalars.ZERO, true);
  }

  @Override
  public CodeBlock.Builder total(Code.Total total) {
    String sum = names.local(total.vector()) + ".reduceLanes($operators:T.ADD)";
    return statement(dialect.type().keyword() + " " + names.local(total.sum()) + " = " + sum);
  }

  @Override
  public CodeBlock.Builder define(Code.Define define) {
    return define(define.local(), define.value(), inLanes);
  }

  @Override
  public CodeBlock.Builder assign(Code.Assign assign) {
    String value = value(assign.value());
    return statement(names.local(assign.local()) + " = " + value);
  }

  private String value(Scalar s) {
    return inLanes ? lanes.print(s) : scalars.print(s);
  }

  private CodeBlock.Builder define(Local local, Scalar value, boolean vector) {
    String java = vector ? lanes.print(value) : scalars.print(value);
    if (vector) {
      lanes.addVector(local);
    }
    String kind = vector ? "$vector:T" : dialect.type().keyword();
    return statement(kind + " " + names.local(local) + " = " + java);
  }

  /** A register for a vector that is needed twice. */
  private String register(String hint, String java) {
    String name = names.fresh(hint);
    statement("$vector:T " + name + " = " + java);
    return name;
  }

  /** One loop after the other over the same variable. */
  @Override
  public CodeBlock.Builder vectors(Code.Vectors vectors) {
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
    return several ? out.add("$<}\n") : out;
  }

  @Override
  public CodeBlock.Builder loop(Code.Loop loop) {
    String index = names.enter(loop.index());
    String step = loop.step() == 1 ? index + "++" : index + " += " + loop.step();
    boolean open = loop.index().open() && loop.to() == loop.index().size();
    String to = open ? names.samples() : String.valueOf(loop.to());
    out.beginControlFlow("for (int $L = $L; $L < $L; $L)", index, loop.from(), index, to, step);
    print(loop.body());
    names.leave(loop.index());
    return out.endControlFlow();
  }

  @Override
  public CodeBlock.Builder store(Code.Store store) {
    Scalar value = store.value();
    if (store.adds()) {
      value = Scalars.add(new Scalar.Read(store.target()), value);
    }
    if (inLanes) {
      String array = scalars.array(store.target());
      String vector = lanes.print(value);
      return statement(
          Text.call(vector + ".intoArray", List.of(array, scalars.address(store.target()))));
    }
    return statement(scalars.element(store.target()) + " = " + scalars.print(value));
  }

  @Override
  public CodeBlock.Builder copy(Code.Copy copy) {
    return statement(
        Text.call(
            "System.arraycopy",
            List.of(
                names.array(copy.from().buffer()),
                scalars.address(copy.from()),
                names.array(copy.to().buffer()),
                scalars.address(copy.to()),
                String.valueOf(copy.length()))));
  }

  @Override
  public CodeBlock.Builder matrix(Code.Matrix matrix) {
    MatrixCall call = matrix.call();
    scalars.helpers().add(Helper.ELIMINATE);
    String array = names.array(call.matrix());
    String result = names.array(call.result());
    String n = String.valueOf(call.matrix().sizes().get(0));
    boolean inverts = call.kind() == MatrixFunction.Kind.INVERSE;
    String logarithm = String.valueOf(call.kind() == MatrixFunction.Kind.LOGDET);
    String eliminate =
        Text.call(
            names.helper(Helper.ELIMINATE), List.of(array, inverts ? result : array, n, logarithm));
    String at = scalars.affine(Affine.of(call.result().offset()));
    return statement(inverts ? eliminate : result + "[" + at + "] = " + eliminate);
  }

  private CodeBlock.Builder statement(String java) {
    return out.add("$[").addNamed(java, dialect.types()).add(";\n$]");
  }
}
