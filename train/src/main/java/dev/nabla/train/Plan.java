package dev.nabla.train;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the columns of a table become the inputs and targets of a network.
 *
 * @param inputs a feed for each input
 * @param targets a feed for each target
 * @param sizes the open sizes that were read off the columns
 * @param form where the definition is about a batch
 */
public record Plan(
    List<Feed> inputs, List<Feed> targets, Map<String, Integer> sizes, Optional<BatchForm> form) {
  private static final int MOST_CATEGORIES = 1_000;

  public Plan {
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    sizes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
  }

  /**
   * What is wished for.
   *
   * @param features columns of inputs, {@code x=a,b}; the variable may be left out where there is
   *     one
   * @param targets columns of targets, likewise
   * @param categories columns whose numbers are names of categories
   * @param scale of the inputs' numbers
   */
  public record Wishes(
      List<String> features, List<String> targets, List<String> categories, Scale scale) {}

  /**
   * The plan for a network and a table.
   *
   * @param network maybe with open sizes
   * @param form of {@link BatchForm#find}
   * @param rows those to train with, which scales are read off
   * @throws BadInput when the columns do not fit or it is not clear how they could
   */
  public static Plan of(
      Network network, Optional<BatchForm> form, Table table, int[] rows, Wishes wishes) {
    return new Making(form, table, rows, wishes).plan(network);
  }

  /** The work on a plan. */
  private static final class Making {
    private final Optional<BatchForm> form;
    private final Table table;
    private final int[] rows;
    private final Wishes wishes;
    private final Set<Integer> categories = new LinkedHashSet<>();
    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    Making(Optional<BatchForm> form, Table table, int[] rows, Wishes wishes) {
      this.form = form;
      this.table = table;
      this.rows = rows;
      this.wishes = wishes;
      for (String text : wishes.categories()) {
        categories.addAll(Selection.of("--categorical", text, Set.of(), table).columns());
      }
    }

    Plan plan(Network network) {
      Map<Variable, List<Integer>> columns =
          Assignment.of(network, table, wishes.features(), wishes.targets());
      List<Feed> inputs = new ArrayList<>();
      for (Variable input : network.inputs()) {
        List<Feed.Source> sources = columns.get(input).stream().map(this::feature).toList();
        inputs.add(fitted(input, sources));
      }
      List<Feed> targets = new ArrayList<>();
      for (Variable target : network.targets()) {
        targets.add(fitted(target, target(target, columns.get(target))));
      }
      return new Plan(inputs, targets, sizes, form);
    }

    private Feed.Source feature(int column) {
      String name = table.columns().get(column);
      if (!isNumeric(column)) {
        return new Feed.Source(name, Encoder.Category.oneHot(labels(column)));
      }
      double[] values = new double[rows.length];
      for (int k = 0; k < rows.length; k++) {
        values[k] = CellNumbers.read(table.cell(rows[k], column)).orElse(0);
      }
      return new Feed.Source(name, wishes.scale().of(values));
    }

    /** Several columns are numbers side by side; one may be a class too. */
    private List<Feed.Source> target(Variable target, List<Integer> columns) {
      if (columns.size() == 1) {
        int column = columns.get(0);
        return List.of(new Feed.Source(table.columns().get(column), targetEncoder(target, column)));
      }
      return columns.stream()
          .map(
              column ->
                  new Feed.Source(
                      table.columns().get(column),
                      isNumeric(column)
                          ? Encoder.Number.PLAIN
                          : Encoder.Category.oneHot(labels(column))))
          .toList();
    }

    private Encoder targetEncoder(Variable target, int column) {
      OptionalInt expected = elements(target);
      boolean one = expected.isPresent() && expected.getAsInt() == 1;
      boolean several = expected.isPresent() && expected.getAsInt() > 1;
      boolean onehot = target.facts().contains(Fact.ONEHOT);
      if (one && !onehot) {
        return single(target, column);
      }
      if (isNumeric(column) && !several && !onehot) {
        return open(target, column);
      }
      return Encoder.Category.oneHot(labels(column));
    }

    private Encoder single(Variable target, int column) {
      String name = table.columns().get(column);
      if (!isNumeric(column)) {
        List<String> labels = labels(column);
        if (labels.size() != 2) {
          throw new BadInput(
              table.name(),
              "the column "
                  + name
                  + " has "
                  + labels.size()
                  + " categories, but "
                  + described(target)
                  + " is one number, which can tell two apart");
        }
        return Encoder.Category.binary(labels, 0, 1);
      }
      List<String> texts = few(column, 3);
      if (texts.size() == 2) {
        double first = Double.parseDouble(texts.get(0));
        double second = Double.parseDouble(texts.get(1));
        if (second == 1 && (first == 0 || first == -1)) {
          return Encoder.Category.binary(texts, first, second);
        }
      }
      return Encoder.Number.PLAIN;
    }

    /** A column of numbers for a target whose size is open. */
    private Encoder open(Variable target, int column) {
      String name = table.columns().get(column);
      List<String> texts = few(column, 101);
      boolean whole = texts.stream().allMatch(t -> Double.parseDouble(t) % 1 == 0);
      if (whole && texts.size() <= 100 && 2 * texts.size() <= table.rows()) {
        String size =
            sampleSizes(target).stream().filter(this::isOpen).findFirst().orElseThrow().name();
        throw new BadInput(
            table.name(),
            "is "
                + name
                + " a number, or one of "
                + texts.size()
                + " classes? "
                + described(target)
                + " can be either: say --dim "
                + size
                + "=1 or --categorical "
                + name);
      }
      return Encoder.Number.PLAIN;
    }

    private boolean isOpen(Size size) {
      return size.value().isEmpty() && !sizes.containsKey(size.name());
    }

    private List<Size> sampleSizes(Variable variable) {
      List<Size> all = form.map(f -> f.sample(variable)).orElse(variable.shape().sizes());
      return all.stream().filter(size -> !size.isUnit()).toList();
    }

    /** How many numbers of a sample a variable takes, as far as that is known. */
    private OptionalInt elements(Variable variable) {
      int product = 1;
      for (Size size : sampleSizes(variable)) {
        if (isOpen(size)) {
          return OptionalInt.empty();
        }
        product = Math.multiplyExact(product, value(size));
      }
      return OptionalInt.of(product);
    }

    private int value(Size size) {
      return size.value().orElseGet(() -> sizes.get(size.name()));
    }

    /** Reads an open size off the columns, or checks that they are as many as needed. */
    private Feed fitted(Variable variable, List<Feed.Source> sources) {
      Feed feed = new Feed(variable.name(), sources);
      List<Size> open = sampleSizes(variable).stream().filter(this::isOpen).toList();
      int known =
          sampleSizes(variable).stream()
              .filter(size -> !isOpen(size))
              .mapToInt(this::value)
              .reduce(1, Math::multiplyExact);
      if (open.size() > 1) {
        throw new BadInput(
            described(variable)
                + " has several open sizes: say --dim "
                + open.get(0).name()
                + "="
                + feed.width());
      }
      if (open.size() == 1 && feed.width() % known == 0) {
        sizes.put(open.get(0).name(), feed.width() / known);
      } else if (feed.width() != known) {
        throw new BadInput(misfit(variable, feed, known));
      }
      return feed;
    }

    private String misfit(Variable variable, Feed feed, int known) {
      List<String> names = feed.columns().stream().map(Feed.Source::column).toList();
      String widths =
          feed.width() == names.size() ? "" : ", which make " + feed.width() + " numbers";
      List<Size> sizes = sampleSizes(variable);
      String help =
          sizes.size() == 1 && !sizes.get(0).isLiteral()
              ? "; --dim " + sizes.get(0).name() + "=" + feed.width() + " makes it fit"
              : "";
      return table.name()
          + ": "
          + described(variable)
          + " takes "
          + (known == 1 ? "1 number" : known + " numbers")
          + ", but gets "
          + (names.size() == 1 ? "1 column" : names.size() + " columns")
          + widths
          + ": "
          + Assignment.shortened(names)
          + help;
    }

    private static String described(Variable variable) {
      return variable.name() + " : " + variable.shape();
    }

    /** Whether a column holds numbers: most of its cells do, and nothing else was said. */
    private boolean isNumeric(int column) {
      if (categories.contains(column)) {
        return false;
      }
      int numbers = 0;
      int texts = 0;
      for (int row = 0; row < table.rows(); row++) {
        String cell = table.cell(row, column);
        if (CellNumbers.read(cell).isPresent()) {
          numbers++;
        } else if (!cell.isEmpty()) {
          texts++;
        }
      }
      return numbers >= texts;
    }

    /** The different texts of a column in order, numbers by size. */
    private List<String> labels(int column) {
      List<String> texts = few(column, MOST_CATEGORIES + 1);
      String name = table.columns().get(column);
      if (texts.size() > MOST_CATEGORIES) {
        throw new BadInput(
            table.name(),
            "the column "
                + name
                + " has more than "
                + MOST_CATEGORIES
                + " different texts: leave it out with --features");
      }
      return texts;
    }

    /** The first different texts of a column that are of its kind, in order. */
    private List<String> few(int column, int most) {
      boolean numeric = isNumeric(column);
      Set<String> seen = new LinkedHashSet<>();
      for (int row = 0; row < table.rows() && seen.size() < most; row++) {
        String cell = table.cell(row, column);
        if (!cell.isEmpty() && (!numeric || CellNumbers.read(cell).isPresent())) {
          seen.add(cell);
        }
      }
      boolean numbers = seen.stream().allMatch(text -> CellNumbers.read(text).isPresent());
      Comparator<String> order =
          numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
      return seen.stream().sorted(order.thenComparing(Comparator.naturalOrder())).toList();
    }
  }
}
