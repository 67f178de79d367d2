package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.NearMisses;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.words.Prelude;
import dev.nabla.symbolic.elaborate.words.WordsElsewhere;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Applications of functions: built in, of the prelude, of the definition, opaque. */
public final class Calls {
  /** How many functions may be written out inside one another. */
  static final int NESTING = 100;

  /** The highest derivative that primes may ask for. */
  static final int PRIMES = 6;

  /** Functions of whole vectors and matrices: what they are applied to is not a number. */
  private static final Set<String> OF_MANY =
      Set.of(
          "sum",
          "mean",
          "prod",
          "prod_others",
          "rowsum",
          "colsum",
          "norm",
          "norm1",
          "softmax",
          "log_softmax",
          "logsumexp",
          "argmax",
          "dot",
          "diag",
          "det",
          "logdet",
          "tr",
          "inv",
          "cross_entropy",
          "cross_entropy_with_logits");

  private static final Set<String> EXTREMES = Set.of("max", "min");

  private final Inference inference;
  private final Typing typing;
  private final Operators operators;
  private final Prelude prelude;

  Calls(Inference inference, Typing typing, Operators operators, Prelude prelude) {
    this.inference = inference;
    this.typing = typing;
    this.operators = operators;
    this.prelude = prelude;
  }

  /** The functions that the language defines itself, with the names of all others. */
  public static Prelude prelude() {
    Set<String> names = new LinkedHashSet<>(StructuralFunctions.names());
    for (ScalarFunction row : ScalarFunctions.rows()) {
      if (isCallable(row)) {
        names.add(row.name());
        names.addAll(row.aliases());
      }
    }
    return Prelude.load(names);
  }

  /** Comparisons are written as operators, and derivatives with a prime. */
  public static boolean isCallable(ScalarFunction row) {
    return row.primeOf().isEmpty() && row.comparison().isEmpty();
  }

  private static Optional<ScalarFunction> scalar(String name) {
    return ScalarFunctions.named(name).filter(Calls::isCallable);
  }

  Typed apply(Apply at, Context context) {
    String name = at.function().text();
    int count = at.arguments().size();
    if (!context.library() && inference.globals().isInError(name)) {
      arguments(at, context);
      return Typed.broken(at);
    }
    if (at.primes() > PRIMES) {
      String message = "a function has more than " + PRIMES + " primes, the limit";
      return inference.broken(at, Failure.plain(DiagnosticCode.LIMIT, at, context, message));
    }
    Optional<Statement.Function> own =
        context.library() ? Optional.empty() : inference.globals().function(name);
    if (own.isPresent()) {
      return own.get().parameters().size() == count
          ? own(at, own.get(), context)
          : wrongCount(at, context, new TreeSet<>(Set.of(own.get().parameters().size())));
    }
    Optional<StructuralFunctions.Row> structural = StructuralFunctions.find(name, count);
    if (structural.isPresent()) {
      return structural(at, structural.get(), context);
    }
    Optional<ScalarFunction> scalar = scalar(name).filter(row -> row.arity() == count);
    if (scalar.isPresent()) {
      return at.primes() > 0
          ? derivative(at, context, argument -> scalar(at, scalar.get(), argument, context))
          : scalar(at, scalar.get(), arguments(at, context), context);
    }
    Optional<Statement.Function> defined = prelude.find(name, count);
    if (defined.isPresent()) {
      return defined(at, defined.get(), context, true);
    }
    Set<Integer> arities = arities(name);
    return arities.isEmpty() ? unknown(at, context) : wrongCount(at, context, arities);
  }

  private List<Typed> arguments(Apply at, Context context) {
    Context inner = context.asSummand(false);
    List<Typed> arguments = new ArrayList<>();
    for (Expression argument : at.arguments()) {
      arguments.add(typing.type(argument, inner));
    }
    String name = at.function().text();
    boolean extreme = EXTREMES.contains(name) && arguments.size() == 1;
    if (!context.library() && (extreme || OF_MANY.contains(name))) {
      arguments.forEach(argument -> inference.treatAsMany(argument.dims()));
    }
    return arguments;
  }

  // ---------------------------------------------------------------- kinds of functions

  private Typed structural(Apply at, StructuralFunctions.Row row, Context context) {
    if (at.primes() > 0) {
      return noDerivative(at, context);
    }
    List<Typed> given = row.takesSizes() ? List.of() : arguments(at, context);
    return row.rule().apply(new Call(inference, operators, context.asSummand(false), at, given));
  }

  private Typed scalar(Apply at, ScalarFunction row, List<Typed> given, Context context) {
    Typed first = given.get(0);
    for (int k = 1; k < given.size(); k++) {
      Dims dims = ElementwiseRule.dims(inference, context, at, first, given.get(k), List.of());
      first = Typed.of(at, List.of(), dims, first.operation());
    }
    Typed applied = Operators.elementwise(at, row, given, first.dims());
    if (row == ScalarFunctions.MAX) {
      return applied.with(new Operation.Maximum(given.get(0), given.get(1)));
    }
    return row == ScalarFunctions.POW ? power(at, applied, given, context) : applied;
  }

  /** A power with a constant exponent is one. */
  private Typed power(Apply at, Typed applied, List<Typed> given, Context context) {
    return Numbers.exact(at.arguments().get(1), inference.globals(), context)
        .map(exponent -> new Operation.Power(given.get(0), exponent))
        .map(power -> Typed.of(at, applied.indices(), applied.dims(), power))
        .orElse(applied);
  }

