package dev.nabla.train;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.nabla.grammar.print.ShortestDecimal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Predictions as a table: the class under the name of the column that holds it, then the elements
 * of the prediction; numbers under the names of their columns.
 *
 * @param header the names of the columns
 * @param rows one for each sample
 */
public record PredictionTable(List<String> header, List<List<String>> rows) {
  public PredictionTable {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /** The predictions for samples. */
  public static PredictionTable of(
      Kernel kernel,
      TrainedNetwork trained,
      Optional<Judge> judge,
      double[] theta,
      Samples samples) {
    Optional<Judge> decides = judge.filter(j -> j.question() != Judge.Question.NUMBERS);
    List<String> header = new ArrayList<>();
    decides.ifPresent(j -> header.add(trained.targets().get(0).columns().get(0).column()));
    header.addAll(elements(kernel, trained, judge));
    double[] outs = kernel.predictions(theta, samples);
    int[] classes = decides.map(j -> j.classes(theta, samples)).orElseGet(() -> new int[0]);
    int width = kernel.outputs();
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < samples.count(); k++) {
      List<String> row = new ArrayList<>();
      int sample = k;
      decides.ifPresent(j -> row.add(j.labels().get(classes[sample])));
      for (int e = 0; e < width; e++) {
        row.add(ShortestDecimal.of(outs[k * width + e]));
      }
      rows.add(row);
    }
    return new PredictionTable(header, rows);
  }

  private static List<String> elements(
      Kernel kernel, TrainedNetwork trained, Optional<Judge> judge) {
    String name = trained.prediction();
    Optional<Judge.Question> question = judge.map(Judge::question);
    if (question.equals(Optional.of(Judge.Question.NUMBERS))) {
      return trained.targets().get(0).columns().stream().map(Feed.Source::column).toList();
    }
    if (question.equals(Optional.of(Judge.Question.CLASS))) {
      return judge.get().labels().stream().map(label -> name + "[" + label + "]").toList();
    }
    List<String> names = new ArrayList<>();
    for (int e = 1; e <= kernel.outputs(); e++) {
      names.add(kernel.outputs() == 1 ? name : name + "[" + e + "]");
    }
    return names;
  }

  /** The table as CSV. */
  public String csv() {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      writer.writeRecord(header);
      rows.forEach(writer::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
