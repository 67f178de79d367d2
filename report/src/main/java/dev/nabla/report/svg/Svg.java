package dev.nabla.report.svg;

import static dev.nabla.grammar.print.Markup.tag;

import dev.nabla.grammar.print.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * A picture that is one element and needs nothing else, readable in light and dark: colours are
 * classes with a value for each, of which the viewer chooses ({@code prefers-color-scheme}).
 */
public final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final Markup NEWLINE = Markup.text("\n");

  /**
   * A property of elements, with its light and its dark colour. They are written out rather than as
   * variables, which not every program that draws SVG knows.
   */
  public record Colour(String elements, String property, String light, String dark) {}

  private final String kind;
  private final DoubleFunction<String> number;
  private final boolean inPage;
  private List<Markup> lines = new ArrayList<>();

  /**
   * An empty picture.
   *
   * @param kind the class of the whole, which all styles are for
   * @param number how coordinates are written
   * @param inPage whether it stands in a page of HTML, where all elements have an end
   */
  public Svg(String kind, DoubleFunction<String> number, boolean inPage) {
    this.kind = kind;
    this.number = number;
    this.inPage = inPage;
  }

  /**
   * An element without content.
   *
   * @param attributes the names of its attributes, separated by spaces
   * @param values their values; numbers with a fraction are coordinates
   */
  public Markup shape(String name, String attributes, Object... values) {
    Markup.Tag element = element(name, attributes, values);
    return inPage ? element.around() : element.empty();
  }

  /** An element with a text in it. */
  public Markup text(String text, String name, String attributes, Object... values) {
    return element(name, attributes, values).around(text);
  }

  /** Adds an element. */
  public void add(Markup element) {
    lines.add(element);
    lines.add(NEWLINE);
  }

  /** Adds a group of what is drawn meanwhile. */
  public void group(String classes, Runnable content) {
    group(classes, Markup.NONE, content);
  }

  /** The same with a title, which a viewer shows who rests on it. */
  public void group(String classes, String title, Runnable content) {
    group(classes, tag("title").around(title), content);
  }

  private void group(String classes, Markup title, Runnable content) {
    List<Markup> outside = lines;
    lines = new ArrayList<>();
    content.run();
    Markup group = tag("g").with("class", classes).around(title, NEWLINE, Markup.of(lines));
    lines = outside;
    add(group);
  }

  /** Adds the style sheet: rules, each for elements of the picture, and colours. */
  public void style(List<String> rules, List<Colour> colours) {
    StringBuilder css = new StringBuilder("\n." + kind + "{color-scheme:light dark}\n");
    rules.forEach(rule -> css.append(inside(rule)));
    colours.forEach(c -> css.append(inside(rule(c, c.light()))));
    css.append("@media (prefers-color-scheme:dark){\n");
    colours.forEach(c -> css.append(inside(rule(c, c.dark()))));
    add(tag("style").around(css.append("}\n").toString()));
  }

  private static String rule(Colour colour, String value) {
    return colour.elements() + "{" + colour.property() + ":" + value + "}";
  }

  private String inside(String rule) {
    String all = "." + kind + " ";
    return all + rule.replace(",", "," + all) + "\n";
  }

  private Markup.Tag element(String name, String attributes, Object... values) {
    String[] names = attributes.isEmpty() ? new String[0] : attributes.split(" ");
    Markup.Tag element = tag(name);
    for (int k = 0; k < names.length; k++) {
      String value = values[k] instanceof Double at ? number.apply(at) : values[k].toString();
      element = element.with(names[k], value);
    }
    return element;
  }

  /** The whole, with what was added as its content. */
  public Markup whole(String attributes, Object... values) {
    Object[] all = Stream.concat(Stream.of(NAMESPACE), Stream.of(values)).toArray();
    return element("svg", "xmlns " + attributes, all).around(NEWLINE, Markup.of(lines));
  }
}
