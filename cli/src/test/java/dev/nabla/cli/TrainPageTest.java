package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on training shows what the commands print. */
class TrainPageTest {
  @Test
  void showsRealOutput(@TempDir Path folder) throws IOException {
    for (String name : List.of("iris", "softmax-batch", "digits")) {
      Files.copy(Path.of(Cli.example(name)), folder.resolve(name + ".nabla"));
    }
    for (String name : List.of("iris.csv", "optdigits-train.csv", "optdigits-test.csv")) {
      Files.copy(TrainCommandTest.DATA.resolve(name), folder.resolve(name));
    }
    for (String name : List.of("theta.json", "plane.json", "loss.svg")) {
      Files.writeString(folder.resolve(name), "");
    }
    Files.writeString(
        folder.resolve("new.csv"),
        "sepal_length,sepal_width,petal_length,petal_width\n5.0,3.4,1.5,0.2\n6.9,3.1,5.1,2.3\n");
    Files.writeString(folder.resolve("bad.csv"), "east,north,height\n1,2,3\n1,x,3\n4,,5\n2,3,4\n");
    Random random = new Random(1);
    StringBuilder plane = new StringBuilder("east,north,height\n");
    for (int k = 0; k < 12; k++) {
      double east = random.nextInt(9) / 4.0;
      double north = random.nextInt(9) / 4.0;
      double height = 3 * east - 2 * north + 1;
      plane.append(String.format(Locale.ROOT, "%s,%s,%s%n", east, north, height));
    }
    Files.writeString(folder.resolve("plane.csv"), plane.toString());

    assertThat(Sessions.check(Path.of("../docs/train.md"), folder)).isEqualTo(7);
  }
}
