package dev.nabla.grammar.text;

import dev.nabla.grammar.base.Names;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * What the names of one source are: a variable when the source declares, assigns or binds it,
 * otherwise a function when it is built in or defined by {@code fn}.
 */
public final class Scope {
  /** Signs that are a function's name, unless the source declares them. */
  private static final Map<String, String> SIGNS =
      Map.of("σ", "sigmoid", "Σ", "sum", "∑", "sum", "∏", "prod");

  private static final Set<Integer> DEFINING =
      Set.of(NablaParser.ASSIGN, NablaParser.PLUS_ASSIGN, NablaParser.INDEX_OPEN);

  /** What a statement that defines one name begins with. */
  private static final Set<Integer> VALUES =
      Set.of(NablaParser.NAME, NablaParser.FN, NablaParser.OUTPUT, NablaParser.LOSS);

  private static final Set<Integer> ASSIGNS = Set.of(NablaParser.ASSIGN, NablaParser.PLUS_ASSIGN);

  private final Set<String> builtIn;
  private final Set<String> defined = new HashSet<>();
  private final Set<String> variables = new HashSet<>();
  private final Set<String> asking = new HashSet<>();
  private final Set<String> bare = new HashSet<>();
  private final Deque<String> bound = new ArrayDeque<>();

  public Scope(Set<String> builtIn) {
    this.builtIn = builtIn;
  }

  /** A scope with the same functions and nothing that is defined. */
  public Scope copy() {
    return new Scope(builtIn);
  }

  /** The names of all functions, without signs for them. */
  public Set<String> functions() {
    Set<String> all = new HashSet<>(builtIn);
    all.addAll(defined);
    return all;
  }

  /** What is declared or assigned. */
  public Set<String> variables() {
    return variables;
  }

  /** Says that a name is a variable here, whatever else it may be. */
  public void addVariable(String name) {
    variables.add(name);
  }

  /** Takes in what a statement declares or assigns, before any expression is read. */
  public void collect(List<Token> statement) {
    collectBare(statement);
    switch (statement.get(0).getType()) {
      case NablaParser.NETWORK -> {}
      case NablaParser.FN -> add(statement, 1, defined);
      case NablaParser.OUTPUT, NablaParser.LOSS -> add(statement, 1, variables);
      case NablaParser.NAME -> {
        if (statement.size() > 1 && DEFINING.contains(statement.get(1).getType())) {
          add(statement, 0, variables);
        } else if (asks(statement)) {
          add(statement, 0, variables);
          add(statement, 0, asking);
        }
      }
      default -> collectList(statement);
    }
  }

  /** {@code f(X) = …}: a value, and what it is derived by. */
  private static boolean asks(List<Token> statement) {
    int at = 1;
    while (at < statement.size()
        && Set.of(NablaParser.LPAREN, NablaParser.NAME, NablaParser.COMMA, NablaParser.RPAREN)
            .contains(statement.get(at).getType())) {
      at++;
    }
    return at > 1
        && at < statement.size()
        && statement.get(at - 1).getType() == NablaParser.RPAREN
        && ASSIGNS.contains(statement.get(at).getType());
  }

  /** The names that stand somewhere without a bracket behind them. */
  private void collectBare(List<Token> statement) {
    for (int i = 0; i < statement.size(); i++) {
      boolean name = statement.get(i).getType() == NablaParser.NAME;
      boolean bracket =
          i + 1 < statement.size()
              && statement.get(i + 1).getType() == NablaParser.LPAREN
              && Layout.touch(statement.get(i), statement.get(i + 1));
      if (name && !bracket) {
        bare.add(Names.canonical(statement.get(i).getText()));
      }
    }
  }

  /** The names of a list of declarations: behind the keyword and behind each outer comma. */
  private void collectList(List<Token> statement) {
    int depth = 0;
    for (int i = 0; i < statement.size(); i++) {
      switch (statement.get(i).getType()) {
        case NablaParser.LPAREN, NablaParser.LBRACKET, NablaParser.INDEX_OPEN -> depth++;
        case NablaParser.RPAREN, NablaParser.RBRACKET -> depth--;
        default -> {
          if (i == 0 || (depth == 0 && statement.get(i).getType() == NablaParser.COMMA)) {
            add(statement, i + 1, variables);
          }
        }
      }
    }
  }

  private static void add(List<Token> statement, int at, Set<String> names) {
    if (at < statement.size() && statement.get(at).getType() == NablaParser.NAME) {
      names.add(Names.canonical(statement.get(at).getText()));
    }
  }

  /**
   * The names that a statement in error defines, and perhaps some more: every name before its
   * {@code =}, and every name of a declaration.
   */
  public static Set<String> mayDefine(List<Token> statement) {
    Set<String> names = new HashSet<>();
    boolean values = VALUES.contains(statement.get(0).getType());
    for (Token token : statement) {
      if (values && ASSIGNS.contains(token.getType())) {
        break;
      }
      if (token.getType() == NablaParser.NAME) {
        names.add(Names.canonical(token.getText()));
      }
    }
    return names;
  }

  void bind(String name) {
    bound.push(name);
  }

  void unbind(int count) {
    for (int i = 0; i < count; i++) {
      bound.pop();
    }
  }

  /** Forgets what the statement before has bound. */
  public void unbindAll() {
    bound.clear();
  }

  boolean isVariable(String name) {
    return variables.contains(name) || bound.contains(name);
  }

  /** Whether a name directly before a bracket is a factor, and not an unknown function. */
  boolean isFactor(String name) {
    boolean greek =
        Character.UnicodeScript.of(name.codePointAt(0)) == Character.UnicodeScript.GREEK;
    return isVariable(name) || greek || bare.contains(name);
  }

  /** Whether this is a value that says on its left side what it is derived by. */
  boolean isAsking(String name) {
    return asking.contains(name);
  }

  /** Signs that are functions where they are applied, and letters anywhere else. */
  static boolean isLetter(String name) {
    return name.equals("σ") || name.equals("Σ");
  }

  boolean isFunction(String name) {
    String function = function(name);
    return !isVariable(name) && (defined.contains(function) || builtIn.contains(function));
  }

  /** Whether a value has the name of a function. */
  boolean hidesFunction(String name) {
    return isVariable(name) && (defined.contains(name) || builtIn.contains(function(name)));
  }

  /** The name of the function that a name stands for. */
  String function(String name) {
    return defined.contains(name) ? name : SIGNS.getOrDefault(name, name);
  }
}
