package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
  static final Path DATA =
      Path.of("../generated-examples/src/test/resources/dev/nabla/examples").normalize();
  private static final String XOR =
      "input x : (2, 1); target y : (); param W1 : (2, 8), b1 : (8, 1), w2 : (8, 1), b2 : ();"
          + " h = tanh(W1^T x + b1); output p = sigmoid(w2^T h + b2); loss L = bce(p, y)";
  private static final String LINE = "output z = w^T x + b; loss L = ‖z - y‖^2";

  @TempDir private Path folder;

  @BeforeEach
  void writesTables() throws IOException {
    Files.writeString(folder.resolve("xor.csv"), "a,b,out\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n");
    Random random = new Random(1);
    StringBuilder line = new StringBuilder("u,v,w\n");
    StringBuilder answers = new StringBuilder("u,v,colour,answer\n");
    for (int k = 0; k < 100; k++) {
      double u = random.nextDouble();
      double v = random.nextDouble();
      line.append(u + "," + v + "," + (3 * u - 2 * v + 1) + "\n");
      String colour = random.nextBoolean() ? "red" : "blue";
      answers.append(u + "," + v + "," + colour + "," + (u > v ? "yes" : "no") + "\n");
    }
    Files.writeString(folder.resolve("line.csv"), line);
    Files.writeString(folder.resolve("answers.csv"), answers);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static String data(String name) {
    return DATA.resolve(name).toString();
  }

  private static double accuracy(Cli cli) {
    Matcher held = Pattern.compile("held out .*accuracy ([0-9.]+) %").matcher(cli.out());
    assertThat(held.find()).as("%s", cli).isTrue();
    return Double.parseDouble(held.group(1));
  }

  private Cli xor(String... more) {
    List<String> words =
        new ArrayList<>(List.of("train", "-e", XOR, "--data", file("xor.csv"), "--target", "out"));
    words.addAll(List.of("--test-fraction", "0"));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void irisInAThirdHeldOut() {
    int seeds = 5;
    double total = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      total +=
          accuracy(
              Cli.run(
                  "train",
                  Cli.example("iris"),
                  "--data",
                  data("iris.csv"),
                  "--target",
                  "species",
                  "--test-fraction",
                  "0.3333",
                  "--seed",
                  "" + seed));
    }
    assertThat(total / seeds).isGreaterThanOrEqualTo(95);
  }

  @Test
  void digitsOfOtherWriters() {
    Cli cli =
        Cli.run(
            "train",
            Cli.example("digits"),
            "--data",
            data("optdigits-train.csv"),
            "--test",
            data("optdigits-test.csv"),
            "--target",
            "Class",
            "--epochs",
            "20");

    assertThat(cli.code()).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).contains("Digits: 3823 rows to train with, 1797 held out");
    assertThat(accuracy(cli)).isGreaterThanOrEqualTo(95);
  }

  @Test
  void aGateIsLearnedSavedAndPredicted() throws IOException {
    String theta = file("theta.json");
    Cli train = xor("--epochs", "300", "--out", theta, "--confusion", file("c.svg"));
    assertThat(train.out()).contains("accuracy 100.0 %", theta + ": wrote");
    assertThat(Files.readString(folder.resolve("c.svg"))).contains("Network: training rows");

    Cli predict = Cli.run("predict", "-e", XOR, "--parameters", theta, "--data", file("xor.csv"));
    assertThat(predict.out().lines().map(line -> line.split(",")[0]))
        .containsExactly("out", "0", "1", "1", "0");
    assertThat(predict.err()).isEqualTo(file("xor.csv") + ": accuracy 100.0 %\n");

    Files.writeString(folder.resolve("point.json"), "{\"x\": [-1, 1], \"y\": 1}");
    Cli eval = Cli.run("eval", "-e", XOR, "--values", theta, "--values", file("point.json"));
    String p = predict.out().lines().skip(2).findFirst().orElseThrow().split(",")[1];
    assertThat(Pattern.compile("\"p\" : ([0-9.]+)").matcher(eval.out()).results().findFirst())
        .hasValueSatisfying(
            found ->
                assertThat(Double.parseDouble(found.group(1)))
                    .isCloseTo(Double.parseDouble(p), org.assertj.core.data.Offset.offset(1e-12)));
  }

  @Test
  void logitsDecideAtZero() {
    String logits =
        XOR.replace("output p = sigmoid(w2^T h + b2); loss L = bce(p, y)", "")
            + "z = w2^T h + b2; loss L = bce_with_logits(z, y)";
    Cli cli =
        Cli.run(
            "train",
            "-e",
            logits,
            "--data",
            file("xor.csv"),
            "--target",
            "out",
            "--test-fraction",
            "0",
            "--epochs",
            "300");

    assertThat(cli.out()).contains("accuracy 100.0 %");
  }

  @Test
  void numbersArePredictedUnderTheNameOfTheirColumn() {
    String theta = file("line.json");
    Cli train =
        Cli.run(
            "train",
            "-e",
            LINE,
            "--data",
            file("line.csv"),
            "--target",
            "w",
            "--scale",
            "none",
            "--optimizer",
            "sgd",
            "--epochs",
            "200",
            "--out",
            theta);
    assertThat(train.out()).contains("held out", "R² 1.0000");
    Cli predict = Cli.run("predict", "-e", LINE, "--parameters", theta, "--data", file("line.csv"));
    assertThat(predict.out()).startsWith("w\n");
    assertThat(predict.err()).contains("R² 1.0000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic-regression", "softmax-batch"})
  void definitionsOfABatchAreTrained(String name) {
    boolean two = name.startsWith("logistic");
    String table = two ? file("answers.csv") : data("iris.csv");
    String theta = file("batch.json");
    Cli train =
        Cli.run(
            "train",
            Cli.example(name),
            "--data",
            table,
            "--target",
            two ? "answer" : "species",
            "--dim",
            two ? "p=4" : "n_in=4",
            "--epochs",
            "60",
            "--out",
            theta);

    assertThat(train.code()).as("%s", train).isEqualTo(ExitCode.DONE);
    assertThat(accuracy(train)).isGreaterThanOrEqualTo(90);
    Cli predict = Cli.run("predict", Cli.example(name), "--parameters", theta, "--data", table);
    assertThat(predict.code()).as("%s", predict).isEqualTo(ExitCode.DONE);
    assertThat(predict.out().lines()).hasSize(two ? 101 : 151);
  }

  @Test
  void rowsThatDependOnEachOtherAreNoSamples() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "a,b,c,t\n1,2,3,1.5\n2,3,1,2\n3,1,4,4\n");
    Cli cli =
        Cli.run(
            "train",
            Cli.example("attention"),
            "--dim",
            "k=1",
            "--data",
            file("rows.csv"),
            "--target",
            "t");

    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("what Y is for a sample depends on the other samples");
  }

  @Test
  void theSameSeedWritesTheSameFiles() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String seed : List.of("4", "4", "5")) {
      xor("--seed", seed, "--epochs", "5", "--out", file("t.json"), "--plot", file("t.svg"));
      texts.add(
          Files.readString(folder.resolve("t.json")) + Files.readString(folder.resolve("t.svg")));
    }
    assertThat(texts.get(0)).isEqualTo(texts.get(1)).isNotEqualTo(texts.get(2));
  }

  @Test
  void divergenceIsSaidWithWhatToDo() {
    Cli cli =
        Cli.run(
            "train",
            "-e",
            LINE,
            "--data",
            file("line.csv"),
            "--target",
            "w",
            "--optimizer",
            "sgd",
            "--lr",
            "1000",
            "--epochs",
            "500",
            "--out",
            file("no.json"));

    assertThat(cli.code()).isEqualTo(ExitCode.CHECK);
    assertThat(cli.err())
        .contains("the training diverged in epoch ", "Try a smaller learning rate, as in --lr 100");
    assertThat(folder.resolve("no.json")).doesNotExist();
  }

  @Test
  void someoneAtATerminalSeesABarAndNoLines() {
    Cli cli =
        Cli.run(
            true,
            Map.of(),
            "train",
            "-e",
            XOR,
            "--data",
            file("xor.csv"),
            "--target",
            "out",
            "--test-fraction",
            "0",
            "--epochs",
            "20");

    assertThat(cli.err()).isEmpty();
    assertThat(xor("--epochs", "20").err().lines())
        .hasSize(5)
        .allMatch(line -> line.matches("epoch (1|2|5|10|20) of 20: loss \\S+, accuracy .* %"));
  }

  @Test
  void whatCannotBeIsSaid() {
    String iris = Cli.example("iris");
    String table = data("iris.csv");
    fails(ExitCode.SPEC, "there is no loss", "train", "-e", "input x : (); f = x", "--data", table);
    fails(ExitCode.SPEC, "no parameters", "train", Cli.example("squared-length"), "--data", table);
    fails(ExitCode.USAGE, "which columns hold y?", "train", iris, "--data", table);
    fails(
        ExitCode.USAGE,
        "did you mean species?",
        "train",
        iris,
        "--data",
        table,
        "--target",
        "specis");
    fails(
        ExitCode.USAGE,
        "takes 4 numbers, but gets 1 column",
        "train",
        iris,
        "--data",
        table,
        "--target",
        "species",
        "--features",
        "petal_width");
    fails(
        ExitCode.USAGE,
        "which columns hold x, h0, c0?",
        "train",
        Cli.example("lstm-cell"),
        "--data",
        table,
        "--target",
        "species");
    fails(
        ExitCode.SPEC,
        "code needs the value of n_hid",
        "train",
        "-e",
        "dim n, n_hid, K; input x : (n); target y : (K) onehot; param V : (n, n_hid), W : (n_hid,"
            + " K); z = W^T tanh(V^T x); loss L = cross_entropy_with_logits(z, y)",
        "--data",
        table,
        "--target",
        "species");
    fails(
        ExitCode.USAGE,
        "no value is a prediction",
        "train",
        "-e",
        "loss L = ‖W x - y‖^2",
        "--data",
        table,
        "--target",
        "petal_width");
    fails(
        ExitCode.USAGE,
        "L cannot be the prediction, since the target y is needed",
        "train",
        iris,
        "--data",
        table,
        "--target",
        "species",
        "--predict",
        "L");
    fails(ExitCode.USAGE, "--lr: a number above 0", "train", iris, "--data", table, "--lr", "0");
    fails(
        ExitCode.USAGE,
        "the target has no classes",
        "train",
        "-e",
        LINE,
        "--data",
        file("line.csv"),
        "--target",
        "w",
        "--confusion",
        file("c.svg"));
    fails(ExitCode.USAGE, "there is no such file", "train", iris, "--data", file("none.csv"));
  }

  private static void fails(int code, String message, String... arguments) {
    Cli cli = Cli.run(arguments);
    assertThat(cli.err()).as(String.join(" ", arguments)).contains(message);
    assertThat(cli.code()).as(cli.err()).isEqualTo(code);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void hiddenSizesFillWhatIsOpen() {
    String open =
        "dim n, k, K; input x : (n); target y : (K) onehot; param V : (n, k), W : (k, K);"
            + " z = W^T tanh(V^T x); loss L = cross_entropy_with_logits(z, y)";
    Cli cli =
        Cli.run(
            "train",
            "-e",
            open,
            "--data",
            data("iris.csv"),
            "--target",
            "species",
            "--epochs",
            "1",
            "--hidden-sizes",
            "6");

    assertThat(cli.out()).contains("42 parameters");
    fails(
        ExitCode.USAGE,
        "the open sizes are k, but 2 values are given",
        "train",
        "-e",
        open,
        "--data",
        data("iris.csv"),
        "--target",
        "species",
        "--hidden-sizes",
        "6,7");
  }

  @Test
  void badCellsAreToldOfTogether() throws IOException {
    Files.writeString(
        folder.resolve("bad.csv"), "u,v,w\n1,2,3\n1,x,3\n1,2,\n4,5,6\n5,6,7\n1,2,y\n");
    Cli cli = Cli.run("train", "-e", LINE, "--data", file("bad.csv"), "--target", "w");

    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .contains(
            "bad.csv:3:2: error: 'x' is no number, in column v",
            "bad.csv:4:3: error: a number is missing, in column w",
            "bad.csv:7:3: error: 'y' is no number, in column w",
            "3 errors");
  }

  @Test
  void predictRefusesWhatDoesNotFit() throws IOException {
    String theta = file("theta.json");
    xor("--epochs", "2", "--out", theta);
    String table = file("xor.csv");
    Files.writeString(folder.resolve("onlya.csv"), "a\n1\n");
    String other = XOR.replace("tanh", "relu");
    fails(
        ExitCode.USAGE,
        "theta.json: the definition that was trained is not that of <expression>",
        "predict",
        "-e",
        other,
        "--parameters",
        theta,
        "--data",
        table);
    fails(
        ExitCode.USAGE,
        "there is no column 'b'",
        "predict",
        "-e",
        XOR,
        "--parameters",
        theta,
        "--data",
        file("onlya.csv"));
    String text = Files.readString(folder.resolve("theta.json"));
    Files.writeString(
        folder.resolve("theta.json"), text.replaceFirst("\"b1\" : \\[[^,]*,", "\"b1\" : ["));
    fails(
        ExitCode.USAGE,
        "b1 has the shape (8, 1), but the file has 7 numbers",
        "predict",
        "-e",
        XOR,
        "--parameters",
        theta,
        "--data",
        table);
    Files.writeString(folder.resolve("theta.json"), text.substring(0, text.length() / 2));
    fails(
        ExitCode.USAGE,
        "theta.json:",
        "predict",
        "-e",
        XOR,
        "--parameters",
        theta,
        "--data",
        table);
    Files.writeString(folder.resolve("theta.json"), "{\"W1\": [1]}");
    fails(
        ExitCode.USAGE,
        "theta.json:1:8: error: not a trained network",
        "predict",
        "-e",
        XOR,
        "--parameters",
        theta,
        "--data",
        table);
  }

  @Test
  void unseenCategoriesArePlacedWhenPredicting() throws IOException {
    String theta = file("theta.json");
    String model =
        "dim n; input x : (n); target y : (); param w : (n), b : (); output p = sigmoid(w^T x + b);"
            + " loss L = bce(p, y)";
    Cli.run(
        "train",
        "-e",
        model,
        "--data",
        file("answers.csv"),
        "--target",
        "answer",
        "--epochs",
        "2",
        "--out",
        theta);
    Files.writeString(folder.resolve("new.csv"), "colour,u,v\nred,1,2\ngreen,1,?\n");

    fails(
        ExitCode.USAGE,
        "new.csv:3:1: error: 'green' is none of the known categories blue, red, in column colour",
        "predict",
        "-e",
        model,
        "--parameters",
        theta,
        "--data",
        file("new.csv"));
    Files.writeString(folder.resolve("new.csv"), "colour,u,v\nred,1,2\n");
    Cli cli = Cli.run("predict", "-e", model, "--parameters", theta, "--data", file("new.csv"));
    assertThat(cli.out()).startsWith("answer,p\n");
    assertThat(cli.err()).isEmpty();
  }

  /** Ctrl-C and the signal that is sent here take the same way. */
  @Test
  void aProcessThatIsToldToEndKeepsTheBestParameters() throws Exception {
    Path said = folder.resolve("said.txt");
    Path printed = folder.resolve("printed.txt");
    List<String> words =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.nabla.cli.Main",
            "train",
            "-e",
            XOR,
            "--data",
            file("xor.csv"),
            "--target",
            "out",
            "--test-fraction",
            "0",
            "--epochs",
            "100000000",
            "--out",
            file("theta.json"));
    Process process =
        new ProcessBuilder(words)
            .redirectError(said.toFile())
            .redirectOutput(printed.toFile())
            .start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      while (!Files.readString(said).contains("epoch 50 ") && System.nanoTime() < end) {
        assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
        Thread.sleep(20);
      }
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(printed)).contains("stopped in epoch ", "theta.json: wrote");
    Cli predict =
        Cli.run(
            "predict", "-e", XOR, "--parameters", file("theta.json"), "--data", file("xor.csv"));
    assertThat(predict.code()).as("%s", predict).isEqualTo(ExitCode.DONE);
    assertThat(predict.out().lines()).hasSize(5);
  }
}
