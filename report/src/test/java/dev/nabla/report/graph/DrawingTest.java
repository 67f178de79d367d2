package dev.nabla.report.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.report.graph.Figure.Line;
import dev.nabla.report.graph.Figure.NodeFigure;
import dev.nabla.report.graph.Placement.Box;
import dev.nabla.report.graph.Placement.PlacedEdge;
import dev.nabla.report.graph.Placement.PlacedNode;
import dev.nabla.report.graph.Placement.Point;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Every example is drawn, and looks as drawings should. */
class DrawingTest {
  static List<String> examples() throws IOException {
    return Drawn.examples();
  }

  private static List<ComputationGraph> graphs(String example) {
    Drawn drawn = Drawn.example(example);
    List<ComputationGraph> graphs =
        new ArrayList<>(List.of(drawn.operations(), drawn.statements()));
    if (drawn.network().result().isScalar()) {
      graphs.add(drawn.at(drawn.point(7)));
    }
    return graphs;
  }

  private static Document parse(String svg) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(svg, e);
    }
  }

  private static Stream<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(k -> (Element) found.item(k));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void nothingOverlaps(String example) {
    for (ComputationGraph graph : graphs(example)) {
      Placement placement = GraphLayout.of(graph, new Figure(graph));
      List<Box> boxes = new ArrayList<>();
      for (PlacedNode node : placement.nodes()) {
        boxes.add(node.box());
        node.below().ifPresent(boxes::add);
      }
      placement.edges().forEach(edge -> edge.label().ifPresent(boxes::add));
      Box page = new Box(0, 0, placement.width(), placement.height());
      for (int k = 0; k < boxes.size(); k++) {
        Box box = boxes.get(k);
        assertThat(page.contains(box)).as("%s of %s", box, page).isTrue();
        assertThat(boxes.subList(k + 1, boxes.size())).noneMatch(box::overlaps);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void labelsFitTheirBoxesAndNodesTheirFrames(String example) {
    for (ComputationGraph graph : graphs(example)) {
      Placement placement = GraphLayout.of(graph, new Figure(graph));
      for (ComputationGraph.Node node : graph.nodes()) {
        PlacedNode placed = placement.nodes().get(node.id());
        NodeFigure figure = placed.figure();
        assertThat(Figure.width(figure.inside())).isLessThan(placed.box().width());
        assertThat(Figure.height(figure.inside())).isLessThanOrEqualTo(placed.box().height());
        node.frame()
            .ifPresent(
                frame -> assertThat(placement.frames().get(frame).contains(placed.box())).isTrue());
      }
      graph
          .frames()
          .forEach(
              frame ->
                  assertThat(GraphLayout.heading(frame).width())
                      .isLessThan(placement.frames().get(frame.id()).width()));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void edgesGoFromBorderToBorder(String example) {
    ComputationGraph graph = Drawn.example(example).operations();
    Placement placement = GraphLayout.of(graph, new Figure(graph));

    for (int k = 0; k < graph.edges().size(); k++) {
      PlacedEdge edge = placement.edges().get(k);
      Box from = placement.nodes().get(graph.edges().get(k).from()).box();
      Box to = placement.nodes().get(graph.edges().get(k).to()).box();
      Point start = edge.points().get(0);
      Point end = edge.points().get(edge.points().size() - 1);
      assertThat(start.x()).isCloseTo(from.x() + from.width(), within());
      assertThat(start.y()).isCloseTo(from.centerY(), within());
      assertThat(end.x()).isBetween(to.x() - 0.01, to.centerX());
      assertThat(end.y()).isBetween(to.y(), to.y() + to.height());
      assertThat(end.x()).isGreaterThan(start.x());
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.01);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void svgIsWellFormedAndTheSameEachTime(String example) {
    List<ComputationGraph> again = graphs(example);
    for (ComputationGraph graph : graphs(example)) {
      String svg = SvgGraph.of(graph, "first").toString();
      Document document = parse(svg);

      assertThat(svg).isEqualTo(SvgGraph.of(again.remove(0), "first").toString());
      assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
      for (String name : document.getDocumentElement().getAttribute("aria-labelledby").split(" ")) {
        assertThat(elements(document, "*").map(e -> e.getAttribute("id"))).contains(name);
      }
      assertThat(svg)
          .doesNotContain("<script")
          .doesNotContain("href")
          .contains("prefers-color-scheme:dark");
      List<String> ids =
          elements(document, "*")
              .map(e -> e.getAttribute("id"))
              .filter(id -> !id.isEmpty())
              .toList();
      assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.startsWith("first"));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyNodeIsInBothFormats(String example) {
    for (ComputationGraph graph : graphs(example)) {
      Set<String> texts = new HashSet<>();
      elements(parse(SvgGraph.of(graph)), "text").forEach(e -> texts.add(e.getTextContent()));
      String dot = DotGraph.of(graph);
      Figure figure = new Figure(graph);
      for (ComputationGraph.Node node : graph.nodes()) {
        NodeFigure drawn = figure.of(node);
        Stream.concat(drawn.inside().stream(), drawn.below().stream())
            .map(Line::text)
            .forEach(
                text -> {
                  assertThat(texts).contains(text);
                  assertThat(dot).contains(DotGraph.escaped(text));
                });
        assertThat(dot).containsOnlyOnce("  n" + node.id() + " [label=<");
      }
      assertThat(dot.lines().filter(line -> line.contains(" -> n"))).hasSameSizeAs(graph.edges());
      assertThat(dot.chars().filter(c -> c == '{').count())
          .isEqualTo(dot.chars().filter(c -> c == '}').count())
          .isEqualTo(graph.frames().size() + 1L);
    }
  }

  @Test
  void namesAreEscaped() {
    Drawn drawn =
        Drawn.text(
            "network A\ninput x : (); y = where(x < 1, x, 2) + where(x >= \"\", 1, 2)"
                .replace("\"\"", "3"));
    ComputationGraph graph = drawn.operations();

    assertThat(elements(parse(SvgGraph.of(graph)), "text").map(Element::getTextContent))
        .contains("· < 1", "· ≥ 3");
    assertThat(DotGraph.of(graph)).contains("<· &lt; 1>").contains("tooltip=\"x < 1\"");
  }

  @Test
  void severalGraphsCanStandInOnePage() {
    ComputationGraph graph = Drawn.example("sum-product").operations();
    Document page = parse("<div>" + SvgGraph.of(graph, "a") + SvgGraph.of(graph, "b") + "</div>");

    assertThat(
            elements(page, "*").map(e -> e.getAttribute("id")).filter(id -> !id.isEmpty()).toList())
        .doesNotHaveDuplicates()
        .hasSize(8);
    assertThat(elements(page, "path").map(e -> e.getAttribute("marker-end")).distinct())
        .containsExactlyInAnyOrder("", "url(#a-arrow)", "url(#b-arrow)");
  }

  @Test
  void showsForwardValuesAboveAndGradientsBelow() {
    Drawn lecture = Drawn.text("input x : (), y : (), z : (); f = (x + y) z");
    ComputationGraph graph = lecture.at(lecture.scalars(1, -3, 4));
    Document document = parse(SvgGraph.of(graph));
    Placement placement = GraphLayout.of(graph, new Figure(graph));

    List<String> values = texts(document, "value");
    List<String> adjoints = texts(document, "adjoint");
    assertThat(values.subList(0, 5)).containsExactly("1", "-3", "-2", "4", "-8");
    assertThat(adjoints.subList(0, 5)).containsExactly("4", "4", "4", "-2", "1");
    List<Element> lines =
        elements(document, "text")
            .filter(
                e ->
                    e.getParentNode()
                        .getAttributes()
                        .getNamedItem("class")
                        .getNodeValue()
                        .equals("values"))
            .toList();
    for (int k = 0; k < 5; k++) {
      double middle = placement.edges().get(k).label().orElseThrow().centerY();
      assertThat(Double.parseDouble(lines.get(2 * k).getAttribute("y"))).isLessThan(middle);
      assertThat(Double.parseDouble(lines.get(2 * k + 1).getAttribute("y"))).isGreaterThan(middle);
      double line = middle;
      assertThat(placement.edges().get(k).points()).anyMatch(p -> Math.abs(p.y() - line) < 1.01);
    }
  }

  private static List<String> texts(Document document, String style) {
    return elements(document, "text")
        .filter(e -> e.getAttribute("class").equals(style))
        .map(Element::getTextContent)
        .toList();
  }

  @Test
  void deepNetworksAreDrawn() {
    StringBuilder text = new StringBuilder("dim n = 8\ninput x : (n)\nparam W1 : (n, n)");
    for (int k = 2; k <= 200; k++) {
      text.append(", W" + k + " : (n, n)");
    }
    text.append("\nh0 = x\n");
    for (int k = 1; k <= 200; k++) {
      text.append("h%1$d = tanh(W%1$d h%2$d)%n".formatted(k, k - 1));
    }
    Drawn deep = Drawn.text(text + "loss L = ‖h200‖^2\n");
    ComputationGraph graph =
        ComputationGraph.of(
            deep.network(), deep.source(), ComputationGraph.Detail.AUTO, deep.point(1), deep.wrt());

    assertThat(graph.nodes()).hasSize(404);
    assertThat(parse(SvgGraph.of(graph)).getDocumentElement().getAttribute("width"))
        .satisfies(width -> assertThat(Double.parseDouble(width)).isLessThan(1_000));
  }
}
