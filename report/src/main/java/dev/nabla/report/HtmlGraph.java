package dev.nabla.report;

import static dev.nabla.grammar.print.Markup.tag;

import dev.nabla.grammar.Source;
import dev.nabla.grammar.print.Markup;
import dev.nabla.report.graph.ComputationGraph;
import dev.nabla.report.graph.GraphException;
import dev.nabla.report.graph.SvgGraph;
import dev.nabla.symbolic.network.Network;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The computation graph as a figure of a page. */
final class HtmlGraph {
  private HtmlGraph() {}

  /**
   * The drawing, or why there is none.
   *
   * @param id the drawing's id
   */
  static Markup of(Network network, Source source, String id) {
    try {
      ComputationGraph graph = ComputationGraph.of(network, source, ComputationGraph.Detail.AUTO);
      return tag("figure")
          .with("class", "scroll graph")
          .with("tabindex", "0")
          .with("aria-label", "the computation graph")
          .around(markup(SvgGraph.of(graph, id)));
    } catch (GraphException e) {
      return tag("p").around("No graph is drawn: " + e.getMessage() + ".");
    }
  }

  /** Elements, attributes and texts of a drawing, made again as parts of the page. */
  private static Markup markup(String svg) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    Deque<Markup.Tag> open = new ArrayDeque<>();
    Deque<List<Markup>> contents = new ArrayDeque<>(List.of(new ArrayList<>()));
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(svg));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            open.push(start(reader));
            contents.push(new ArrayList<>());
          }
          case XMLStreamConstants.END_ELEMENT -> {
            Markup element = open.pop().around(contents.pop());
            contents.element().add(element);
          }
          case XMLStreamConstants.CHARACTERS -> contents.element().add(text(reader));
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the drawing is no XML", e);
    }
    return Markup.of(contents.pop());
  }

  private static Markup.Tag start(XMLStreamReader reader) {
    Markup.Tag tag = tag(reader.getLocalName());
    for (int k = 0; k < reader.getAttributeCount(); k++) {
      tag = tag.with(reader.getAttributeLocalName(k), reader.getAttributeValue(k));
    }
    return tag;
  }

  private static Markup text(XMLStreamReader reader) {
    return Markup.text(reader.getText());
  }
}
