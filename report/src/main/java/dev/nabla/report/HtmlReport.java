package dev.nabla.report;

import static dev.nabla.grammar.print.Markup.tag;

import dev.nabla.grammar.print.Markup;
import dev.nabla.grammar.print.MathMl;
import dev.nabla.report.Equations.Equation;
import dev.nabla.report.Equations.Topic;
import dev.nabla.report.graph.ComputationGraph;
import dev.nabla.report.graph.ComputationGraph.Detail;
import dev.nabla.report.graph.GraphException;
import dev.nabla.report.graph.SvgGraph;
import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report of one network as sections of a page. */
final class HtmlReport {
  private final HtmlPage.Part part;
  private final Report report;
  private final Network network;
  private final NetworkFormulas formulas;
  private final String prefix;
  private final int level;
  private final List<Section> sections = new ArrayList<>();

  /** A part of the page. */
  record Section(String id, String title, List<Markup> content) {}

  /**
   * A report.
   *
   * @param prefix what all anchors begin with
   * @param level the level of the headings of sections
   */
  HtmlReport(HtmlPage.Part part, String prefix, int level) {
    this.part = part;
    this.report = part.report();
    this.network = report.derivation().network();
    this.prefix = prefix;
    this.level = level;
    this.formulas = new NetworkFormulas(network, report.layout());
    write();
  }

  List<Section> sections() {
    return List.copyOf(sections);
  }

  /** The sections with their headings. */
  List<Markup> markup() {
    return sections.stream().map(this::markup).toList();
  }

  private Markup markup(Section section) {
    Markup title = heading(section.title());
    return tag("section").with("id", section.id()).around(title, Markup.of(section.content()));
  }

  private Markup heading(String title) {
    return tag("h" + level).around(title);
  }

  private void section(String id, String title, List<Markup> content) {
    if (!content.isEmpty()) {
      sections.add(new Section(prefix + id, title, content));
    }
  }

  private void write() {
    section("network", "Network", List.of(code(part.source().text().strip(), "the definition")));
    section("shapes", "Shapes", shapes());
    section("graph", "Computation graph", List.of(graph()));
    for (Equations.Section section : new Equations(report, formulas).sections()) {
      List<Markup> content = new ArrayList<>(introduction(section.topic()));
      content.add(list(section.equations()));
      section(section.topic().id, title(section.topic()), content);
      if (section.topic() == Topic.FORWARD) {
        section("derivation", "Derivation", derivation());
      }
    }
    report.cost().ifPresent(cost -> section("cost", "Cost", cost(cost)));
    section("java", "Java", java());
  }

  // ---------------------------------------------------------------- shapes

  private List<Markup> shapes() {
    List<Markup> content = new ArrayList<>();
    if (!network.declared()) {
      content.add(tag("p").around("Nothing is declared; roles and shapes are inferred."));
    }
    List<Markup> sizes = new ArrayList<>();
    for (Size size : network.sizes()) {
      if (!size.isLiteral()) {
        sizes.add(Markup.text(sizes.isEmpty() ? "Sizes: " : ", "));
        sizes.add(size(size));
      }
    }
    if (!sizes.isEmpty()) {
      sizes.add(Markup.text("."));
      content.add(tag("p").around(sizes));
    }
    content.add(
        table(
            "the shape of every name",
            List.of("name", "role", "shape", "elements", "facts"),
            Stream.of(
                    network.inputs(),
                    network.targets(),
                    network.parameters(),
                    network.values().stream().map(Binding::variable).toList())
                .flatMap(List::stream)
                .map(this::row)
                .toList()));
    return content;
  }

  private static Markup size(Size size) {
    MathMl name = HtmlMath.size(size);
    return size.value().isEmpty()
        ? Markup.of(HtmlMath.inline(name), Markup.text(" (open)"))
        : HtmlMath.inline(
            MathMl.row(
                name,
                MathMl.sign("="),
                MathMl.of(tag("mn").around(Integer.toString(size.intValue())))));
  }

