package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.loop.LoopStatement;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Facts;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * From expressions to a loop program, for one method: only what its goal needs.
 *
 * <p>A tensor is given a buffer when it is a named value, a sum over indices, used more than once,
 * or would be computed again for every point of a larger space; all else becomes part of the scalar
 * expression of what uses it. What the largest or least element is taken of, and which is that one,
 * are the same numbers to the last digit: they are computed once.
 */
public final class Lowering {
  private final DerivedProgram program;
  private final Exprs exprs;
  private final ArrayLayout layout;
  private final Function<Expr, String> notation;
  private final Map<Expr, Expr> bound = new HashMap<>();
  private final Map<Expr, Buffer> known = new HashMap<>();
  private final Map<Expr, SoftmaxParts> softmaxes = new HashMap<>();
  private final List<LoopStatement> statements = new ArrayList<>();
  private Map<Expr, Integer> uses = Map.of();
  private final Set<Expr> compared = new HashSet<>();
  private final Set<Buffer> taken = new HashSet<>();
  private int nextIndex;
  private int nextLocal;
  private int nextTemporary;

  private Lowering(DerivedProgram program, ArrayLayout layout, Function<Expr, String> notation) {
    this.program = program;
    this.exprs = program.network().exprs();
    this.layout = layout;
    this.notation = notation;
  }

  /**
   * The loop program of a method.
   *
   * @param notation how titles print formulas
   */
  public static LoopProgram lower(
      DerivedProgram program, ArrayLayout layout, Work work, Function<Expr, String> notation) {
    Lowering lowering = new Lowering(program, layout, notation);
    return Fusion.fuse(lowering.run(work));
  }

  private LoopProgram run(Work work) {
    bind(program.network().constants());
    bind(program.values());
    bind(program.adjoints());
    bind(work.bindings());
    known.putAll(layout.given());
    known.putAll(work.given());
    Variable loss = program.network().result();
    List<Expr> roots = new ArrayList<>();
    work.results().forEach(result -> roots.add(result.value()));
    if (work.returnsLoss()) {
      roots.add(loss);
    }
    uses = UseCounts.of(roots, bound);
    uses.keySet().forEach(this::compare);
    List.copyOf(uses.keySet())
        .forEach(e -> SoftmaxParts.normaliser(exprs, e, bound).ifPresent(r -> softmax(e, r)));
    List<Variable> names =
        Stream.of(program.values(), program.adjoints(), work.bindings())
            .flatMap(List::stream)
            .map(Binding::variable)
            .filter(name -> uses.containsKey(name) && !isTrivial(bound.get(name)))
            .toList();
    names.forEach(this::materialize);
    Optional<Buffer> returned = work.returnsLoss() ? Optional.of(loss(loss)) : Optional.empty();
    work.results().forEach(this::write);
    return new LoopProgram(statements, returned);
  }

  /** Notes what is compared with its largest or least element. */
  private void compare(Expr e) {
    boolean chooses =
        e instanceof Reduce reduce
            && (reduce.kind() == Reduce.Kind.MAX || reduce.kind() == Reduce.Kind.MIN);
    if (chooses && uses.get(e.operands().get(0)) > 1) {
      compared.add(e.operands().get(0));
    }
  }

  /** Notes a softmax, whose parts get buffers. */
  private void softmax(Expr e, Reduce normaliser) {
    SoftmaxParts parts =
        softmaxes.computeIfAbsent(normaliser, r -> SoftmaxParts.of(exprs, normaliser));
    softmaxes.put(e, parts);
    for (Expr part : List.of(parts.largest(), parts.powers(), parts.sum(), parts.reciprocal())) {
      uses.put(part, 2);
    }
  }

  private void bind(List<Binding> bindings) {
    bindings.forEach(binding -> bind(binding.variable(), binding.value()));
  }

  /** Says what a variable stands for. */
  void bind(Variable variable, Expr value) {
    bound.put(variable, value);
  }

  private Buffer loss(Variable loss) {
    if (known.containsKey(loss) && known.get(loss).space() == Space.SCRATCH) {
      return known.get(loss);
    }
    NestBuilder nest = new NestBuilder(List.of());
    Buffer result = scratch(name(loss), List.of());
    nest.put(result, at(bound.getOrDefault(loss, loss), List.of(), nest), false);
    statements.add(nest.build(title(result.name(), loss)));
    return result;
  }

  private void write(Work.Result result) {
    List<Integer> sizes = result.target().sizes();
    boolean mirrored = result.transposed().isPresent();
    List<Triangle.Box> boxes =
        result.diagonal() ? Triangle.boxes(sizes) : List.of(Triangle.Box.whole(sizes, mirrored));
    for (Triangle.Box box : boxes) {
      into(result, box);
      if (box.mirrored()) {
        mirror(result, box);
      }
    }
  }

  /** Computes part of a result to its place. */
  private void into(Work.Result result, Triangle.Box box) {
    boolean all = box.sizes().equals(result.target().sizes());
    List<Size> axes = all ? result.value().axes() : literals(box.sizes());
    NestBuilder nest = new NestBuilder(fresh(axes), box.from());
    nest.put(result.target(), at(result.value(), nest.position(), nest), result.adds());
    boolean whole = box.startsAtZero();
    String row = box.from().subList(0, box.from().size() / 2).toString();
    String part =
        ", from row " + row + (isDiagonal(box.from()) ? " on" : " on, above the diagonal");
    statements.add(nest.build(whole ? title(result.name(), result.value()) : result.name() + part));
  }

