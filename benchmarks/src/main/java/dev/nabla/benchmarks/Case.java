package dev.nabla.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A line of {@code cases.txt}: what is computed, the same for every implementation. */
public record Case(Family family, List<Integer> sizeList, boolean single, int batch) {
  /** All cases, in the order of the file. */
  static List<Case> all() {
    return rows("/cases.txt").stream().map(Case::parse).toList();
  }

  static Case named(String name) {
    return all().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no case " + name));
  }

  private static Case parse(String[] row) {
    List<Integer> sizes = Arrays.stream(row[1].split("-")).map(Integer::valueOf).toList();
    return new Case(Family.of(row[0]), sizes, row[2].equals("float"), Integer.parseInt(row[3]));
  }

  /** The lines of a table that is a resource, without comments, split at white space. */
  static List<String[]> rows(String resource) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = Case.class.getResourceAsStream(resource)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        String text = line.replaceFirst("#.*", "").strip();
        if (!text.isEmpty()) {
          rows.add(text.split("\\s+"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** The sizes n0, n1, … of the definition. */
  public int[] sizes() {
    return sizeList.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A name without spaces, as in {@code softmax-784-128-10-float-64}. */
  public String name() {
    return family.definition() + "-" + sizeText() + "-" + type() + (batch > 1 ? "-" + batch : "");
  }

  /** The same for people. */
  String title() {
    String what =
        switch (family) {
          case BINARY, SOFTMAX -> "";
          case DEEP_TANH -> "5 × " + sizeList.get(1) + " tanh";
          case TANH_SOFTMAX -> "H v, ";
          case LINEAR -> "3 products, ";
          default -> family.definition() + " ";
        };
    String shape = family == Family.DEEP_TANH ? "" : sizeText();
    return what + shape + " " + type() + (batch > 1 ? ", batch " + batch : "");
  }

  private String sizeText() {
    return sizeList.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  /** {@code float} or {@code double}. */
  public String type() {
    return single ? "float" : "double";
  }

  /** The name of the generated class, as the build makes it. */
  String className() {
    StringBuilder name = new StringBuilder();
    for (String word : family.definition().split("-")) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.append(sizeText().replace('-', 'x')).append(single ? "F" : "").toString();
  }

  /** How far two implementations may be apart, relative to the largest element of a result. */
  double tolerance() {
    return single ? 1e-4 : 1e-9;
  }

  /** Operations of the contractions in a call. */
  long operations() {
    return batch * family.operations(sizes());
  }
}
