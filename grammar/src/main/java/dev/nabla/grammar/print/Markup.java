package dev.nabla.grammar.print;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A piece of XML that HTML parsers read alike. It is made of texts, which are escaped, and of
 * elements only, so that what a definition holds can never become a tag.
 */
public final class Markup {
  /** Nothing. */
  public static final Markup NONE = new Markup("");

  private final String xml;

  private Markup(String xml) {
    this.xml = xml;
  }

  /** A text; what XML cannot hold becomes a replacement character. */
  public static Markup text(String text) {
    return new Markup(escaped(text));
  }

  /** Pieces one after the other. */
  public static Markup of(Markup... pieces) {
    return of(Arrays.asList(pieces));
  }

  /** Pieces one after the other. */
  public static Markup of(List<Markup> pieces) {
    return new Markup(pieces.stream().map(Markup::toString).collect(Collectors.joining()));
  }

  /** An element of this name, whose attributes and content are still to come. */
  public static Tag tag(String name) {
    return new Tag(name, "");
  }

  /** What a printer has put together out of markup. */
  static Markup printed(String xml) {
    return new Markup(xml);
  }

  public boolean isEmpty() {
    return xml.isEmpty();
  }

  /** The XML. */
  @Override
  public String toString() {
    return xml;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Markup markup && xml.equals(markup.xml);
  }

  @Override
  public int hashCode() {
    return Objects.hash(xml);
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.appendCodePoint(isAllowed(c) ? c : '\uFFFD');
              }
            });
    return out.toString();
  }

  private static String quoted(String value) {
    return escaped(value).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
  }

  private static boolean isAllowed(int c) {
    boolean space = c == '\t' || c == '\n' || c == '\r';
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    boolean control = Character.getType(c) == Character.CONTROL;
    return space || !surrogate && !control && c != 0xFFFE && c != 0xFFFF;
  }

  /** An element whose content is still to come. */
  public static final class Tag {
    private final String name;
    private final String attributes;

    private Tag(String name, String attributes) {
      this.name = name;
      this.attributes = attributes;
    }

    /** The same with one more attribute. */
    public Tag with(String attribute, String value) {
      return new Tag(name, attributes + " " + attribute + "=\"" + quoted(value) + "\"");
    }

    /** The element with its content. */
    public Markup around(Markup... content) {
      return around(Arrays.asList(content));
    }

    /** The element with its content. */
    public Markup around(List<Markup> content) {
      return new Markup(open() + of(content) + close());
    }

    /** The element with a text in it. */
    public Markup around(String text) {
      return around(text(text));
    }

    /** An element of HTML that has no content and no end tag. */
    public Markup empty() {
      return new Markup("<" + name + attributes + "/>");
    }

    String open() {
      return "<" + name + attributes + ">";
    }

    String close() {
      return "</" + name + ">";
    }
  }
}