  private Typed own(Apply at, Statement.Function function, Context context) {
    return function.body().isPresent()
        ? defined(at, function, context, false)
        : opaque(at, context);
  }

  /** Element-wise with one argument, a number with several or where the loss needs one. */
  private Typed opaque(Apply at, Context context) {
    String name = at.function().text();
    List<Typed> given = arguments(at, context);
    if (given.stream().anyMatch(argument -> argument.dims().isBroken())) {
      return Typed.broken(at);
    }
    Typed first = given.get(0);
    boolean whole = given.size() > 1 || context.summand() && at.primes() == 0;
    if (!whole) {
      ScalarFunction function = ScalarFunction.opaque(name, at.primes());
      return Operators.elementwise(at, function, given, first.dims());
    }
    if (at.primes() > 0) {
      return noDerivative(at, context);
    }
    if (given.stream().anyMatch(argument -> !argument.indices().isEmpty())) {
      String message = name + " takes whole values; these have free indices";
      return inference.broken(at, Failure.plain(DiagnosticCode.INDEX, at, context, message));
    }
    return Typed.of(at, List.of(), Dims.scalar(), new Operation.Opaque(name, given));
  }

  // ---------------------------------------------------------------- functions with a body

  private Typed defined(Apply at, Statement.Function function, Context context, boolean library) {
    if (at.primes() > 0) {
      return function.parameters().size() == 1
          ? derivative(at, context, given -> body(at, function, given, context, library))
          : noDerivative(at, context);
    }
    return body(at, function, arguments(at, context), context, library);
  }

  /** The body with the arguments in place of the parameters. */
  private Typed body(
      Apply at, Statement.Function function, List<Typed> given, Context context, boolean library) {
    String key = function.name().text() + "/" + given.size();
    if (context.calls().size() >= NESTING) {
      String message = "functions are nested more than " + NESTING + " deep, the limit";
      return inference.broken(at, Failure.plain(DiagnosticCode.LIMIT, at, context, message));
    }
    Map<String, Typed> arguments = new HashMap<>();
    for (int k = 0; k < given.size(); k++) {
      arguments.put(function.parameters().get(k).text(), given.get(k));
    }
    Context inside = context.entering(new Context.Call(at, given), arguments, key, library);
    Typed value = typing.type(function.body().orElseThrow(), inside);
    return value.with(new Operation.Same(value)).at(at);
  }

  // ---------------------------------------------------------------- derivatives

  private Typed derivative(
      Apply at, Context context, java.util.function.Function<List<Typed>, Typed> applied) {
    List<Typed> given = arguments(at, context);
    if (given.size() != 1) {
      return noDerivative(at, context);
    }
    Typed argument = given.get(0);
    Typed placed = argument.with(new Operation.Placeholder(argument));
    Typed value = applied.apply(List.of(placed));
    if (value.dims().isBroken()) {
      return Typed.broken(at);
    }
    if (!inference.sizes().unify(value.dims(), argument.dims())) {
      return noDerivative(at, context);
    }
    Operation derivative = new Operation.Derivative(value, placed, argument, at);
    return Typed.of(at, argument.indices(), argument.dims(), derivative);
  }

  private Typed noDerivative(Apply at, Context context) {
    String message = "only an element-wise function of one argument has a derivative by '";
    return inference.broken(at, Failure.plain(DiagnosticCode.BAD_VALUE, at, context, message));
  }

  // ---------------------------------------------------------------- errors

  private Set<Integer> arities(String name) {
    Set<Integer> arities = new TreeSet<>(prelude.arities(name));
    scalar(name).ifPresent(row -> arities.add(row.arity()));
    StructuralFunctions.named(name)
        .ifPresent(
            row -> {
              arities.add(row.least());
              arities.add(row.most());
            });
    return arities;
  }

  private Typed wrongCount(Apply at, Context context, Set<Integer> arities) {
    int count = at.arguments().size();
    List<String> allowed = arities.stream().map(String::valueOf).toList();
    boolean range = StructuralFunctions.named(at.function().text()).isPresent();
    String some = String.join(range ? " to " : " or ", allowed);
    String message =
        at.function().text()
            + " takes "
            + some
            + (some.equals("1") ? " argument, not " : " arguments, not ")
            + count;
    return inference.broken(at, Failure.plain(DiagnosticCode.ARGUMENT_COUNT, at, context, message));
  }

  private Typed unknown(Apply at, Context context) {
    String name = at.function().text();
    Set<String> known = new LinkedHashSet<>(prelude.functionNames());
    known.addAll(inference.globals().functions().keySet());
    List<String> near = NearMisses.of(name, known);
    String message = "there is no function " + name;
    List<String> help = new ArrayList<>();
    Optional<String> elsewhere = WordsElsewhere.help(name);
    if (elsewhere.isPresent()) {
      help.add(elsewhere.get());
    } else if (near.isEmpty()) {
      help.add("define it: fn " + name + "(u) = …, or leave it unspecified: fn " + name + "(u)");
    } else {
      help.add("did you mean " + String.join(", ", near) + "?");
    }
    arguments(at, context);
    return inference.broken(
        at,
        new Failure(
            DiagnosticCode.UNKNOWN_FUNCTION,
            at.function(),
            context,
            List.of(),
            text -> message,
            () -> "",
            () -> help,
            Optional.empty()));
  }
}
