package dev.nabla.grammar.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.read.Dump;
import dev.nabla.grammar.read.Reading;
import dev.nabla.grammar.read.SpecParser;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is printed is read as the same tree, up to spans. */
class RoundTripTest {
  private static final int TREES = 10_000;
  private static final Pattern QUOTIENT = Pattern.compile("\\(divide ([0-9]+) ([0-9]+)\\)");
  private static final long SEED = 20_261_101;

  @ParameterizedTest
  @EnumSource
  void ofRandomTrees(Style style) {
    Optional<Expression> smallest = Optional.empty();
    for (int n = 0; n < TREES; n++) {
      Expression tree = new RandomTrees(SEED + n).tree(1 + n % 14);
      if (!reads(style, tree)) {
        Expression failing = shrunk(style, tree);
        if (smallest.isEmpty() || size(failing) < size(smallest.get())) {
          smallest = Optional.of(failing);
        }
      }
    }
    smallest.ifPresent(tree -> assertThat(reread(style, tree)).isEqualTo(Dump.of(tree)));
  }

  @Test
  void ofLargeRandomTrees() {
    for (int n = 0; n < 100; n++) {
      Expression tree = new RandomTrees(SEED - n).tree(500);
      assertThat(reread(Style.TEXT, tree)).isEqualTo(Dump.of(tree));
    }
  }

  @Test
  void latexBalancesItsBraces() {
    for (int n = 0; n < TREES; n++) {
      String latex = Style.LATEX.expression(new RandomTrees(SEED + n).tree(1 + n % 14));
      int depth = 0;
      for (int i = 0; i < latex.length(); i++) {
        depth += latex.charAt(i) == '{' ? 1 : latex.charAt(i) == '}' ? -1 : 0;
        assertThat(depth).as(latex).isNotNegative();
      }
      assertThat(depth).as(latex).isZero();
      assertThat(latex.split("\\\\left", -1)).as(latex).hasSameSizeAs(latex.split("\\\\right", -1));
      assertThat(hasTwoInARow(latex, '_') || hasTwoInARow(latex, '^')).as(latex).isFalse();
    }
  }

  /** Whether a subscript follows a subscript, or a power a power, which TeX rejects. */
  private static boolean hasTwoInARow(String latex, char sign) {
    for (int i = 1; i < latex.length() - 1; i++) {
      if (latex.charAt(i) == sign && latex.charAt(i - 1) != '\\') {
        int end = i + 1;
        int depth = 0;
        do {
          depth += latex.charAt(end) == '{' ? 1 : latex.charAt(end) == '}' ? -1 : 0;
          end++;
        } while (depth > 0);
        if (end < latex.length() && latex.charAt(end) == sign) {
          return true;
        }
      }
    }
    return false;
  }

  /** A part of the tree that fails and whose own parts do not. */
  private static Expression shrunk(Style style, Expression tree) {
    return tree.children().stream()
        .filter(child -> !reads(style, child))
        .findFirst()
        .map(child -> shrunk(style, child))
        .orElse(tree);
  }

  private static int size(Expression tree) {
    return 1 + tree.children().stream().mapToInt(RoundTripTest::size).sum();
  }

  private static boolean reads(Style style, Expression tree) {
    return reread(style, tree).equals(expected(style, tree));
  }

  private static String expected(Style style, Expression tree) {
    return style == Style.ASCII
        ? Dump.of(tree).replace("θ", "theta").replace("(dot ", "(product ")
        : style == Style.LATEX ? sameInLatex(Dump.of(tree)) : Dump.of(tree);
  }

  /** The tree of the printed text, or what is wrong with it. Indices may be free in these tests. */
  private static String reread(Style style, Expression tree) {
    String text = style.expression(tree);
    Diagnostics diagnostics = new Diagnostics(new Source("test", text));
    Source source = diagnostics.source();
    boolean latex = style == Style.LATEX;
    Optional<Expression> read =
        latex
            ? SpecParser.parseLatex(source, Reading.FUNCTIONS, RandomTrees.INDICES, diagnostics)
            : SpecParser.parseExpression(source, Reading.FUNCTIONS, diagnostics);
    return read.map(Dump::of)
        .map(dump -> latex ? sameInLatex(dump) : dump)
        .orElseGet(() -> diagnostics.all().toString());
  }

  /** Quotients of whole numbers are numbers, and a matrix of one column is a vector. */
  private static String sameInLatex(String dump) {
    return QUOTIENT
        .matcher(dump)
        .replaceAll(
            match -> {
              BigInteger below = new BigInteger(match.group(2));
              return below.signum() == 0
                  ? match.group()
                  : Rational.of(new BigInteger(match.group(1)), below).toString();
            })
        .replaceAll("literal ([0-9]+)x1 ", "literal 1x$1 ")
        .replace("(dot ", "(product ");
  }

  @Test
  void ofStatements() {
    for (int n = 0; n < 2_000; n++) {
      Expression value = new RandomTrees(n).tree(1 + n % 10);
      String text = "loss L[i,j] += " + Style.TEXT.expression(value);
      Statement statement = Reading.spec(text).statements().get(0);
      assertThat(Style.TEXT.statement(statement)).isEqualTo(text);
      assertThat(Style.UNICODE.statement(statement)).isNotEmpty();
    }
  }
}
