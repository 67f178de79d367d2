package dev.nabla.grammar.print;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.read.Reading;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class MathMlTest {
  private static final int TREES = 600;

  /** The elements that browsers set; each with the number of children it takes, -1 for any. */
  private static final Map<String, Integer> CORE =
      Map.ofEntries(
          entry("mi", 0),
          entry("mn", 0),
          entry("mo", 0),
          entry("mspace", 0),
          entry("mrow", -1),
          entry("msqrt", -1),
          entry("mfrac", 2),
          entry("msub", 2),
          entry("msup", 2),
          entry("msubsup", 3),
          entry("munder", 2),
          entry("mover", 2),
          entry("munderover", 3),
          entry("mtable", -1),
          entry("mtr", -1),
          entry("mtd", -1));

  /**
   * Every form of expression. Rows with one element are left out, as are attributes; texts stand
   * for themselves.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          x ~ x
          W1 ~ msub(W 1)
          W_1^T x ~ msubsup(W 1 ⊤) ⁢ x
          W^T ~ msup(W ⊤)
          n_in ~ msub(n in)
          W1_2 ~ msub(W mrow(1 , 2))
          ŷ - y ~ mover(y ^) − y
          x̄ ~ mover(x ¯)
          ŷ1^2 ~ msubsup(mover(y ^) 1 2)
          θ + theta ~ θ + θ
          δz1 ~ msub(δ msub(z 1))
          δz1^T ~ msubsup(δ msub(z 1) ⊤)
          rate ℓ ~ rate ⁢ ℓ
          log(2 π) ~ log ⁡ mrow( "(" 2 ⁢ π ")" )
          sigmoid(z) ~ σ ⁡ mrow( "(" z ")" )
          relu'(z_1) ~ msup(relu ′) ⁡ mrow( "(" msub(z 1) ")" )
          g(u) + max(0, z) ~ g ⁡ mrow( "(" u ")" ) + max ⁡ mrow( "(" 0 , z ")" )
          -a - b ~ − a − b
          2 * 3 - 1e-9 ~ 2 ⋅ 3 − 1 ⋅ msup(10 mrow(− 9))
          x^2 + A^-1 ~ msup(x 2) + msup(A mrow(− 1))
          x.^2 ~ msup(x mrow(⊙ 2))
          (x + 1)^(T) ~ msup(mrow( "(" x + 1 ")" ) mrow( "(" T ")" ))
          x[i]^2 ~ msup(msub(x i) 2)
          a b / (2 c) ~ mfrac(mrow(a ⁢ b) mrow(2 ⁢ c))
          1/2 ~ mfrac(1 2)
          (a / b)^2 ~ msup(mrow( "(" mfrac(a b) ")" ) 2)
          a ⊙ b ⊗ c ~ mrow( "(" a ⊙ b ")" ) ⊗ c
          x[i] <= 1 ~ msub(x i) ≤ 1
          where(a < b, a > c, a == b) ~ where ⁡ mrow( "(" a < b , a > c , a = b ")" )
          a >= b ~ a ≥ b
          a != b ~ a ≠ b
          sqrt(x) abs(y) ~ msqrt(x) ⁢ mrow(| y |)
          ‖x - y‖^2 ~ msup(mrow(‖ x − y ‖) 2)
          W1[i,j] x[2] ~ msub(mrow([ msub(W 1) ]) mrow(i mspace() j)) ⁢ msub(mrow([ x ]) 2)
          A[1,3] ~ msub(mrow([ A ]) mrow(1 , 3))
          sum[i,j] W[i,j] ~ munder(∑ mrow(i , j)) msub(W mrow(i mspace() j))
          sum[i : n] x[i] ~ munderover(∑ mrow(i = 1) n) msub(x i)
          prod[i] x[i] ~ munder(∏ i) msub(x i)
          max[i] x[i] ~ munder(max i) msub(x i)
          [a, b] ~ mrow([ mtable(mtr(mtd(a)) mtr(mtd(b))) ])
          [a, b; c, d] ~ mrow([ mtable(mtr(mtd(a) mtd(b)) mtr(mtd(c) mtd(d))) ])
          """)
  void writesEveryFormOfExpression(String text, String form) throws Exception {
    MathMl formula = MathMl.of(Reading.expression(text));
    assertThat(forms(parsed(formula.whole()))).isEqualTo(form.replace("\"", ""));
  }

  private final DocumentBuilder builder;

  MathMlTest() throws ParserConfigurationException {
    builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
  }

  private Document parsed(Markup markup) throws Exception {
    return builder.parse(new InputSource(new StringReader("<math>" + markup + "</math>")));
  }

  private static String forms(Document document) {
    return children(document.getDocumentElement()).stream()
        .map(MathMlTest::form)
        .collect(Collectors.joining(" "));
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static String form(Element element) {
    String name = element.getTagName();
    List<Element> children = children(element);
    if (List.of("mi", "mn", "mo").contains(name)) {
      return element.getTextContent();
    }
    String inner = children.stream().map(MathMlTest::form).collect(Collectors.joining(" "));
    boolean fenced = name.equals("mrow") && inner.startsWith("(");
    return name.equals("mrow") && children.size() == 1
        ? inner
        : name + (fenced ? "( " + inner + " )" : "(" + inner + ")");
  }

  @Test
  void bracketsGrowOnlyWithWhatIsTall() {
    assertThat(MathMl.of(Reading.expression("2 (a / b + c)")).whole().toString())
        .contains("<mo form=\"prefix\">(</mo>");
    assertThat(MathMl.of(Reading.expression("2 (a + b)")).whole().toString())
        .contains("<mo form=\"prefix\" stretchy=\"false\">(</mo>");
  }

  /** Browsers set only what has the children that it asks for. */
  @Test
  void randomTreesAreWellFormedInOneAndInPieces() throws Exception {
    Set<String> used = new HashSet<>();
    for (int n = 0; n < TREES; n++) {
      MathMl formula = MathMl.of(new RandomTrees(n).tree(1 + n % 20));
      Document whole = parsed(formula.whole());
      valid(whole.getDocumentElement(), used);
      StringBuilder joined = new StringBuilder();
      for (Markup piece : formula.pieces(8)) {
        Document document = parsed(piece);
        valid(document.getDocumentElement(), used);
        joined.append(document.getDocumentElement().getTextContent());
      }
      assertThat(joined).hasToString(whole.getDocumentElement().getTextContent());
    }
    assertThat(used).contains("mover", "mtable", "msubsup", "munder", "mfrac");
  }

  private static void valid(Element parent, Set<String> used) {
    for (Element child : children(parent)) {
      used.add(child.getTagName());
      assertThat(CORE).containsKey(child.getTagName());
      int count = CORE.get(child.getTagName());
      if (count >= 0) {
        assertThat(children(child)).as(child.getTagName()).hasSize(count);
      }
      valid(child, used);
    }
  }

  @Test
  void breaksAtOuterOperatorsFirst() {
    MathMl formula = MathMl.of(Reading.expression("f(a + b) + g(c - d) / 2 - h ⊙ k"));

    assertThat(formula.pieces(100)).hasSize(1);
    assertThat(formula.pieces(12))
        .extracting(MathMlTest::text)
        .containsExactly("f⁡(a+b)", "+g⁡(c−d)2", "−h", "⊙k");
    assertThat(MathMl.of(Reading.expression("f(a + b + c)")).pieces(4))
        .extracting(MathMlTest::text)
        .containsExactly("f⁡(a", "+b", "+c)");
  }

  @Test
  void doesNotBreakFractionsScriptsAndTallBrackets() {
    for (String whole :
        List.of("(a + b) / (c - d)", "x^(a + b)", "(a + b / c + d)^T", "sqrt(a + b)")) {
      assertThat(MathMl.of(Reading.expression(whole)).pieces(1)).as(whole).hasSize(1);
    }
  }

  private static String text(Markup markup) {
    return markup.toString().replaceAll("<[^>]*>", "");
  }

  @Test
  void joinsFormulas() {
    MathMl one = MathMl.of(Reading.expression("a + b"));
    MathMl both = MathMl.row(MathMl.name("z"), MathMl.row(MathMl.sign("="), one).breakable());

    assertThat(both.pieces(2)).extracting(MathMlTest::text).containsExactly("z", "=a", "+b");
    assertThat(MathMl.width(both.whole())).isEqualTo(5);
    assertThat(MathMl.width(Markup.text("a < b"))).isEqualTo(5);
    assertThat(MathMl.row().isEmpty()).isTrue();
  }

  @Test
  void textsAreEscaped() throws Exception {
    String bad = "<script>alert('\"1\"')</script> & ]]> \u0000\uD800";
    Markup markup = Markup.tag("mi").with("class", bad + "\n").around(bad);

    assertThat(markup.toString()).doesNotContain("<script", "\u0000").contains("&amp;", "&lt;");
    Element element = children(parsed(markup).getDocumentElement()).get(0);
    String seen = bad.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD');
    assertThat(element.getTextContent()).isEqualTo(seen);
    assertThat(element.getAttribute("class")).isEqualTo(seen + "\n");
  }

  @Test
  void aWholeDefinitionIsATable() throws Exception {
    String text =
        "dim n; dim m = 4; input x : (n, 1); param c : (); const d = 2; fn g(u); fn q(u) = u^2;"
            + " z[j] = c x[j]; loss L += z[1]";

    assertThat(forms(parsed(MathMl.of(Reading.spec(text)).whole())))
        .isEqualTo(
            "mtable("
                + String.join(
                    " ",
                    "mtr(mtd(n ∈ ℕ))",
                    "mtr(mtd(m = 4))",
                    "mtr(mtd(x ∈ msup(ℝ mrow(n × 1))))",
                    "mtr(mtd(c ∈ ℝ))",
                    "mtr(mtd(d = 2))",
                    "mtr(mtd(g ⁡ mrow( ( u ) )))",
                    "mtr(mtd(q ⁡ mrow( ( u ) ) = msup(u 2)))",
                    "mtr(mtd(msub(z j) = c ⁢ msub(x j)))",
                    "mtr(mtd(L += msub(mrow([ z ]) 1)))")
                + ")");
  }

  @Test
  void deepTreesAreNoTrouble() {
    int small = deep(10_000).whole().toString().length();
    int large = deep(20_000).whole().toString().length();

    assertThat((double) large / small).isBetween(1.9, 2.1);
    assertThat(deep(20_000).pieces(20)).hasSizeGreaterThan(1);
  }

  private static MathMl deep(int levels) {
    Expression tree = new Name(Span.NONE, "x");
    for (int i = 0; i < levels; i++) {
      Operator operator = Operator.values()[i % 4];
      tree = new Binary(Span.NONE, operator, tree, new Name(Span.NONE, "y1"));
    }
    return MathMl.of(tree);
  }
}
