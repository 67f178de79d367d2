package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.base.NearMisses;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.elaborate.typing.Context;
import dev.nabla.symbolic.elaborate.typing.IndexForm;
import dev.nabla.symbolic.elaborate.typing.SizeArguments;
import dev.nabla.symbolic.elaborate.words.Prelude;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Finds out what every name of a definition is. */
final class DefinitionReader {
  /** The largest number of statements. */
  static final int STATEMENTS = 50_000;

  /** For how many unknown names others are looked for. */
  private static final int SUGGESTIONS = 100;

  private static final Map<Statement.Role, Variable.Role> ROLES =
      new EnumMap<>(
          Map.of(
              Statement.Role.INPUT, Variable.Role.INPUT,
              Statement.Role.TARGET, Variable.Role.TARGET,
              Statement.Role.PARAM, Variable.Role.PARAM));

  private final SpecParser.Partial read;
  private final Options options;
  private final Prelude prelude;
  private final Diagnostics diagnostics;
  private final Definition definition = new Definition();
  private final Map<String, Span> first = new HashMap<>();
  private final Map<String, Integer> subscripts = new HashMap<>();
  private final Set<String> numbers = new HashSet<>();
  private final boolean declared;
  private final boolean sizesDeclared;
  private Evidence evidence = Evidence.of(List.of(), Set.of());
  private int unknownNames;

  private DefinitionReader(
      SpecParser.Partial read, Options options, Prelude prelude, Diagnostics diagnostics) {
    this.read = read;
    this.options = options;
    this.prelude = prelude;
    this.diagnostics = diagnostics;
    this.declared = read.spec().declares();
    this.sizesDeclared =
        read.spec().statements().stream().anyMatch(Statement.Dimension.class::isInstance);
  }

  static Definition read(
      SpecParser.Partial read, Options options, Prelude prelude, Diagnostics diagnostics) {
    DefinitionReader reader = new DefinitionReader(read, options, prelude, diagnostics);
    List<Statement> statements = read.spec().statements();
    if (statements.size() > STATEMENTS) {
      diagnostics.report(
          DiagnosticCode.LIMIT,
          statements.get(STATEMENTS).span(),
          String.format(
              Locale.ROOT, "the definition has more than %,d statements, the limit", STATEMENTS));
      return reader.definition;
    }
    statements.forEach(reader::register);
    read.unread().forEach(reader::registerUnread);
    statements.forEach(reader::findUses);
    reader.findNumbers();
    reader.weigh(statements);
    statements.forEach(reader::declare);
    statements.forEach(reader::resolve);
    return reader.definition;
  }

  // ---------------------------------------------------------------- names that are defined

  private void register(Statement statement) {
    if (statement instanceof Statement.Dimension dim && isNew(dim.name())) {
      definition.sizes().put(dim.name().text(), size(dim));
      definition.declaredSizes().add(dim.name());
    } else if (statement instanceof Statement.Constant constant && isNew(constant.name())) {
      definition.constants().put(constant.name().text(), constant);
    } else if (statement instanceof Statement.Function function && isNewFunction(function)) {
      definition.functions().put(function.name().text(), function);
    } else if (statement instanceof Statement.Assignment value && isNew(value.name())) {
      registerValue(value);
    } else if (statement instanceof Statement.Declaration declaration) {
      isNew(declaration.name());
    }
  }

  private void registerUnread(String name) {
    if (first.putIfAbsent(name, Span.NONE) == null) {
      definition.setDims(name, Dims.broken());
    }
  }

  private void registerValue(Statement.Assignment value) {
    boolean loss = value.kind() == Statement.Kind.LOSS;
    Optional<Statement.Assignment> known = loss ? definition.loss() : Optional.empty();
    if (known.isPresent()) {
      diagnostics.report(
          DiagnosticCode.DUPLICATE_NAME,
          value.name().span(),
          value.name().text() + " is a second loss",
          List.of("the loss is " + known.get().name().text() + lineOf(known.get().name().span())),
          List.of("add both in one loss"));
    }
    if (value.accumulated() && !loss) {
      diagnostics.report(
          DiagnosticCode.BAD_VALUE,
          value.span(),
          "only a loss is accumulated by +=",
          List.of(),
          List.of("write loss " + value.name().text() + " += …, or ="));
    }
    definition.addValue(value);
  }