  private List<Markup> row(Variable variable) {
    String facts =
        variable.facts().stream()
            .map(fact -> fact.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(", "));
    return List.of(
        HtmlMath.inline(formulas.name(variable)),
        Markup.text(JsonReport.role(network, variable)),
        HtmlMath.shape(variable.shape()),
        Markup.text(elements(variable.shape())),
        Markup.text(facts));
  }

  /** How many elements there are, where every size has a value. */
  private static String elements(Shape shape) {
    return shape.sizes().stream().allMatch(size -> size.value().isPresent())
        ? shape.sizes().stream()
            .map(size -> BigInteger.valueOf(size.intValue()))
            .reduce(BigInteger.ONE, BigInteger::multiply)
            .toString()
        : "";
  }

  /** The computation graph, or why there is none. */
  private Markup graph() {
    try {
      ComputationGraph graph = ComputationGraph.of(network, part.source(), Detail.AUTO);
      return tag("figure")
          .with("class", "scroll graph")
          .with("tabindex", "0")
          .with("aria-label", "the computation graph")
          .around(SvgGraph.of(graph, prefix + "drawing"));
    } catch (GraphException e) {
      return tag("p").around("No graph is drawn: " + e.getMessage() + ".");
    }
  }

  /** A table whose first column names the rows; it scrolls where it is too wide. */
  private static Markup table(String label, List<String> head, List<List<Markup>> rows) {
    boolean[] used = new boolean[head.size()];
    for (List<Markup> row : rows) {
      for (int k = 0; k < used.length; k++) {
        used[k] |= !row.get(k).isEmpty();
      }
    }
    List<Markup> titles = new ArrayList<>();
    List<Markup> body = new ArrayList<>();
    for (int k = 0; k < used.length; k++) {
      if (used[k]) {
        titles.add(tag("th").with("scope", "col").around(head.get(k)));
      }
    }
    for (List<Markup> row : rows) {
      List<Markup> cells = new ArrayList<>();
      for (int k = 0; k < used.length; k++) {
        Markup.Tag cell = k == 0 ? tag("th").with("scope", "row") : tag("td");
        cells.add(used[k] ? cell.around(row.get(k)) : Markup.NONE);
      }
      body.add(tag("tr").around(cells));
    }
    return scrolling("table", label)
        .around(
            tag("table")
                .around(tag("thead").around(tag("tr").around(titles)), tag("tbody").around(body)));
  }

  private static Markup.Tag scrolling(String kind, String label) {
    return tag("div")
        .with("class", "scroll " + kind)
        .with("role", "region")
        .with("aria-label", label)
        .with("tabindex", "0");
  }

  private static Markup code(String text, String label) {
    return scrolling("code", label).around(tag("pre").around(tag("code").around(text)));
  }

  // ---------------------------------------------------------------- equations

  private String title(Topic topic) {
    return switch (topic) {
      case FORWARD -> "Forward equations";
      case GRADIENTS -> network.loss().isPresent() ? topic.title : "Vector-Jacobian products";
      default -> topic.title;
    };
  }

  /** Equations, each with its shape. */
  private static Markup list(List<Equation> equations) {
    return HtmlMath.equations(equations.stream().map(HtmlReport::row).toList());
  }

  private static Markup row(Equation equation) {
    List<Markup> after = new ArrayList<>();
    equation.shape().ifPresent(shape -> after.add(HtmlMath.shape(shape)));
    boolean noted = !equation.note().isEmpty();
    Markup note = Markup.text(equation.note());
    if (noted && !after.isEmpty()) {
      after.add(Markup.text(" "));
      after.add(tag("span").with("class", "note").around(note));
    }
    List<Markup> below = noted && after.isEmpty() ? List.of(HtmlMath.remark(note)) : List.of();
    return HtmlMath.equation(equation.lefts(), "=", equation.right(), after, below);
  }

