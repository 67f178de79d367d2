package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.typing.Globals;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of one definition and what they are, in order of appearance. */
final class Definition implements Globals {
  private final Map<String, Size> sizes = new LinkedHashMap<>();
  private final List<Expression.Name> declaredSizes = new ArrayList<>();
  private final Map<String, Given> givens = new LinkedHashMap<>();
  private final Map<String, Statement.Constant> constants = new LinkedHashMap<>();
  private final Map<String, Statement.Function> functions = new LinkedHashMap<>();
  private final Map<String, Statement.Assignment> values = new LinkedHashMap<>();
  private final Map<String, Dims> dims = new HashMap<>();
  private Optional<Statement.Assignment> loss = Optional.empty();
  private final Map<String, NameUses> uses = new HashMap<>();
  private final Set<String> identities = new HashSet<>();
  private Set<String> rows = Set.of();
  private boolean inferring;

  Map<String, Size> sizes() {
    return sizes;
  }

  /** Where sizes are declared, by {@code dim}. */
  List<Expression.Name> declaredSizes() {
    return declaredSizes;
  }

  Map<String, Given> givens() {
    return givens;
  }

  Map<String, Statement.Constant> constants() {
    return constants;
  }

  Map<String, Statement.Assignment> values() {
    return values;
  }

  Collection<Statement.Assignment> assignments() {
    return values.values();
  }

  @Override
  public Map<String, Statement.Function> functions() {
    return functions;
  }

  /** What the body of a value, a constant or a function mentions. */
  Map<String, NameUses> uses() {
    return uses;
  }

  void addValue(Statement.Assignment value) {
    values.put(value.name().text(), value);
    if (loss.isEmpty() && value.kind() == Statement.Kind.LOSS) {
      loss = Optional.of(value);
    }
  }

  Optional<Statement.Assignment> loss() {
    return loss;
  }

  /** Everything that has a name. */
  Set<String> names() {
    Set<String> names = variableNames();
    names.addAll(functions.keySet());
    return names;
  }

  /** Everything that an expression can name without applying it. */
  Set<String> variableNames() {
    Set<String> names = new LinkedHashSet<>(givens.keySet());
    names.addAll(values.keySet());
    names.addAll(constants.keySet());
    names.addAll(sizes.keySet());
    return names;
  }

  void setDims(String name, Dims shape) {
    dims.put(name, shape);
  }

  @Override
  public Optional<Dims> dims(String name) {
    return Optional.ofNullable(givens.get(name))
        .map(Given::dims)
        .or(() -> Optional.ofNullable(dims.get(name)));
  }

  void setInferring(boolean whether) {
    inferring = whether;
  }

  void addIdentity(String name) {
    identities.add(name);
  }

  void setRows(Set<String> names) {
    rows = names;
  }

  @Override
  public boolean isInferring() {
    return inferring;
  }

  @Override
  public boolean isIdentity(String name) {
    return identities.contains(name);
  }

  @Override
  public boolean isRow(String name) {
    return rows.contains(name);
  }

  @Override
  public boolean isInferred(String name) {
    Given given = givens.get(name);
    return given != null && given.declared().isEmpty();
  }

  @Override
  public Optional<Size> size(String name) {
    return Optional.ofNullable(sizes.get(name));
  }

  @Override
  public Optional<Statement.Constant> constant(String name) {
    return Optional.ofNullable(constants.get(name));
  }

  @Override
  public Optional<Statement.Function> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }
}