  private boolean isNew(Name name) {
    Span before = first.putIfAbsent(name.text(), name.span());
    if (before != null) {
      diagnostics.report(
          DiagnosticCode.DUPLICATE_NAME,
          name.span(),
          name.text() + " is defined twice",
          List.of("it is defined first" + lineOf(before)),
          List.of("give one of them another name"));
    }
    return before == null;
  }

  private boolean isNewFunction(Statement.Function function) {
    Name name = function.name();
    if (prelude.functionNames().contains(name.text())) {
      diagnostics.report(
          DiagnosticCode.DUPLICATE_NAME,
          name.span(),
          name.text() + " is a function of the language",
          List.of(),
          List.of("choose another name"));
      return false;
    }
    Set<String> parameters = new LinkedHashSet<>();
    for (Name parameter : function.parameters()) {
      if (!parameters.add(parameter.text())) {
        diagnostics.report(
            DiagnosticCode.DUPLICATE_NAME,
            parameter.span(),
            "two parameters are called " + parameter.text());
      }
    }
    if (parameters.isEmpty()) {
      diagnostics.report(
          DiagnosticCode.ARGUMENT_COUNT, name.span(), "a function needs a parameter");
    }
    return isNew(name);
  }

  private String lineOf(Span span) {
    return " in line " + diagnostics.source().position(span.start()).line();
  }

  private Size size(Statement.Dimension dim) {
    String name = dim.name().text();
    Optional<Integer> option = option(name);
    if (option.isPresent()) {
      return Size.fixed(name, option.get());
    }
    BigInteger value = dim.value().orElse(BigInteger.ONE);
    if (value.signum() <= 0) {
      diagnostics.report(
          DiagnosticCode.BAD_VALUE, dim.span(), "a size is at least 1, and " + name + " is not");
    } else if (value.bitLength() > 31) {
      diagnostics.report(
          DiagnosticCode.LIMIT, dim.span(), "a size is more than 2,147,483,647, the limit");
    } else if (dim.value().isPresent()) {
      return Size.fixed(name, value.intValueExact());
    }
    return Size.open(name);
  }

