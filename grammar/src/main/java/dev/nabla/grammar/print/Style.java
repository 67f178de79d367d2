package dev.nabla.grammar.print;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Source;
import java.util.function.Function;

/**
 * How a tree is written. All styles share one table of precedence and put parentheses only where
 * they are needed, or where their absence would mislead.
 *
 * <p>{@link #TEXT} and {@link #UNICODE} can be read again and give the same tree, up to spans; a
 * negative {@code Number} comes back as the negation of a positive one. That holds as long as no
 * variable bears the name of a function that the expression applies. {@link #LATEX} is read as the
 * same tree too, where it is known which letters are indices, except that a quotient of two whole
 * numbers is one number, that a vector and a matrix of one column are one, and that it spells two
 * names such as {@code θ} and {@code theta} alike. In {@link #ASCII}, letters outside ASCII are
 * spelled out, which gives the same name for {@code δz1} but not for others.
 */
public enum Style {
  /** {@code W2^T δz2 ⊙ relu'(z1)}: what is easy to type, and ⊙, ⊗, ‖ ‖. */
  TEXT(numerals -> new PlainPrinter(Symbols.TEXT, numerals)),
  /** {@code x .* y}: characters that every terminal has. */
  ASCII(numerals -> new PlainPrinter(Symbols.ASCII, numerals)),
  /** {@code W₂ᵀ σ(z₁)}: as on paper, as far as plain text goes. */
  UNICODE(numerals -> new PlainPrinter(Symbols.UNICODE, numerals)),
  /** {@code W_2^{\top} \sigma(z_1)}: for KaTeX and TeX, without dollar signs. */
  LATEX(numerals -> new LatexPrinter());

  private final Function<Numerals, Printer> printers;

  Style(Function<Numerals, Printer> printers) {
    this.printers = printers;
  }

  /** The expression on one line. */
  public String expression(Expression expression) {
    return printer().print(expression);
  }

  /**
   * The expression on one line with its numbers as they were typed; {@code 0.5} is {@code 1/2}
   * otherwise. LaTeX has digits of its own.
   *
   * @param typed the source that the expression was read from
   */
  public String expression(Expression expression, Source typed) {
    return printers.apply(Numerals.asTypedIn(typed)).print(expression);
  }

  /** The statement on one line. */
  public String statement(Statement statement) {
    return printer().print(statement);
  }

  /** The whole source in its canonical format, a line for each statement. */
  public String spec(Spec spec) {
    return printer().print(spec);
  }

  private Printer printer() {
    return printers.apply(Numerals.CANONICAL);
  }
}
