package dev.nabla.train;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.nabla.grammar.base.NearMisses;
import dev.nabla.report.values.BadInput;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of texts, as it stands in a CSV file: every row has a cell for every column. A place in
 * it is {@code file:line:column}, both counted from 1; the column is that of the table.
 */
public final class Table {
  private static final long MOST_CELLS = 20_000_000;
  private static final int SHARED_TEXTS = 10_000;

  /**
   * How a file is read.
   *
   * @param hasHeader whether the first line names the columns; they are called by number otherwise
   * @param separator what stands between cells
   */
  public record Format(boolean hasHeader, char separator) {
    /** A header, and commas. */
    public static final Format STANDARD = new Format(true, ',');
  }

  private final String name;
  private final List<String> columns;
  private final List<String[]> rows;
  private final int[] lines;
  private final int headerLine;

  private Table(
      String name, List<String> columns, List<String[]> rows, int[] lines, int headerLine) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
    this.lines = lines;
    this.headerLine = headerLine;
  }

  /**
   * Reads a file.
   *
   * @throws BadInput when it cannot be read, or is no table
   */
  public static Table read(String file, Format format) {
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      return read(file, reader, format);
    } catch (IOException e) {
      throw BadInput.unread(file, e);
    }
  }

  /**
   * Reads a table.
   *
   * @throws BadInput when it is none: with the line of each row that has too few cells or too many
   */
  public static Table read(String name, Reader text, Format format) {
    Problems problems = new Problems();
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .fieldSeparator(format.separator())
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(text)) {
      Table table = new Building(name, format, problems).read(records);
      problems.failIfAny();
      return table;
    } catch (CsvParseException e) {
      throw new BadInput(name, "error: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw BadInput.unread(name, e.getCause());
    } catch (IOException e) {
      throw BadInput.unread(name, e);
    }
  }

  /** What is known while a table is read. */
  private static final class Building {
    private final String name;
    private final Format format;
    private final Problems problems;
    private final List<String[]> rows = new ArrayList<>();
    private final List<Map<String, String>> shared = new ArrayList<>();
    private int[] lines = new int[64];
    private List<String> columns = List.of();
    private int headerLine;
    private int firstLine;
    private int lastLine;

    Building(String name, Format format, Problems problems) {
      this.name = name;
      this.format = format;
      this.problems = problems;
    }

    Table read(Iterable<CsvRecord> records) {
      for (CsvRecord record : records) {
        int line = Math.toIntExact(record.getStartingLineNumber());
        lastLine = line;
        if (columns.isEmpty()) {
          start(record, line);
        }
        if (line != headerLine) {
          add(record, line);
        }
      }
      if (lastLine == headerLine) {
        problems.add(name, headerLine > 0 ? "there are no rows below the header" : "it is empty");
      }
      return new Table(name, columns, rows, Arrays.copyOf(lines, rows.size()), headerLine);
    }

    private void start(CsvRecord record, int line) {
      firstLine = line;
      if (!format.hasHeader()) {
        columns = numbers(record.getFieldCount());
      } else {
        headerLine = line;
        columns = named(record);
      }
      columns.forEach(column -> shared.add(new HashMap<>()));
    }

    private List<String> named(CsvRecord record) {
      List<String> names = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (String field : record.getFields()) {
        String column = (names.isEmpty() ? field.replaceFirst("^\uFEFF", "") : field).strip();
        String place = name + ":" + headerLine + ":" + (names.size() + 1);
        if (column.isEmpty()) {
          problems.add(place, "the column has no name");
        } else if (!seen.add(column)) {
          problems.add(place, "two columns are called " + column);
        }
        names.add(column);
      }
      return names;
    }

    private void add(CsvRecord record, int line) {
      if (record.getFieldCount() != columns.size()) {
        problems.add(
            name + ":" + line + ":" + (Math.min(record.getFieldCount(), columns.size()) + 1),
            "the row has "
                + cells(record.getFieldCount())
                + ", but line "
                + firstLine
                + " has "
                + columns.size());
        return;
      }
      if ((long) (rows.size() + 1) * columns.size() > MOST_CELLS) {
        throw new BadInput(
            name + ":" + line, "error: the table has more than " + MOST_CELLS + " cells");
      }
      String[] cells = new String[columns.size()];
      for (int k = 0; k < cells.length; k++) {
        cells[k] = once(shared.get(k), record.getField(k).strip());
      }
      if (rows.size() == lines.length) {
        lines = Arrays.copyOf(lines, 2 * lines.length);
      }
      lines[rows.size()] = line;
      rows.add(cells);
    }

    /** The same text for equal cells, as far as there are not many different ones. */
    private static String once(Map<String, String> texts, String text) {
      String before = texts.get(text);
      if (before == null && texts.size() < SHARED_TEXTS) {
        texts.put(text, text);
      }
      return before == null ? text : before;
    }
  }

  private static List<String> numbers(int count) {
    List<String> names = new ArrayList<>();
    for (int k = 1; k <= count; k++) {
      names.add(Integer.toString(k));
    }
    return names;
  }

  private static String cells(int count) {
    return count == 1 ? "1 cell" : count + " cells";
  }

  /** The file. */
  public String name() {
    return name;
  }

  /** The names of the columns, in order; numbers from 1 when there is no header. */
  public List<String> columns() {
    return columns;
  }

  /** How many rows there are. */
  public int rows() {
    return rows.size();
  }

  /** The rows from 0 on. */
  public int[] allRows() {
    int[] all = new int[rows()];
    Arrays.setAll(all, k -> k);
    return all;
  }

  /** A cell, without white space around it. */
  public String cell(int row, int column) {
    return rows.get(row)[column];
  }

  /** Where a cell stands: {@code iris.csv:17:3}. */
  public String place(int row, int column) {
    return name + ":" + lines[row] + ":" + (column + 1);
  }

  /**
   * The number of a column, from 0.
   *
   * @param wanted what asks for it, for the message
   * @throws BadInput when there is none of that name
   */
  public int column(String column, String wanted) {
    int at = columns.indexOf(column);
    if (at >= 0) {
      return at;
    }
    List<String> near = NearMisses.of(column, columns);
    List<String> known = columns.size() <= 20 ? columns : columns.subList(0, 20);
    String help =
        near.isEmpty()
            ? "there are " + String.join(", ", known) + (columns.size() > 20 ? ", ..." : "")
            : "did you mean " + String.join(" or ", near) + "?";
    throw new BadInput(
        name + ":" + Math.max(1, headerLine) + ":1",
        "error: there is no column '"
            + column
            + "', which "
            + wanted
            + " needs\n      help: "
            + help);
  }
}
