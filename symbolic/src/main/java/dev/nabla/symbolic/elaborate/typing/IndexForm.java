package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.elaborate.typing.Operation.Reducer;
import dev.nabla.symbolic.elaborate.typing.Operation.Subscript;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Elements, reductions over an index, and statements in index form. */
public final class IndexForm {
  /** The largest order of a tensor. */
  public static final int ORDER = 8;

  public static final String TOO_MANY_AXES = "a tensor has more than " + ORDER + " axes, the limit";

  private static final Map<String, Reducer> REDUCERS =
      Arrays.stream(Reducer.values())
          .collect(Collectors.toMap(r -> r.name().toLowerCase(Locale.ROOT), r -> r));

  private final Inference inference;
  private final Typing typing;

  IndexForm(Inference inference, Typing typing) {
    this.inference = inference;
    this.typing = typing;
  }

  private Typed fail(Expression at, Context context, String message) {
    return inference.broken(at, Failure.plain(DiagnosticCode.INDEX, at, context, message));
  }

  private Typed fail(Expression at, Context context, String message, String help) {
    return inference.broken(at, Failure.plain(DiagnosticCode.INDEX, at, context, message, help));
  }

  // ---------------------------------------------------------------- statements

  Typed statement(Statement.Assignment at) {
    Context context = Context.of(at).asSummand(false);
    List<Expression.Name> names = at.indices();
    List<Expression> left = at.subscripts();
    Expression value = at.value();
    Optional<Expression.Name> twice = repeated(names);
    if (twice.isPresent()) {
      String message = "the index " + twice.get().text() + " stands twice on the left";
      return fail(twice.get(), context, message);
    }
    if (left.size() > ORDER) {
      Failure failure = Failure.plain(DiagnosticCode.LIMIT, at.name(), context, TOO_MANY_AXES);
      return inference.broken(value, failure);
    }
    List<Index> indices = names.stream().map(Index::new).toList();
    Typed typed = typing.type(value, context.binding(indices));
    if (!fits(typed, left.size() - names.size(), context, value)) {
      return Typed.broken(value);
    }
    for (Index index : indices) {
      if (!typed.indices().contains(index)) {
        String message = "nothing on the right gives the index " + index + " a range";
        return fail(index.name(), context, message);
      }
    }
    Iterator<SizeTerm> axes = typed.dims().terms().iterator();
    Iterator<Index> next = indices.iterator();
    List<Subscript> gathered = new ArrayList<>();
    List<SizeTerm> sizes = new ArrayList<>();
    for (Expression subscript : left) {
      gathered.add(isAll(subscript) ? Subscript.ALL : Subscript.of(next.next()));
      sizes.add(gathered.get(gathered.size() - 1).index().map(Index::size).orElseGet(axes::next));
    }
    Operation operation = new Operation.Gathered(typed, gathered);
    return Typed.of(value, List.of(), Dims.ofAxes(sizes), operation);
  }

  private static boolean isAll(Expression subscript) {
    return subscript instanceof Expression.All;
  }

  /** Whether a value has so many axes, or can be made to have them. */
  private boolean fits(Typed typed, int axes, Context context, Expression value) {
    if (axes == 0) {
      return inference.needScalar(typed, context, "an element must be a scalar", value);
    }
    Dims dims = typed.dims();
    boolean fits =
        axes == 1
            ? !dims.isTensor() && inference.sizes().unify(dims.columns(), SizeTerm.one())
            : dims.order() == axes;
    if (!fits) {
      String message =
          "the left side leaves "
              + (axes == 1 ? "one axis: a column" : axes + " axes")
              + " is needed";
      inference.fail(Failure.operand(value, context, typed, message, List::of));
    }
    return fits && !dims.isBroken();
  }

  private static Optional<Expression.Name> repeated(List<Expression.Name> names) {
    Set<String> seen = new HashSet<>();
    return names.stream().filter(name -> !seen.add(name.text())).findFirst();
  }

  // ---------------------------------------------------------------- reductions

  Typed reduction(Expression.Reduction at, Context context) {
    Reducer reducer = REDUCERS.get(at.function().text());
    if (reducer == null) {
      String known = REDUCERS.keySet().stream().sorted().collect(Collectors.joining(", "));
      String message = at.function().text() + " is not a reduction over an index";
      return fail(at.function(), context, message, "these are: " + known);
    }
    Optional<Expression.Name> clash =
        repeated(at.indices())
            .or(
                () ->
                    at.indices().stream()
                        .filter(name -> context.indices().containsKey(name.text()))
                        .findFirst());
    if (clash.isPresent()) {
      return fail(clash.get(), context, "the index " + clash.get().text() + " is bound twice");
    }
    List<Index> bound = at.indices().stream().map(Index::new).toList();
    Typed body = typing.type(at.body(), context.binding(bound));
    if (body.dims().isBroken()) {
      return Typed.broken(at);
    }
    for (Index index : bound) {
      if (!body.indices().contains(index)) {
        String message = "the index " + index + " does not stand in what it runs over";
        return fail(index.name(), context, message);
      }
      if (at.range().isPresent() && !runsOver(at.range().get(), index, context)) {
        return Typed.broken(at);
      }
    }
    if (at.function().text().equals("argmax") && bound.size() > 1) {
      return fail(at, context, "argmax runs over one index");
    }
    List<Index> kept = body.indices().stream().filter(i -> !bound.contains(i)).toList();
    return Typed.of(at, kept, body.dims(), new Operation.Reduction(reducer, body));
  }