  /** What is said before the equations. */
  private List<Markup> introduction(Topic topic) {
    return switch (topic) {
      case ADJOINTS -> List.of(tag("p").around(meaning()));
      case PRODUCT -> List.of(tag("p").around(directions(report.more().product().orElseThrow())));
      default -> List.of();
    };
  }

  private List<Markup> meaning() {
    MathTypesetting math = new MathTypesetting();
    MathMl result = formulas.name(network.result()).in(math);
    Term seed = formulas.name("δ" + network.result().name());
    boolean loss = network.loss().isPresent();
    MathMl above =
        loss
            ? result
            : MathMl.row(
                MathMl.sign("⟨"), seed.in(math), MathMl.sign(","), result, MathMl.sign("⟩"));
    MathMl derivative = math.derivative(above, List.of(MathMl.name("v")));
    return List.of(
        Markup.text("Last value first; "),
        HtmlMath.inline(math.equation(MathMl.name("δv"), derivative)),
        loss ? Markup.NONE : Markup.of(Markup.text(" for any "), HtmlMath.inline(seed)),
        Markup.text("."));
  }

  private List<Markup> directions(HessianVector product) {
    List<Markup> words = new ArrayList<>(List.of(Markup.text("For any ")));
    for (Variable direction : product.directions().values()) {
      words.add(Markup.text(words.size() == 1 ? "" : ", "));
      words.add(HtmlMath.inline(formulas.name(direction)));
      words.add(Markup.text(" "));
      words.add(HtmlMath.shape(direction.shape()));
    }
    words.add(
        Markup.text(product.tangents().isEmpty() ? "." : "; Du is the derivative of u along it."));
    return words;
  }

  // ---------------------------------------------------------------- steps, cost, code

  private List<Markup> derivation() {
    HtmlSteps steps = new HtmlSteps(formulas, "h" + (level + 1));
    List<Markup> content = new ArrayList<>();
    for (Explanation step : report.steps()) {
      content.add(steps.step(step, prefix + "step-" + (content.size() + 1)));
    }
    if (!content.isEmpty()) {
      content.add(0, HtmlSteps.legend());
    }
    return content;
  }

  private List<Markup> cost(Cost cost) {
    CostText counts = new CostText(network, formulas, cost);
    String function = network.result().name();
    List<List<Markup>> rows = new ArrayList<>();
    rows(Markup.of(HtmlMath.inline(counts.function())), counts.counts(cost.function()), rows);
    rows(Markup.text("gradient"), counts.counts(cost.gradient()), rows);
    List<Markup> content = new ArrayList<>();
    content.add(
        tag("p")
            .around(
                "Common subexpressions are counted once, products in the cheapest order; the"
                    + " gradient includes the values it uses."));
    content.add(table("operations", List.of("of", "operations", "number", "here"), rows));
    String ratio = counts.ratio(function);
    content.add(
        tag("p").around(ratio.substring(0, 1).toUpperCase(Locale.ROOT) + ratio.substring(1) + "."));
    for (Term product : counts.undecided()) {
      content.add(
          tag("p")
              .around(
                  Markup.text("The cheapest order depends on sizes, here taken to be alike, for "),
                  HtmlMath.formula(product.in(new MathTypesetting()), ""),
                  Markup.text(".")));
    }
    return content;
  }

  private static void rows(Markup of, List<CostText.Count> counts, List<List<Markup>> rows) {
    for (CostText.Count count : counts) {
      Markup polynomial = count.polynomial().map(HtmlMath::inline).orElse(Markup.NONE);
      rows.add(List.of(of, Markup.text(count.what()), polynomial, Markup.text(count.value())));
    }
  }

  private List<Markup> java() {
    return part.java().isPresent()
        ? List.of(code(part.java().get().strip(), "the generated class"))
        : List.of(tag("p").around("No class is generated: " + part.whyNot() + "."));
  }
}
