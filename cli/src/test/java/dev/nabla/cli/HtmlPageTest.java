package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** What {@code derive --format html} writes. */
class HtmlPageTest {
  private static final Pattern HEADING = Pattern.compile("h[1-6]");
  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6});");
  private static final double CONTRAST = 4.5;

  static Stream<Path> definitions() throws IOException {
    return Files.list(Cli.EXAMPLES).filter(p -> p.toString().endsWith(".nabla")).sorted();
  }

  private static Cli page(String... arguments) {
    List<String> all = new ArrayList<>(List.of("derive", "--format", "html"));
    all.addAll(List.of(arguments));
    return Cli.run(all.toArray(String[]::new));
  }

  private static Document parsed(Cli cli) throws Exception {
    assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    assertThat(cli.out()).startsWith("<!DOCTYPE html>\n<html ").endsWith("</html>\n");
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(cli.out())));
  }

  private static List<Element> all(Node node, Predicate<Element> which) {
    List<Element> found = new ArrayList<>();
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        if (which.test(element)) {
          found.add(element);
        }
        found.addAll(all(element, which));
      }
    }
    return found;
  }

  private static List<Element> named(Node node, String name) {
    return all(node, element -> element.getTagName().equals(name));
  }

  private static Element section(Document page, String id) {
    return all(page, element -> element.getAttribute("id").equals(id)).get(0);
  }

  /** The formulas of a section, in the language. */
  private static List<String> formulas(Document page, String id) {
    return all(section(page, id), e -> e.hasAttribute("data-text")).stream()
        .map(e -> e.getAttribute("data-text"))
        .toList();
  }

  // ---------------------------------------------------------------- every example

  @ParameterizedTest
  @MethodSource("definitions")
  void everyExampleIsAPageThatStandsAlone(Path definition) throws Exception {
    Cli cli = page(definition.toString());
    Document page = parsed(cli);

    headingsAreInOrder(page);
    anchorsLead(page);
    whatScrollsCanBeReached(page);
    assertThat(all(page, e -> List.of("script", "link", "img", "iframe").contains(e.getTagName())))
        .isEmpty();
    assertThat(cli.out().replaceAll("xmlns=\"http://www.w3.org/[^\"]*\"|url\\(#", ""))
        .doesNotContain("http://", "https://", "url(", "@import", " onload=", "javascript:");
    assertThat(named(page, "math")).hasSizeGreaterThan(20);
    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    for (Element table : named(page, "table")) {
      assertThat(named(table, "th")).allMatch(th -> th.hasAttribute("scope"));
    }
    assertThat(section(page, "java").getTextContent()).contains("public final class");
    Element drawing = named(section(page, "graph"), "svg").get(0);
    assertThat(named(drawing, "title").get(0).getTextContent()).startsWith("Computation graph of ");
    formulasAreThoseOfTheJson(definition, page);
  }

  @Test
  void theSameDefinitionGivesTheSamePage() {
    String example = Cli.example("gaussian-mixture");
    assertThat(page(example)).isEqualTo(page(example));
  }

  private static void headingsAreInOrder(Document page) {
    List<Element> headings = all(page, e -> HEADING.matcher(e.getTagName()).matches());
    int before = 0;
    for (Element heading : headings) {
      int level = heading.getTagName().charAt(1) - '0';
      assertThat(level).as(heading.getTextContent()).isLessThanOrEqualTo(before + 1);
      before = level;
    }
    assertThat(headings.stream().filter(h -> h.getTagName().equals("h1"))).hasSize(1);
    assertThat(headings.get(0).getTagName()).isEqualTo("h1");
  }

  private static void anchorsLead(Document page) {
    Set<String> ids = new HashSet<>();
    for (Element element : all(page, e -> e.hasAttribute("id"))) {
      assertThat(ids.add(element.getAttribute("id"))).isTrue();
    }
    List<Element> links = named(page, "a");
    assertThat(links).hasSizeGreaterThan(4);
    assertThat(links).allMatch(a -> ids.contains(a.getAttribute("href").substring(1)));
  }

  private static void whatScrollsCanBeReached(Document page) {
    List<Element> scrolling =
        all(
            page,
            e ->
                Stream.of("scroll", "balance", "wide")
                    .anyMatch(kind -> List.of(e.getAttribute("class").split(" ")).contains(kind)));
    assertThat(scrolling).isNotEmpty();
    assertThat(scrolling)
        .allMatch(e -> e.getAttribute("tabindex").equals("0") && e.hasAttribute("aria-label"));
  }

  private static void formulasAreThoseOfTheJson(Path definition, Document page) throws IOException {
    Map<String, List<String>> json = new TreeMap<>();
    String text = Cli.run("derive", "--steps", "--format", "json", definition.toString()).out();
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      collect(parser, json);
    }

    assertThat(formulas(page, "gradients")).isEqualTo(json.get("gradients"));
    assertThat(json.containsKey("adjoints") ? formulas(page, "adjoints") : List.of())
        .isEqualTo(json.getOrDefault("adjoints", List.of()));
    assertThat(formulas(page, "derivation")).containsAll(json.get("steps/forms"));
    if (json.containsKey("jacobians")) {
      assertThat(formulas(page, "jacobians")).containsAll(json.get("jacobians"));
    }
  }

  /** All formulas, by the field at the top they stand under; those of a step's forms apart. */
  private static void collect(JsonParser parser, Map<String, List<String>> into)
      throws IOException {
    Deque<String> path = new ArrayDeque<>();
    String field = "";
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case FIELD_NAME -> field = parser.getText();
        case START_OBJECT, START_ARRAY -> {
          path.addLast(field);
          field = "";
        }
        case END_OBJECT, END_ARRAY -> path.removeLast();
        default -> {
          if (field.equals("formula")) {
            List<String> names = path.stream().filter(name -> !name.isEmpty()).toList();
            String forms = names.contains("forms") ? "/forms" : "";
            into.computeIfAbsent(names.get(0) + forms, k -> new ArrayList<>())
                .add(parser.getText());
          }
        }
      }
    }
  }

  // ---------------------------------------------------------------- what it shows

  @Test
  void showsHowShapesBalance() throws Exception {
    Document page = parsed(page(Cli.example("two-layer")));
    Element step =
        named(page, "article").stream()
            .filter(a -> formulas(a).contains("x δz1^T"))
            .findFirst()
            .orElseThrow();
    Element balance = all(step, e -> e.getAttribute("class").equals("balance")).get(0);
    List<String> sizes =
        all(balance, e -> e.getAttribute("class").equals("sizes")).stream()
            .map(Element::getTextContent)
            .toList();

    assertThat(sizes).containsExactly("nin×1a", "1a×nhid", "nin×nhid");
    assertThat(all(balance, e -> e.getAttribute("class").equals("size pair pair-0"))).hasSize(2);
    assertThat(balance.getTextContent()).contains("from δz1 (nhid,1)", "as W1");
  }

  private static List<String> formulas(Element element) {
    return all(element, e -> e.hasAttribute("data-text")).stream()
        .map(e -> e.getAttribute("data-text"))
        .toList();
  }

  @Test
  void showsAllThatIsAskedFor() throws Exception {
    Document page =
        parsed(
            page("--hessian", "--hvp", "--order", "2", "--wrt", "x", "-e", "loss L = ‖A x - b‖^2"));

    assertThat(formulas(page, "hessians")).containsExactly("2 A^T A");
    assertThat(formulas(page, "hessian-vector")).containsExactly("2 A^T A v");
    assertThat(formulas(page, "orders")).contains("2 A^T A");
    assertThat(section(page, "shapes").getTextContent()).contains("Nothing is declared");
    assertThat(section(page, "cost").getTextContent()).contains("multiplications");
    Document expanded = parsed(page("--expand", Cli.example("two-layer")));
    assertThat(formulas(expanded, "gradients")).contains("h1 (h2 - y)^T");
    Document rows = parsed(page("--layout", "jacobian", "-e", "loss L = ‖W x - y‖^2"));
    assertThat(formulas(rows, "gradients")).containsExactly("2 x (W x - y)^T");
    Document jacobian = parsed(page("--jacobian", "-e", "h = tanh(W x)", "--wrt", "x"));
    assertThat(formulas(jacobian, "jacobians")).hasSize(1);
  }

  @Test
  void saysWhyThereIsNoClass() throws Exception {
    Document page = parsed(page("-e", "loss L = ‖W x - y‖^2"));

    assertThat(section(page, "java").getTextContent())
        .isEqualTo("JavaNo class is generated: code needs the value of n, m.");
    assertThat(
            section(parsed(page("-e", "input x : (); fn g(u); f = g(x)")), "java").getTextContent())
        .contains("code cannot be generated from g, which has no definition");
    assertThat(
            section(
                    parsed(page("--dim", "m=2", "--dim", "n=3", "-e", "loss L = ‖W x - y‖^2")),
                    "java")
                .getTextContent())
        .contains("public final class Network");
  }

  @Test
  void severalDefinitionsAreOnePage() throws Exception {
    Cli cli = page(Cli.example("two-layer"), Cli.example("squares"));
    Document page = parsed(cli);

    headingsAreInOrder(page);
    anchorsLead(page);
    assertThat(named(page, "h1").get(0).getTextContent()).isEqualTo("2 networks");
    assertThat(named(page, "h2"))
        .extracting(Element::getTextContent)
        .containsExactly("TwoLayer", "Squares");
    assertThat(formulas(page, "n1-gradients")).contains("x δz1^T");
  }

  @Test
  void aWrongDefinitionIsLeftOut() {
    Cli one = page("-e", "loss L = ‖W x - y‖^2", "-e", "z = (");

    assertThat(one.code()).isEqualTo(ExitCode.SPEC);
    assertThat(one.out()).contains("<h1>Network</h1>").endsWith("</html>\n");
    assertThat(page("-e", "z = (").out()).isEmpty();
  }

  @Test
  void isWrittenToAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new").resolve("page.html");

    assertThat(page("-e", "z = (", "-e", "f = x^2", "-o", file.toString()).code())
        .isEqualTo(ExitCode.SPEC);
    assertThat(file).doesNotExist();
    assertThat(page("-e", "f = x^2", "-o", file.toString()))
        .isEqualTo(new Cli(ExitCode.DONE, "", ""));
    assertThat(Files.readString(file)).isEqualTo(page("-e", "f = x^2").out());
    assertThat(page("-e", "f = x^2", "-o", folder.toString()).err()).contains("cannot be written");
  }

  // ---------------------------------------------------------------- safety, colours

  @Test
  void nothingOfADefinitionBecomesATag(@TempDir Path folder) throws Exception {
    String bad = "</code></pre><script>alert(1)</script><img src=x onerror=alert(1)> & ]]> \"'";
    Path file = folder.resolve("<b>&amp;.nabla");
    Files.writeString(file, "# " + bad + "\nloss L = sum(W x) # " + bad + "\n");
    Cli cli = page(file.toString());
    Document page = parsed(cli);

    assertThat(cli.out()).doesNotContain("<script", "<img", "<b>");
    assertThat(section(page, "network").getTextContent()).contains("# " + bad);
  }

  @Test
  void stylesAreWrittenAsTheyAre() {
    String out = page("-e", "f = x^2").out();
    String styles = out.substring(out.indexOf("<style>") + 7, out.indexOf("</style>"));

    assertThat(styles).contains("prefers-color-scheme: dark", "@media print");
    assertThat(styles).doesNotContain("&", "<", ">");
  }

  @Test
  void coloursHaveContrast() {
    String out = page("-e", "f = x^2").out();
    String[] schemes = out.substring(0, out.indexOf("</style>")).split(":root \\{");
    assertThat(schemes).as("light, dark, print").hasSize(4);
    for (int k = 1; k < schemes.length; k++) {
      Map<String, Integer> colours = new TreeMap<>();
      Matcher colour = COLOUR.matcher(schemes[k].substring(0, schemes[k].indexOf('}')));
      while (colour.find()) {
        colours.put(colour.group(1), Integer.parseInt(colour.group(2), 16));
      }
      for (Map.Entry<String, Integer> text : colours.entrySet()) {
        if (!List.of("page", "panel", "rule").contains(text.getKey())) {
          for (String ground : List.of("page", "panel")) {
            assertThat(contrast(text.getValue(), colours.get(ground)))
                .as("%s on %s", text.getKey(), ground)
                .isGreaterThan(CONTRAST);
          }
        }
      }
      assertThat(colours).as(String.format(Locale.ROOT, "scheme %d", k)).hasSizeGreaterThan(9);
    }
  }

  /** The contrast of the Web Content Accessibility Guidelines. */
  private static double contrast(int one, int other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
  }

  private static double linear(int channel) {
    double c = (channel & 255) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