  /** Compares what the text says of an index's range with what the shapes say. */
  private boolean runsOver(Expression range, Index index, Context context) {
    Optional<Size> said = SizeArguments.size(range, inference.globals(), context);
    if (said.isEmpty()) {
      fail(range, context, "an index runs over a size, a dim or a whole number from 1");
      return false;
    }
    if (inference.sizes().unify(index.size(), SizeTerm.of(said.get()))) {
      return true;
    }
    String message = "the index " + index + " runs over " + said.get() + " here and over ";
    fail(range, context, message + index.size() + " in what follows");
    return false;
  }

  // ---------------------------------------------------------------- elements

  Typed element(Expression.Element at, Context context) {
    Typed base = typing.type(at.base(), context);
    List<Subscript> subscripts = new ArrayList<>();
    for (Expression subscript : at.subscripts()) {
      Optional<Subscript> read = subscript(subscript, context);
      read.ifPresent(subscripts::add);
    }
    if (base.dims().isBroken() || subscripts.size() < at.subscripts().size()) {
      subscripts.forEach(s -> s.index().ifPresent(i -> inference.sizes().breakUp(sizeOf(i))));
      return Typed.broken(at);
    }
    if (at.base() instanceof Expression.Name name
        && inference.globals().isRow(name.text())
        && subscripts.size() == 1) {
      inference.sizes().unify(base.dims().rows(), SizeTerm.one());
    }
    Optional<List<Integer>> axes = axes(base.dims(), subscripts.size());
    if (axes.isEmpty()) {
      subscripts.forEach(s -> s.index().ifPresent(i -> inference.sizes().breakUp(sizeOf(i))));
      return fail(at, context, wrongCount(at, base.dims()));
    }
    List<SizeTerm> left = new ArrayList<>();
    for (int k = 0; k < subscripts.size(); k++) {
      SizeTerm size = base.dims().get(axes.get().get(k));
      if (inference.globals().isInferring() && !subscripts.get(k).isAll()) {
        inference.sizes().treatAsMany(size);
      }
      if (subscripts.get(k).isAll()) {
        left.add(size);
      } else if (!fits(at, subscripts.get(k), size, context)) {
        return Typed.broken(at);
      }
    }
    Set<Index> indices = new LinkedHashSet<>(base.indices());
    subscripts.forEach(s -> s.index().ifPresent(indices::add));
    List<Index> free = List.copyOf(indices);
    Dims dims = Dims.ofAxes(left);
    return Typed.of(at, free, dims, new Operation.Element(base, axes.get(), subscripts));
  }

  private static Dims sizeOf(Index index) {
    return Dims.column(index.size());
  }

  private Optional<Subscript> subscript(Expression e, Context context) {
    if (isAll(e)) {
      return Optional.of(Subscript.ALL);
    }
    if (e instanceof Expression.Name name && context.indices().containsKey(name.text())) {
      return Optional.of(Subscript.of(context.indices().get(name.text())));
    }
    Optional<Rational> value = Numbers.exact(e, inference.globals(), context);
    if (value.isEmpty() && SizeArguments.isInError(e, inference.globals())) {
      return Optional.empty();
    }
    if (value.isEmpty()) {
      String text = e instanceof Expression.Name name ? name.text() : "this";
      fail(
          e,
          context,
          "the index " + text + " is not bound",
          "bind it by sum[" + text + "], or put it on the left: a[" + text + "] = …");
      return Optional.empty();
    }
    boolean position =
        value.get().isInteger()
            && value.get().signum() > 0
            && value.get().compareTo(Rational.of(Integer.MAX_VALUE)) <= 0;
    if (!position) {
      fail(e, context, "elements are counted from 1, and " + value.get() + " is not a position");
      return Optional.empty();
    }
    return Optional.of(new Subscript(Optional.empty(), value.get().numerator().intValueExact()));
  }

  /** The axes that so many subscripts stand for; a vector may have one. */
  private Optional<List<Integer>> axes(Dims dims, int count) {
    if (count == dims.order()) {
      return Optional.of(dev.nabla.symbolic.expr.Exprs.range(0, count));
    }
    if (count != 1 || dims.isTensor()) {
      return Optional.empty();
    }
    if (dims.columns().isKnownOne()) {
      return Optional.of(List.of(0));
    }
    if (dims.rows().isKnownOne()) {
      return Optional.of(List.of(1));
    }
    return inference.sizes().unify(dims.columns(), SizeTerm.one())
        ? Optional.of(List.of(0))
        : Optional.empty();
  }

  private static String wrongCount(Expression.Element at, Dims dims) {
    String what = at.base() instanceof Expression.Name name ? name.text() : "this";
    return what + " has " + dims.order() + " axes, not " + at.subscripts().size();
  }

  private boolean fits(Expression.Element at, Subscript subscript, SizeTerm size, Context context) {
    if (subscript.index().isPresent()) {
      Index index = subscript.index().get();
      if (inference.sizes().unify(index.size(), size)) {
        return true;
      }
      String message =
          "the index " + index + " runs over " + size + " here and over " + index.size();
      inference.fail(
          Failure.plain(DiagnosticCode.INDEX, at, context, message + " elsewhere").rearrangeable());
      return false;
    }
    size.reach(subscript.position());
    inference.finallyCheck(() -> checkReach(at, subscript.position(), size, context));
    return true;
  }

  private void checkReach(Expression at, int position, SizeTerm size, Context context) {
    size.size()
        .filter(s -> s.value().isPresent() && s.intValue() < position)
        .ifPresent(
            s -> fail(at, context, "there are " + s.intValue() + " elements, and no " + position));
  }
}