  private static boolean isDiagonal(List<Integer> from) {
    int rows = from.size() / 2;
    return from.subList(0, rows).equals(from.subList(rows, from.size()));
  }

  /** Copies part of a block to the transposed place. */
  private void mirror(Work.Result result, Triangle.Box box) {
    NestBuilder nest = new NestBuilder(fresh(literals(box.sizes())), box.from());
    Scalar computed = new Scalar.Read(result.target().at(nest.position()));
    nest.put(result.transposed().orElseThrow(), computed, false);
    statements.add(nest.build("and transposed"));
  }

  private String title(String name, Expr e) {
    return name + " = " + notation.apply(e);
  }

  // ---------------------------------------------------------------- elements

  /** The element of an expression at a position, inside a nest or a fold of it. */
  Scalar at(Expr e, List<Affine> position, FoldScope scope) {
    Buffer buffer = known.get(e);
    if (buffer != null) {
      return new Scalar.Read(buffer.at(position));
    }
    Expr value = bound.get(e);
    if (value != null && isTrivial(value)) {
      return at(value, position, scope);
    }
    if (value != null || needsBuffer(e, position, scope)) {
      return new Scalar.Read(materialize(e).at(position));
    }
    return made(e, position, scope);
  }

  private Scalar made(Expr e, List<Affine> position, FoldScope scope) {
    Elements elements = new Elements(this, exprs, position, scope);
    return softmaxes.containsKey(e) ? elements.softmax(e, softmaxes.get(e)) : e.accept(elements);
  }

  /** Whether naming it is no computation: another name, a number, a reordering of axes. */
  private static boolean isTrivial(Expr e) {
    return Costs.isNumber(e)
        || e.operands().isEmpty() && !e.isZero()
        || e instanceof Contraction c
            && Facts.isPermutation(c)
            && isTrivial(c.factors().get(0).expr());
  }

  private boolean needsBuffer(Expr e, List<Affine> position, FoldScope scope) {
    if (e.operands().isEmpty() || Costs.isNumber(e)) {
      return false;
    }
    if (e instanceof MatrixFunction || compared.contains(e)) {
      return true;
    }
    boolean folds = e instanceof Reduce || e instanceof Contraction c && sums(c);
    if (folds && !scope.isExactly(position)) {
      return true;
    }
    boolean shared = uses.getOrDefault(e, 0) > 1;
    boolean repeated = scope.points() > points(e);
    return folds && shared || (shared && Costs.isDear(e)) || (repeated && !Costs.isAccess(e));
  }

  private static boolean sums(Contraction c) {
    return c.summedIndices() > 0;
  }

  static long points(Expr e) {
    long points = 1;
    for (Size size : e.axes()) {
      points *= size.intValue();
    }
    return points;
  }

  /** Gives an expression a buffer and the statement that fills it. */
  private Buffer materialize(Expr e) {
    Expr value = bound.getOrDefault(e, e);
    String name = name(e);
    Buffer buffer = scratch(name, e.axes());
    if (value instanceof MatrixFunction f) {
      matrix(f, buffer);
    } else {
      NestBuilder nest = new NestBuilder(fresh(e.axes()));
      boolean elsewhere = known.containsKey(value) || value instanceof Variable && value != e;
      nest.put(
          buffer,
          elsewhere ? at(value, nest.position(), nest) : made(value, nest.position(), nest),
          false);
      statements.add(nest.build(title(name, value)));
    }
    known.put(e, buffer);
    if (value != e) {
      known.putIfAbsent(value, buffer);
    }
    return buffer;
  }

  private void matrix(MatrixFunction f, Buffer result) {
    List<Size> sizes = f.operand().axes();
    Buffer work = scratch(temporary(), sizes);
    NestBuilder nest = new NestBuilder(fresh(sizes));
    nest.put(work, at(f.operand(), nest.position(), nest), false);
    statements.add(nest.build(title(work.name(), f.operand())));
    statements.add(new LoopStatement.MatrixCall(title(result.name(), f), f.kind(), work, result));
  }

  /** What to call a tensor. */
  private String name(Expr e) {
    return e instanceof Variable v && !v.name().isEmpty() ? v.name() : temporary();
  }

  /**
   * A buffer of its own. Two of one name and shape would be the same one: those of a loss and of
   * its sum over samples, or of a temporary and a value that is called like it.
   */
  private Buffer scratch(String name, List<Size> axes) {
    Buffer buffer = place(name, axes);
    for (int k = 2; !taken.add(buffer); k++) {
      buffer = place(name + "_" + k, axes);
    }
    return buffer;
  }

  private Buffer place(String name, List<Size> axes) {
    List<Integer> sizes = ArrayLayout.sizes(axes);
    Optional<Size> samples = axes.stream().filter(Size.Samples.class::isInstance).findFirst();
    return layout.samplesLast() && samples.isPresent()
        ? Buffer.alongAxis(name, Space.SCRATCH, sizes, axes.indexOf(samples.get()))
        : Buffer.rowMajor(name, Space.SCRATCH, sizes, 0);
  }

  private String temporary() {
    nextTemporary++;
    return "t" + nextTemporary;
  }

  private static List<Size> literals(List<Integer> sizes) {
    return sizes.stream().map(Size::of).toList();
  }

  List<LoopIndex> fresh(List<Size> axes) {
    return axes.stream().map(this::fresh).toList();
  }

  LoopIndex fresh(Size size) {
    return new LoopIndex(nextIndex++, size);
  }

  Local local(String hint) {
    return new Local(nextLocal++, hint);
  }
}
