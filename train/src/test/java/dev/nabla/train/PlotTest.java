package dev.nabla.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotTest {
  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static LinePlot.Series series(String name, double... y) {
    double[] x = new double[y.length];
    java.util.Arrays.setAll(x, k -> k);
    return new LinePlot.Series(name, x, y);
  }

  @Test
  void severalRunsShareAPlotAndAreToldWithoutColour() throws Exception {
    String svg =
        LinePlot.of(
                "a < b & \"c\"",
                "epoch",
                "loss",
                List.of(series("sgd", 3, 2, 1), series("adam", 3, 1, 0.5), series("<x>", 1, 1, 1)))
            .svg();
    Document document = parsed(svg);

    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("a < b & \"c\"");
    assertThat(svg).contains("prefers-color-scheme:dark", "&lt;x&gt;", "stroke-dasharray");
    assertThat(svg).contains("<circle class=\"m0\"", "class=\"m1\" points", "class=\"m2\" points");
    assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(6);
  }

  @Test
  void whatIsNotFiniteLeavesAGap() throws Exception {
    String svg = LinePlot.of("t", "x", "y", List.of(series("s", 1, Double.NaN, 2, 1e305, 3))).svg();

    parsed(svg);
    assertThat(svg).doesNotContain("NaN", "Infinity").containsPattern("d=\"M[^M]*M[^M]*M[^M]*\"");
  }

  @Test
  void plotsOfNothingAreDrawn() throws Exception {
    parsed(LinePlot.of("t", "x", "y", List.of()).svg());
    parsed(LinePlot.of("t", "x", "y", List.of(series("s"))).logarithmic().svg());
    parsed(LinePlot.of("t", "x", "y", List.of(series("s", 7))).svg());
    parsed(LinePlot.of("t", "x", "y", List.of(series("s", 0, 0))).svg());
  }

  @Test
  void ticksAreRoundAndHoldTheData() {
    Random random = new Random(2);
    for (int trial = 0; trial < 500; trial++) {
      double a = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      double b = a + Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(12) - 6);
      Axis axis = Axis.of(a, b, false, true);

      assertThat(axis.from()).isLessThanOrEqualTo(a + 1e-9 * Math.abs(a));
      assertThat(axis.to()).isGreaterThanOrEqualTo(b - 1e-9 * Math.abs(b));
      assertThat(axis.ticks()).hasSizeBetween(2, 12).isSorted();
    }
    assertThat(Axis.of(0, 1.24, false, true).ticks()).hasSize(4);
    assertThat(Axis.of(0, 1.24, false, true).to()).isCloseTo(1.5, within(1e-12));
    assertThat(Axis.of(3e-4, 20, true, true).ticks()).hasSize(7);
    assertThat(Axis.label(0.30000000000000004)).isEqualTo("0.3");
    assertThat(Axis.label(-2e7)).isEqualTo("−2e7");
  }

  @Test
  void everyCountOfAConfusionIsWritten() throws Exception {
    String svg = new ConfusionPlot("t", List.of("a", "b&c"), new int[][] {{17, 2}, {0, 31}}).svg();

    parsed(svg);
    assertThat(svg).contains(">17<", ">2<", ">0<", ">31<", "b&amp;c");
  }
}
