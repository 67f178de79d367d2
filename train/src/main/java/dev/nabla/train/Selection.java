package dev.nabla.train;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.nabla.grammar.base.Names;
import dev.nabla.report.values.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Columns that a person names: {@code a,b}, of a variable {@code x=a,b}, from one to another {@code
 * a..d}. A name with a comma stands in quotation marks.
 *
 * @param variable what takes them, if that is said
 * @param columns numbers of columns
 */
record Selection(Optional<String> variable, List<Integer> columns) {
  Selection {
    columns = List.copyOf(columns);
  }

  /**
   * Understands a text.
   *
   * @param option what it was given for
   * @param variables what can take columns
   * @throws BadInput when there is no such column
   */
  static Selection of(String option, String text, Set<String> variables, Table table) {
    int equals = text.indexOf('=');
    String before = equals < 0 ? "" : Names.canonical(text.substring(0, equals).strip());
    boolean named = variables.contains(before);
    String list = named ? text.substring(equals + 1) : text;
    if (equals > 0 && !named && table.columns().stream().noneMatch(c -> c.contains("="))) {
      throw new BadInput(
          option + " " + text,
          text.substring(0, equals)
              + (variables.isEmpty()
                  ? ": the definition has none"
                  : " is none of " + String.join(", ", variables)));
    }
    List<Integer> columns = new ArrayList<>();
    for (String name : names(option, list)) {
      add(option, name.strip(), table, columns);
    }
    return new Selection(named ? Optional.of(before) : Optional.empty(), columns);
  }

  /** The names in a list. */
  static List<String> names(String option, String list) {
    try {
      return CsvReader.builder().ofSingleCsvRecord(list).getFields();
    } catch (CsvParseException e) {
      throw new BadInput(option + " " + list, "no list of columns");
    }
  }

  private static void add(String option, String name, Table table, List<Integer> columns) {
    int dots = name.indexOf("..");
    if (dots <= 0 || table.columns().contains(name)) {
      columns.add(table.column(name, option));
      return;
    }
    int first = table.column(name.substring(0, dots).strip(), option);
    int last = table.column(name.substring(dots + 2).strip(), option);
    if (first > last) {
      throw new BadInput(option + " " + name, "from right to left");
    }
    for (int k = first; k <= last; k++) {
      columns.add(k);
    }
  }
}
