package dev.nabla.grammar.read;

import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.latex.Surroundings;
import dev.nabla.grammar.text.Layout;
import dev.nabla.grammar.text.NablaParser;
import dev.nabla.grammar.text.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** What typed statements say about names, told from their tokens, for the LaTeX beside them. */
final class TypedNames {
  private static final Set<Integer> DECLARING =
      Set.of(NablaParser.INPUT, NablaParser.TARGET, NablaParser.PARAM);

  private final Set<String> sizes = new HashSet<>();
  private final Map<String, Integer> orders = new HashMap<>();
  private final Set<String> applied = new HashSet<>();
  private final Set<String> mentioned = new HashSet<>();

  private TypedNames() {}

  /**
   * The names of the statements.
   *
   * @param scope knows the functions; the statements are added to a copy of it
   */
  static Surroundings surroundings(List<List<Token>> statements, Scope scope) {
    Scope all = scope.copy();
    TypedNames names = new TypedNames();
    boolean hasLoss = false;
    for (List<Token> statement : statements) {
      all.collect(statement);
      int kind = statement.get(0).getType();
      hasLoss |= kind == NablaParser.LOSS;
      if (kind == NablaParser.DIM) {
        Scope dims = new Scope(Set.of());
        dims.collect(statement);
        names.sizes.addAll(dims.variables());
      } else if (DECLARING.contains(kind)) {
        names.declarations(statement);
      } else {
        names.uses(statement);
      }
    }
    return new Surroundings(
        all.functions(),
        all.variables(),
        names.sizes,
        names.orders,
        names.applied,
        names.mentioned,
        hasLoss);
  }

  /** The axes of {@code x : (n, 1)} and the like; one of size 1 behind another is none. */
  private void declarations(List<Token> statement) {
    for (int i = 1; i + 2 < statement.size(); i++) {
      boolean declarator =
          statement.get(i).getType() == NablaParser.NAME
              && statement.get(i + 1).getType() == NablaParser.COLON
              && statement.get(i + 2).getType() == NablaParser.LPAREN;
      if (declarator) {
        orders.put(Names.canonical(statement.get(i).getText()), order(statement, i + 3));
      }
    }
  }

  private static int order(List<Token> statement, int from) {
    int order = 0;
    int at = from;
    while (at < statement.size() && statement.get(at).getType() != NablaParser.RPAREN) {
      boolean one = order == 1 && statement.get(at).getText().equals("1");
      order += statement.get(at).getType() != NablaParser.COMMA && !one ? 1 : 0;
      at++;
    }
    return order;
  }

  private void uses(List<Token> statement) {
    int right = 0;
    while (right < statement.size()
        && statement.get(right).getType() != NablaParser.ASSIGN
        && statement.get(right).getType() != NablaParser.PLUS_ASSIGN) {
      right++;
    }
    for (int i = right; i < statement.size(); i++) {
      if (statement.get(i).getType() == NablaParser.NAME) {
        boolean call =
            i + 1 < statement.size()
                && statement.get(i + 1).getType() == NablaParser.LPAREN
                && Layout.touch(statement.get(i), statement.get(i + 1));
        (call ? applied : mentioned).add(Names.canonical(statement.get(i).getText()));
      }
    }
  }
}