  private Optional<Integer> option(String name) {
    return options.dims().entrySet().stream()
        .filter(entry -> Names.same(entry.getKey(), name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  // ---------------------------------------------------------------- names that are mentioned

  private void findUses(Statement statement) {
    statement
        .body()
        .map(body -> NameUses.of(body, statement.binds()))
        .ifPresent(uses -> remember(statement.name(), uses));
  }

  private void remember(Name name, NameUses uses) {
    definition.uses().putIfAbsent(name.text(), uses);
    if (!sizesDeclared) {
      uses.sizes().forEach(this::implicitSize);
    }
  }

  /** In a definition of vectors of samples, what is nothing but a coefficient is a number. */
  private void findNumbers() {
    Collection<NameUses> uses = definition.uses().values();
    uses.stream()
        .filter(u -> !u.slices().isEmpty())
        .map(NameUses::coefficients)
        .forEach(numbers::addAll);
    uses.stream().map(NameUses::others).forEach(numbers::removeAll);
  }

  /** What the text says of the names that nothing defines. */
  private void weigh(List<Statement> statements) {
    Set<String> letters = new LinkedHashSet<>();
    if (!declared) {
      definition.uses().values().stream()
          .flatMap(uses -> uses.values().stream())
          .map(Name::text)
          .filter(name -> !first.containsKey(name) && !isConstant(name))
          .forEach(letters::add);
    }
    evidence = Evidence.of(statements, letters);
    definition.setInferring(!declared);
    definition.setRows(evidence.singleRows());
    letters.forEach(letter -> evidence.conflict(letter).ifPresent(this::contradiction));
  }

  private void contradiction(Evidence.Conflict conflict) {
    String name = conflict.one().text();
    first.put(name, conflict.one().span());
    definition.setDims(name, Dims.broken());
    diagnostics.report(
        DiagnosticCode.SHAPE_OPERAND,
        conflict.other().span(),
        name + " is " + conflict.against() + " here, and " + conflict.says() + " elsewhere",
        List.of(name + " is " + conflict.says() + lineOf(conflict.one().span())),
        List.of("give one of them another name, or declare it: param " + name + " : (…)"));
  }

  private static boolean isConstant(String name) {
    return name.equals("pi") || name.equals("e");
  }

  /** Where a definition declares no sizes at all, naming one declares it. */
  private void implicitSize(Name name) {
    if (first.putIfAbsent(name.text(), name.span()) == null) {
      Size size =
          option(name.text())
              .map(value -> Size.fixed(name.text(), value))
              .orElseGet(() -> Size.open(name.text()));
      definition.sizes().put(name.text(), size);
    }
  }

  private void declare(Statement statement) {
    if (!(statement instanceof Statement.Declaration declaration)
        || definition.givens().containsKey(declaration.name().text())) {
      return;
    }
    List<Size> sizes = new ArrayList<>();
    for (Expression e : declaration.shape()) {
      declaredSize(e).ifPresent(sizes::add);
    }
    boolean complete = sizes.size() == declaration.shape().size();
    if (sizes.size() > IndexForm.ORDER) {
      diagnostics.report(DiagnosticCode.LIMIT, declaration.span(), IndexForm.TOO_MANY_AXES);
      complete = false;
    }
    Optional<Shape> shape = complete ? Optional.of(new Shape(sizes)) : Optional.empty();
    shape.ifPresent(s -> checkCount(s, declaration));
    Dims dims = shape.map(Dims::of).orElseGet(Dims::broken);
    checkFacts(declaration, dims);
    Given given =
        new Given(
            declaration.name(), ROLES.get(declaration.role()), dims, shape, declaration.facts());
    definition.givens().put(declaration.name().text(), given);
  }

  private Optional<Size> declaredSize(Expression e) {
    if (e instanceof Name name && !sizesDeclared) {
      implicitSize(name);
    }
    Optional<Size> size = SizeArguments.size(e, definition, Context.TOP);
    if (size.isEmpty() && e instanceof Name name && !first.containsKey(name.text())) {
      unknownSize(name);
    } else if (size.isEmpty() && !SizeArguments.isInError(e, definition)) {
      diagnostics.report(
          DiagnosticCode.BAD_VALUE,
          e.span(),
          "a size is a dim, or a whole number from 1 to 2,147,483,647");
    }
    return size;
  }

  private void checkCount(Shape shape, Statement.Declaration declaration) {
    long count = 1;
    for (Size size : shape.sizes()) {
      OptionalInt value = size.value();
      count *= value.orElse(1);
      if (count > Integer.MAX_VALUE) {
        diagnostics.report(
            DiagnosticCode.LIMIT,
            declaration.span(),
            declaration.name().text() + " has more than 2,147,483,647 elements, the limit");
        return;
      }
    }
  }

  private void checkFacts(Statement.Declaration declaration, Dims dims) {
    if (declaration.facts().contains(Fact.ONEHOT) && declaration.role() == Statement.Role.PARAM) {
      diagnostics.report(
          DiagnosticCode.BAD_VALUE,
          declaration.span(),
          declaration.name().text() + " is one-hot, and trained: no small step keeps it so",
          List.of(),
          List.of("declare it as an input or a target, or leave out onehot"));
    }
    boolean square = !dims.isTensor() && dims.rows().matches(dims.columns());
    for (Fact fact : declaration.facts()) {
      if (fact.isSymmetric() && !square && !dims.isBroken()) {
        diagnostics.report(
            DiagnosticCode.SHAPE_OPERAND,
            declaration.span(),
            "only a square matrix is " + fact.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  // ---------------------------------------------------------------- names that are not defined

  private void resolve(Statement statement) {
    if (statement.body().isPresent()) {
      boolean mayInfer = !(statement instanceof Statement.Constant);
      resolve(definition.uses().get(statement.name().text()), mayInfer);
    }
  }

  private void resolve(NameUses uses, boolean mayInfer) {
    for (Name name : uses.sizes()) {
      if (!first.containsKey(name.text())) {
        unknownSize(name);
      }
    }
    for (Name name : uses.values()) {
      if (isConstant(name.text()) || first.containsKey(name.text())) {
        continue;
      }
      first.put(name.text(), name.span());
      if (declared || !mayInfer) {
        unknownValue(name, mayInfer);
      } else {
        infer(name, Optional.ofNullable(uses.brackets().get(name)));
      }
    }
    checkBrackets(uses);
  }

  private void unknownSize(Name name) {
    first.put(name.text(), name.span());
    definition.setDims(name.text(), Dims.broken());
    unknown(name, "size", definition.sizes().keySet(), "declare it: dim " + name.text());
  }

  private void unknownValue(Name name, boolean mayBeVariable) {
    definition.setDims(name.text(), Dims.broken());
    Set<String> candidates = unknownNames > SUGGESTIONS ? Set.of() : definition.variableNames();
    String role = role(name.text()).name().toLowerCase(Locale.ROOT);
    String declaration =
        mayBeVariable ? role + " " + name.text() + " : (…)" : "const " + name.text() + " = …";
    unknown(name, "variable", candidates, "declare it: " + declaration);
  }

  private void unknown(Name name, String what, Set<String> candidates, String otherwise) {
    unknownNames++;
    List<String> near =
        unknownNames > SUGGESTIONS ? List.of() : NearMisses.of(name.text(), candidates);
    String help = near.isEmpty() ? otherwise : "did you mean " + String.join(", ", near) + "?";
    diagnostics.report(
        DiagnosticCode.UNKNOWN_NAME,
        name.span(),
        "there is no " + what + " " + name.text(),
        List.of(),
        List.of(help));
  }

  /** Nothing has to be declared: the name says what it is, and where it stands. */
  private void infer(Name name, Optional<Integer> subscripts) {
    String text = name.text();
    Evidence.Kind kind = evidence.kind(text);
    boolean identity = text.equals("I") && kind == Evidence.Kind.MATRIX && subscripts.isEmpty();
    if (identity) {
      definition.addIdentity(text);
      return;
    }
    Dims dims = subscripts.map(this::ofOrder).orElseGet(() -> dims(kind, text));
    if (subscripts.orElse(0) > IndexForm.ORDER) {
      diagnostics.report(DiagnosticCode.LIMIT, name.span(), IndexForm.TOO_MANY_AXES);
    }
    Given given = new Given(name, role(text), dims, Optional.empty(), Set.of());
    definition.givens().put(text, given);
  }

  private Dims ofOrder(int order) {
    return order == 1 ? Dims.column(SizeTerm.fresh()) : Dims.fresh(order);
  }

  private Dims dims(Evidence.Kind kind, String name) {
    return switch (kind) {
      case NUMBER -> Dims.scalar();
      case ROW -> Dims.of(SizeTerm.one(), SizeTerm.fresh());
      case MATRIX -> Dims.fresh(2);
      default -> numbers.contains(name) ? Dims.scalar() : Dims.column(SizeTerm.fresh());
    };
  }

  private Variable.Role role(String name) {
    if (name.matches("[xX][0-9]*")) {
      return Variable.Role.INPUT;
    }
    boolean target =
        name.matches("[yt][0-9]*")
            && definition.loss().isPresent()
            && !evidence.isBesideTarget(name);
    return target ? Variable.Role.TARGET : Variable.Role.PARAM;
  }

  /** The places where an inferred variable is indexed must agree on its order. */
  private void checkBrackets(NameUses uses) {
    uses.brackets()
        .forEach(
            (name, count) -> {
              if (!definition.isInferred(name.text())) {
                return;
              }
              int before = subscripts.computeIfAbsent(name.text(), key -> count);
              if (before != count) {
                diagnostics.report(
                    DiagnosticCode.INDEX,
                    name.span(),
                    name.text() + " has " + count + " subscripts here and " + before + " before");
              }
            });
  }
}
