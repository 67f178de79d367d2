package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.report.values.BadInput;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  private static Table read(String text) {
    return Table.read("t.csv", new StringReader(text), Table.Format.STANDARD);
  }

  private static void fails(String text, String... messages) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(messages);
  }

  @Test
  void readsCellsWithTheirPlaces() {
    Table table = read("\uFEFFa, b\n1,\"x, y\"\n\n2,\"two\nlines\"\n3,z\n");

    assertThat(table.columns()).containsExactly("a", "b");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.cell(0, 1)).isEqualTo("x, y");
    assertThat(table.place(1, 0)).isEqualTo("t.csv:4:1");
    assertThat(table.place(2, 1)).isEqualTo("t.csv:6:2");
  }

  @Test
  void columnsWithoutAHeaderHaveNumbers() {
    Table table = Table.read("t", new StringReader("5;6\n7;8\n"), new Table.Format(false, ';'));

    assertThat(table.columns()).containsExactly("1", "2");
    assertThat(table.cell(0, 0)).isEqualTo("5");
    assertThat(table.place(0, 1)).isEqualTo("t:1:2");
  }

  @Test
  void tellsOfAllRaggedRowsAtOnce() {
    fails(
        "a,b,c\n1,2\n1,2,3\n1,2,3,4\n",
        "t.csv:2:3: error: the row has 2 cells, but line 1 has 3",
        "t.csv:4:4: error: the row has 4 cells, but line 1 has 3",
        "2 errors");
  }

  @Test
  void doesNotDrownItsUser() {
    fails("a,b\n" + "1\n".repeat(30), "t.csv:2:2: error", "... and 10 more", "30 errors");
  }

  @Test
  void tellsOfBadHeaders() {
    fails("a,,a\n1,2,3\n", "t.csv:1:2: error: the column has no name", "t.csv:1:3: error: two");
    fails("a,b\n", "t.csv: error: there are no rows below the header");
    fails("", "t.csv: error: it is empty");
  }

  @Test
  void namesNearMissesOfColumns() {
    Table table = read("petal_width,species\n1,2\n");

    assertThatThrownBy(() -> table.column("speceis", "--target"))
        .hasMessage(
            "t.csv:1:1: error: there is no column 'speceis', which --target needs\n"
                + "      help: did you mean species?");
  }

  @Test
  void tellsOfFilesThatCannotBeRead(@TempDir Path folder) throws IOException {
    String missing = folder.resolve("no.csv").toString();
    assertThatThrownBy(() -> Table.read(missing, Table.Format.STANDARD))
        .hasMessage(missing + ": there is no such file");
    Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xE4});
    assertThatThrownBy(() -> Table.read(latin.toString(), Table.Format.STANDARD))
        .hasMessage(latin + ": cannot be read: it is not UTF-8");
  }
}
