package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which columns become which numbers. */
class EncodingTest {
  private static final String CLASSIFIER =
      """
      dim n, K
      input x : (n, 1)
      target y : (K, 1) onehot
      param W : (n, K)
      z = W^T x
      output p = softmax(z)
      loss L = cross_entropy(p, y)
      """;
  private static final String LINE =
      "dim n; input x : (n); target y : (); param w : (n); output z = w^T x; loss L = (z - y)^2";

  private static Plan plan(String network, String table, Scale scale, String target) {
    Table rows = Networks.table(table);
    var wishes =
        new Plan.Wishes(
            List.of(), target.isEmpty() ? List.of() : List.of(target), List.of(), scale);
    var symbolic = Networks.network(network);
    return Plan.of(symbolic, BatchForm.find(symbolic), rows, rows.allRows(), wishes);
  }

  private static Samples samples(Plan plan, String table) {
    Table rows = Networks.table(table);
    Problems problems = new Problems();
    Samples samples = Samples.of(plan.inputs(), plan.targets(), rows, rows.allRows(), problems);
    problems.failIfAny();
    return samples;
  }

  @Test
  void textsBecomeUnitVectorsAndSizesAreReadOff() {
    String table = "u,colour,kind\n1,red,a\n2,blue,b\n3,red,c\n";
    Plan plan = plan(CLASSIFIER, table, Scale.NONE, "kind");

    assertThat(plan.sizes()).containsEntry("n", 3).containsEntry("K", 3);
    assertThat(samples(plan, table).xs()).containsExactly(1, 0, 1, 2, 1, 0, 3, 0, 1);
    assertThat(samples(plan, table).ys()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  @Test
  void numbersAreScaledByTheRowsTrainedWith() {
    String table = "u,v,y\n1,5,2.5\n3,5,3.5\n";
    Plan standard = plan(LINE, table, Scale.STANDARD, "y");
    Plan minmax = plan(LINE, table, Scale.MINMAX, "y");

    assertThat(samples(standard, table).xs()).containsExactly(-1, 0, 1, 0);
    assertThat(samples(minmax, table).xs()).containsExactly(0, 0, 1, 0);
    assertThat(samples(standard, "u,v,y\n4,9,1\n").xs())
        .containsExactly(new double[] {2, 0}, within(1e-12));
  }

  @Test
  void numbersCanBeClasses() {
    String table = "u,digit\n1,10\n2,9\n3,10\n";
    Plan plan = plan(CLASSIFIER, table, Scale.NONE, "digit");

    assertThat(samples(plan, table).ys()).containsExactly(0, 1, 1, 0, 0, 1);
  }

  @Test
  void twoTextsAreOneNumber() {
    String table = "u,answer\n1,yes\n2,no\n";
    assertThat(samples(plan(LINE, table, Scale.NONE, "answer"), table).ys()).containsExactly(1, 0);
  }

  @Test
  void targetsAreFoundByName() {
    String table = "y,u\n1,2\n2,3\n";
    assertThat(plan(LINE, table, Scale.NONE, "").targets().get(0).columns().get(0).column())
        .isEqualTo("y");
  }

  @Test
  void badCellsAreToldWithTheirPlaces() {
    Plan plan = plan(CLASSIFIER, "u,c,k\n1,a,p\n2,b,q\n", Scale.NONE, "k");

    assertThatThrownBy(() -> samples(plan, "c,k,u\na,p,x\nd,q,\n,r,1\n"))
        .hasMessage(
            """
            t.csv:2:3: error: 'x' is no number, in column u
            t.csv:3:3: error: a number is missing, in column u
            t.csv:3:1: error: 'd' is none of the known categories a, b, in column c
            t.csv:4:1: error: a category is missing, in column c
            t.csv:4:2: error: 'r' is none of the known categories p, q, in column k
            5 errors""");
    assertThatThrownBy(() -> samples(plan, "u,k\n1,p\n"))
        .hasMessageContaining("t.csv:1:1: error: there is no column 'c'");
  }

  @Test
  void onlyPlainNumbersAreNumbers() {
    assertThat(CellNumbers.read("-1.5e-3")).hasValue(-0.0015);
    for (String text : List.of("", "NaN", "1d", "0x10", "1e999", "Infinity", "1,5", "--1")) {
      assertThat(CellNumbers.read(text)).as(text).isEmpty();
    }
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertThatThrownBy(
            () ->
                plan(
                    "dim n = 3; input x : (n); target y : (); param w : (n); output z = w^T x;"
                        + " loss L = (z - y)^2",
                    "u,v,k\n1,2,3\n",
                    Scale.NONE,
                    "k"))
        .hasMessage(
            "t.csv: x : (n, 1) takes 3 numbers, but gets 2 columns: u, v; --dim n=2 makes it fit");
    assertThatThrownBy(() -> plan(LINE, "u,k\n1,a\n2,b\n3,c\n", Scale.NONE, "k"))
        .hasMessageContaining("has 3 categories, but y : () is one number");
    assertThatThrownBy(() -> plan(LINE, "u,k\n1,2\n", Scale.NONE, ""))
        .hasMessage("which columns hold y? Say it as in --target k; t.csv has u, k");
    assertThatThrownBy(() -> plan(LINE, "u,k\n1,2\n", Scale.NONE, "z=k"))
        .hasMessage("--target z=k: z is none of y");
  }

  @Test
  void aNumberOrAClassIsAskedFor() {
    String open =
        "dim n, K; input x : (n); target y : (K); param W : (n, K); output z = W^T x; loss L ="
            + " ‖z - y‖^2";
    assertThatThrownBy(() -> plan(open, "u,k\n1,2\n2,2\n3,1\n4,1\n", Scale.NONE, "k"))
        .hasMessageContaining("is k a number, or one of 2 classes?")
        .hasMessageContaining("--dim K=1 or --categorical k");
    assertThat(plan(open, "u,k\n1,2.5\n2,2\n", Scale.NONE, "k").sizes()).containsEntry("K", 1);
  }

  @Test
  void formsOfBatchesAreSeen() {
    String rows =
        "dim N, p; input X : (N, p); target y : (N, 1); param w : (p, 1); z = X w; loss L = mse(z,"
            + " y)";
    String columns =
        "dim N, p; input X : (p, N); target y : (1, N); param w : (p, 1); z = w^T X; loss L ="
            + " mse(z, y)";

    assertThat(BatchForm.find(Networks.network(rows)))
        .contains(new BatchForm("N", true, Optional.empty()));
    assertThat(BatchForm.find(Networks.network(columns)))
        .contains(new BatchForm("N", false, Optional.empty()));
    assertThat(BatchForm.find(Networks.network(CLASSIFIER))).isEmpty();
    assertThat(
            BatchForm.find(
                Networks.network(
                    "dim n, m; input R : (n, m); param U : (n, 2), V : (m, 2); loss L = ‖R - U"
                        + " V^T‖^2")))
        .isEmpty();
    assertThat(plan(rows, "a,b,k\n1,2,3.5\n", Scale.NONE, "k").sizes()).containsOnlyKeys("p");
  }

  @Test
  void columnsAreSelectedByRangesAndQuotedNames() {
    Table table = Networks.table("a,b,c,\"d,e\"\n1,2,3,4\n");

    assertThat(Selection.of("--features", "a..c,\"d,e\"", java.util.Set.of("x"), table).columns())
        .containsExactly(0, 1, 2, 3);
    assertThat(Selection.of("--features", "x=b", java.util.Set.of("x"), table).variable())
        .contains("x");
    assertThatThrownBy(() -> Selection.of("--features", "c..a", java.util.Set.of(), table))
        .hasMessage("--features c..a: from right to left");
  }
}
