package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Index;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.loop.Statement;
import dev.nabla.codegen.loop.Step;
import dev.nabla.codegen.spelling.Spelling;
import dev.nabla.codegen.spelling.Spellings;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Extent;
import dev.nabla.symbolic.expr.Facts;
import dev.nabla.symbolic.expr.MathConstant;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
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
  private final Layout layout;
  private final Function<Expr, String> notation;
  private final Map<Expr, Expr> bound = new HashMap<>();
  private final Map<Expr, Buffer> known = new HashMap<>();
  private final Map<Expr, Softmax> softmaxes = new HashMap<>();
  private final List<Statement> statements = new ArrayList<>();
  private Map<Expr, Integer> uses = Map.of();
  private final Set<Expr> compared = new HashSet<>();
  private final Set<Buffer> taken = new HashSet<>();
  private int nextIndex;
  private int nextLocal;
  private int nextTemporary;

  private Lowering(DerivedProgram program, Layout layout, Function<Expr, String> notation) {
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
      DerivedProgram program, Layout layout, Work work, Function<Expr, String> notation) {
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
        .forEach(e -> Softmax.normaliser(exprs, e, bound).ifPresent(r -> softmax(e, r)));
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
    Softmax parts = softmaxes.computeIfAbsent(normaliser, r -> Softmax.of(exprs, normaliser));
    softmaxes.put(e, parts);
    for (Expr part : List.of(parts.largest(), parts.powers(), parts.sum(), parts.reciprocal())) {
      uses.put(part, 2);
    }
  }

  private void bind(List<Binding> bindings) {
    bindings.forEach(binding -> bound.put(binding.variable(), binding.value()));
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
  private Scalar at(Expr e, List<Affine> position, Scope scope) {
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
    return inline(e, position, scope);
  }

  /** Whether naming it is no computation: another name, a number, a reordering of axes. */
  private static boolean isTrivial(Expr e) {
    return Costs.isNumber(e)
        || e.operands().isEmpty() && !e.isZero()
        || e instanceof Contraction c
            && Facts.isPermutation(c)
            && isTrivial(c.factors().get(0).expr());
  }

  private boolean needsBuffer(Expr e, List<Affine> position, Scope scope) {
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
          elsewhere ? at(value, nest.position(), nest) : inline(value, nest.position(), nest),
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
    statements.add(new Statement.MatrixCall(title(result.name(), f), f.kind(), work, result));
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
    List<Integer> sizes = Layout.sizes(axes);
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

  private List<Index> fresh(List<Size> axes) {
    return axes.stream().map(this::fresh).toList();
  }

  private Index fresh(Size size) {
    return new Index(nextIndex++, size);
  }

  private Local local(String hint) {
    return new Local(nextLocal++, hint);
  }

  // ---------------------------------------------------------------- one rule for each node

  private Scalar inline(Expr e, List<Affine> position, Scope scope) {
    if (softmaxes.containsKey(e)) {
      return softmax(e, softmaxes.get(e), position, scope);
    }
    if (e instanceof Contraction c) {
      return new Product(c, position, scope).value();
    }
    if (e instanceof Sum sum) {
      return Scalars.linear(
          sum.terms().stream()
              .map(
                  t ->
                      new Scalar.Term(t.coefficient().doubleValue(), at(t.expr(), position, scope)))
              .toList());
    }
    if (e instanceof Elementwise map) {
      return apply(
          map.function(), map.arguments().stream().map(a -> at(a, position, scope)).toList());
    }
    if (e instanceof Power power) {
      return Scalars.raise(at(power.base(), position, scope), power.exponent());
    }
    if (e instanceof Reduce reduce) {
      return reduction(reduce, position, scope);
    }
    if (e instanceof Wire wire) {
      return wire.isOnes() ? Scalars.ONE : onlyWhere(wire, position, Scalars.ONE);
    }
    if (e instanceof Extent extent) {
      return extent.size() instanceof Size.Samples
          ? new Scalar.Samples()
          : Scalars.literal(extent.size().intValue());
    }
    if (e instanceof MathConstant constant) {
      return Scalars.literal(constant.value());
    }
    throw new IllegalStateException("no value for " + e);
  }

  /** A value where an equation of positions holds, zero elsewhere. */
  private static Scalar onlyWhere(Wire wire, List<Affine> position, Scalar value) {
    Affine rest = Affine.of(wire.constant());
    for (int axis = 1; axis < wire.order(); axis++) {
      rest = rest.plus(position.get(axis).times(-wire.coefficients().get(axis)));
    }
    return Scalars.onlyAt(position.get(0).times(wire.coefficients().get(0)), rest, value);
  }

  /** A function's value; one exponential serves a sigmoid and a softplus. */
  private static Scalar apply(ScalarFunction function, List<Scalar> arguments) {
    return Spellings.of(function) instanceof Spelling.Carried carried && carried.ofDecay()
        ? Scalars.ofDecay(carried.helper(), arguments.get(0))
        : Scalars.apply(function, arguments);
  }

  private static boolean isGate(Scalar s) {
    return s instanceof Scalar.Apply apply && apply.function().equals(ScalarFunctions.RELU_PRIME);
  }

  private Scalar softmax(Expr e, Softmax parts, List<Affine> position, Scope scope) {
    List<Affine> outer = position.subList(0, parts.sum().order());
    return e instanceof Reduce
        ? new Scalar.Call(
            Helper.LOG_SUM_EXP,
            List.of(at(parts.largest(), outer, scope), at(parts.sum(), outer, scope)))
        : Scalars.product(
            at(parts.powers(), position, scope), at(parts.reciprocal(), outer, scope));
  }

  private Scalar reduction(Reduce reduce, List<Affine> position, Scope scope) {
    List<Size> axes = reduce.operand().axes();
    List<Index> over = fresh(axes.subList(reduce.order(), axes.size()));
    List<Affine> inner = new ArrayList<>(position);
    over.forEach(index -> inner.add(Affine.of(index)));
    Scope within = scope.within(over);
    Scalar element = at(reduce.operand(), inner, within);
    return switch (reduce.kind()) {
      case MAX -> scope.fold(local("max"), Step.Kind.MAX, over, element);
      case MIN -> scope.fold(local("min"), Step.Kind.MIN, over, element);
      case PROD -> scope.fold(local("product"), Step.Kind.PRODUCT, over, element);
      case ARGMAX -> scope.fold(local("position"), Step.Kind.ARGMAX, over, element);
      case LOGSUMEXP -> {
        Scalar largest = scope.fold(local("max"), Step.Kind.MAX, over, element);
        Scalar shifted =
            Scalars.linear(List.of(new Scalar.Term(1, element), new Scalar.Term(-1, largest)));
        Scalar exp = new Scalar.Apply(ScalarFunctions.EXP, List.of(shifted));
        Scalar sum = scope.fold(local("sum"), Step.Kind.SUM, over, exp);
        yield new Scalar.Call(Helper.LOG_SUM_EXP, List.of(largest, sum));
      }
    };
  }

  /** The element of a contraction. */
  private final class Product {
    private final Contraction contraction;
    private final Scope scope;
    private final ContractionParts parts;
    private final Map<Integer, Affine> at = new HashMap<>();

    Product(Contraction contraction, List<Affine> position, Scope scope) {
      this.contraction = contraction;
      this.scope = scope;
      this.parts = ContractionParts.of(contraction);
      for (int axis = 0; axis < contraction.order(); axis++) {
        at.put(axis, position.get(axis));
      }
      parts.fixed().forEach((index, place) -> at.put(index, Affine.of(place)));
    }

    Scalar value() {
      List<Scalar> factors = new ArrayList<>();
      for (Contraction.Factor factor : parts.outer()) {
        factors.add(element(factor, scope));
      }
      boolean whole =
          parts.outer().isEmpty()
              && parts.groups().size() == 1
              && parts.groups().get(0).size() + parts.fixed().size()
                  == contraction.factors().size();
      for (List<Contraction.Factor> group : parts.groups()) {
        factors.add(whole ? folded(group) : separate(group));
      }
      Scalar value = gated(factors);
      for (Contraction.Factor wire : parts.wires()) {
        List<Affine> place = wire.indices().stream().map(at::get).toList();
        value = onlyWhere((Wire) wire.expr(), place, value);
      }
      return value;
    }

    /** The product, where a relu is on; this way nothing depends on a branch. */
    private Scalar gated(List<Scalar> factors) {
      Optional<Scalar> gate = factors.stream().filter(Lowering::isGate).findFirst();
      if (gate.isEmpty() || factors.size() == 1) {
        return Scalars.product(factors);
      }
      List<Scalar> others = new ArrayList<>(factors);
      others.remove(gate.get());
      Scalar u = gate.get().operands().get(0);
      return new Scalar.Call(Helper.GATE, List.of(u, Scalars.product(others)));
    }

    private Scalar element(Contraction.Factor factor, Scope within) {
      return at(factor.expr(), factor.indices().stream().map(at::get).toList(), within);
    }

    /** Part of the product that is summed on its own. */
    private Scalar separate(List<Contraction.Factor> group) {
      List<Integer> kept = parts.kept(group);
      List<Contraction.Factor> factors = new ArrayList<>(group);
      contraction.factors().stream()
          .filter(f -> Wire.isUnit(f.expr()) && parts.fixed().containsKey(f.indices().get(0)))
          .filter(f -> group.stream().anyMatch(g -> g.indices().contains(f.indices().get(0))))
          .forEach(factors::add);
      Expr part = exprs.contract(factors, kept);
      return Lowering.this.at(part, kept.stream().map(at::get).toList(), scope);
    }

    /** The sum in this very nest, or of a shorter product with a pair of factors joined before. */
    private Scalar folded(List<Contraction.Factor> group) {
      JoinOrder order = new JoinOrder(contraction, group);
      Optional<int[]> joined = parts.fixed().isEmpty() ? order.joinsFirst() : Optional.empty();
      if (joined.isPresent()) {
        int[] pair = joined.get();
        List<Contraction.Factor> rest = new ArrayList<>(group);
        Contraction.Factor second = rest.remove(pair[1]);
        Contraction.Factor first = rest.remove(pair[0]);
        List<Integer> kept = order.kept(pair);
        rest.add(new Contraction.Factor(named(List.of(first, second), kept), kept));
        Expr shorter = exprs.contract(rest, Exprs.range(0, contraction.order()));
        List<Affine> position = Exprs.range(0, contraction.order()).stream().map(at::get).toList();
        return Lowering.this.at(shorter, position, scope);
      }
      List<Index> over = new ArrayList<>();
      for (int k = contraction.order(); k < contraction.indexSizes().size(); k++) {
        if (!parts.fixed().containsKey(k)) {
          Index index = fresh(contraction.indexSizes().get(k));
          over.add(index);
          at.put(k, Affine.of(index));
        }
      }
      Scope within = scope.within(over);
      List<Scalar> body = group.stream().map(f -> element(f, within)).toList();
      return scope.fold(local("sum"), Step.Kind.SUM, over, Scalars.product(body));
    }
  }

  /** A variable that stands for a pair of factors, so that the rest of a product stays apart. */
  private Expr named(List<Contraction.Factor> pair, List<Integer> kept) {
    Expr value = exprs.contract(pair, kept);
    if (value.operands().isEmpty()) {
      return value;
    }
    Variable variable = exprs.unnamed(value);
    bound.put(variable, value);
    return variable;
  }
}
