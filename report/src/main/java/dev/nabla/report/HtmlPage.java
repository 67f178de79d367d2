package dev.nabla.report;

import static dev.nabla.grammar.print.Markup.tag;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.print.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports as one page of HTML that needs nothing else: no network, no script, no font.
 * NetworkFormulas are MathML. The page is also well-formed XML.
 */
public final class HtmlPage {
  private static final String STYLES = "report.css";

  /**
   * A report on the page.
   *
   * @param report what was derived, with steps and costs
   * @param source the definition as it was written
   * @param java the generated class, if there can be one
   * @param whyNot why there is none, otherwise nothing
   */
  public record Part(Report report, Source source, Optional<String> java, String whyNot) {
    private String name() {
      return report.derivation().network().name();
    }
  }

  private HtmlPage() {}

  /** A page of one report, or of several one after the other, after their contents. */
  public static String of(List<Part> parts) {
    boolean one = parts.size() == 1;
    String title = one ? parts.get(0).name() : parts.size() + " networks";
    List<Markup> contents = new ArrayList<>();
    List<Markup> body = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      String prefix = one ? "" : "n" + (k + 1) + "-";
      HtmlReport report = new HtmlReport(parts.get(k), prefix, one ? 2 : 3);
      Markup list = tag("ul").around(report.sections().stream().map(HtmlPage::link).toList());
      if (one) {
        contents.add(list);
        body.addAll(report.markup());
      } else {
        String id = "n" + (k + 1);
        String name = parts.get(k).name();
        contents.add(tag("li").around(anchor(id, name), list));
        body.add(
            tag("section")
                .with("class", "network")
                .with("id", id)
                .around(tag("h2").around(name), Markup.of(report.markup())));
      }
    }
    Markup navigation =
        tag("nav")
            .with("aria-label", "Contents")
            .around(one ? Markup.of(contents) : tag("ol").around(contents));
    return "<!DOCTYPE html>\n"
        + tag("html")
            .with("xmlns", "http://www.w3.org/1999/xhtml")
            .with("lang", "en")
            .around(head(title), body(title, navigation, body))
        + "\n";
  }

  private static Markup link(HtmlReport.Section section) {
    return tag("li").around(anchor(section.id(), section.title()));
  }

  private static Markup anchor(String id, String text) {
    return tag("a").with("href", "#" + id).around(text);
  }

  private static Markup head(String title) {
    return tag("head")
        .around(
            tag("meta").with("charset", "utf-8").empty(),
            tag("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1")
                .empty(),
            tag("meta").with("name", "color-scheme").with("content", "light dark").empty(),
            tag("title").around(title),
            tag("style").around(styles()));
  }

  private static Markup body(String title, Markup navigation, List<Markup> sections) {
    return tag("body")
        .around(
            tag("header").around(tag("h1").around(title), navigation),
            tag("main").around(sections));
  }

  private static String styles() {
    try (InputStream in = HtmlPage.class.getResourceAsStream(STYLES)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
