package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial shows what the commands print. */
class TutorialPageTest {
  @Test
  void showsRealOutput(@TempDir Path folder) throws IOException {
    for (String name : List.of("two-layer", "iris")) {
      Files.copy(Path.of(Cli.example(name)), folder.resolve(name + ".nabla"));
    }
    Files.copy(TrainCommandTest.DATA.resolve("iris.csv"), folder.resolve("iris.csv"));
    Files.writeString(folder.resolve("point.json"), "{\"x\": 1, \"y\": -3, \"z\": 4}\n");
    Files.writeString(folder.resolve("theta.json"), "");
    Files.writeString(
        folder.resolve("new.csv"),
        "sepal_length,sepal_width,petal_length,petal_width\n5.0,3.4,1.5,0.2\n6.9,3.1,5.1,2.3\n");

    assertThat(Sessions.check(Path.of("../docs/tutorial.md"), folder)).isEqualTo(9);
  }
}
