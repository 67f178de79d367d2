package dev.nabla.cli;

import dev.nabla.train.LinePlot;
import dev.nabla.train.Trainer;
import dev.nabla.train.Trainer.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The curves of a training. */
final class TrainPlots {
  /** Where the greatest loss is so many times the least one, ratios are shown. */
  private static final double WIDE = 50;

  private TrainPlots() {}

  /**
   * The loss, and the score where there is one, by epochs.
   *
   * @param score what the score is called, if there is one
   */
  static String svg(String name, Optional<String> score, List<Trainer.Epoch> history) {
    List<LinePlot> plots = new ArrayList<>();
    List<LinePlot.Series> losses = series(history, Quality::loss);
    LinePlot loss = LinePlot.of(name + ": loss", "epoch", "loss", losses);
    plots.add(isWide(losses) ? loss.logarithmic() : loss);
    score.ifPresent(
        what ->
            plots.add(
                LinePlot.of(
                    name + ": " + what,
                    "epoch",
                    what,
                    series(history, quality -> quality.score().orElse(Double.NaN)))));
    return LinePlot.svg("the training of " + name, plots);
  }

  private static List<LinePlot.Series> series(
      List<Trainer.Epoch> history, ToDoubleFunction<Quality> value) {
    List<LinePlot.Series> series = new ArrayList<>();
    series.add(series("training", history, epoch -> Optional.of(epoch.train()), value));
    if (history.get(0).test().isPresent()) {
      series.add(series("held out", history, Trainer.Epoch::test, value));
    }
    return series;
  }

  private static LinePlot.Series series(
      String name,
      List<Trainer.Epoch> history,
      Function<Trainer.Epoch, Optional<Quality>> part,
      ToDoubleFunction<Quality> value) {
    double[] x = history.stream().mapToDouble(Trainer.Epoch::number).toArray();
    double[] y =
        history.stream()
            .mapToDouble(epoch -> part.apply(epoch).map(value::applyAsDouble).orElse(Double.NaN))
            .toArray();
    return new LinePlot.Series(name, x, y);
  }

  private static boolean isWide(List<LinePlot.Series> series) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (LinePlot.Series curve : series) {
      for (double y : curve.y()) {
        least = Math.min(least, y);
        greatest = Math.max(greatest, y);
      }
    }
    return least > 0 && greatest > WIDE * least;
  }
}
