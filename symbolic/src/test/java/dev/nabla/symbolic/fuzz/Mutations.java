package dev.nabla.symbolic.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts made of others by a few random edits: near enough to the language to get far into it. */
final class Mutations {
  private static final int LARGEST = 20_000;
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_]*|\\d+|\\R|\\s+|.", Pattern.DOTALL);

  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "‖",
          "^",
          "^T",
          "^-1",
          ".^",
          "'",
          "-",
          "+",
          "*",
          "/",
          "⊙",
          "⊗",
          "=",
          "+=",
          "==",
          "<",
          ",",
          ";",
          ":",
          "\n",
          " ",
          "#",
          "0",
          "1",
          "2",
          "64",
          "1/2",
          "1e308",
          "1e400",
          "99999999999999999999",
          "x",
          "W",
          "e",
          "T",
          "i",
          "sum[i] ",
          "sum(",
          "log ",
          "relu'(",
          "where(",
          "fn f(u) = ",
          "loss L = ",
          "output ",
          "input ",
          "param ",
          "dim ",
          "const ",
          "ones(",
          "softmax(",
          "inv(",
          "logdet(",
          "diag(",
          "max(",
          "argmax(",
          "[1, 2; 3, 4]",
          "x[1]",
          "\u0000",
          "\uFEFF",
          "\uD800",
          "\r",
          "\\",
          "é",
          "\u0302",
          "😀",
          "∂",
          "δz1");

  private final List<String> corpus;
  private final Random random;
  private final List<UnaryOperator<String>> edits =
      List.of(
          this::tokensSwapped,
          this::tokenDeleted,
          this::tokenDoubled,
          this::tokenReplaced,
          this::pieceInserted,
          this::characterDeleted,
          this::rangeDeleted,
          this::rangeRepeated,
          this::cutOff,
          this::bracketStorm,
          this::namesMerged,
          this::linesShuffled);

  private final List<BinaryOperator<String>> joins = List.of(this::spliced, this::interleaved);

  Mutations(List<String> corpus, long seed) {
    this.corpus = List.copyOf(corpus);
    this.random = new Random(seed);
  }

  /** The next text; the same seed gives the same texts. */
  String next() {
    String text = any(corpus);
    if (random.nextInt(4) == 0) {
      text = any(joins).apply(text, any(corpus));
    }
    int edits = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
    for (int left = edits; left > 0; left--) {
      text = any(this.edits).apply(text);
    }
    return text.length() <= LARGEST ? text : text.substring(0, LARGEST);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    if (tokens.isEmpty()) {
      tokens.add(" ");
    }
    return tokens;
  }

  private int at(String text) {
    return random.nextInt(text.length() + 1);
  }

  private String tokensSwapped(String text) {
    List<String> tokens = tokens(text);
    java.util.Collections.swap(
        tokens, random.nextInt(tokens.size()), random.nextInt(tokens.size()));
    return String.join("", tokens);
  }

  private String tokenDeleted(String text) {
    List<String> tokens = tokens(text);
    tokens.remove(random.nextInt(tokens.size()));
    return String.join("", tokens);
  }

  private String tokenDoubled(String text) {
    List<String> tokens = tokens(text);
    int at = random.nextInt(tokens.size());
    tokens.add(at, tokens.get(at));
    return String.join("", tokens);
  }

  private String tokenReplaced(String text) {
    List<String> tokens = tokens(text);
    tokens.set(random.nextInt(tokens.size()), any(tokens(any(corpus))));
    return String.join("", tokens);
  }

  private String pieceInserted(String text) {
    int at = at(text);
    return text.substring(0, at) + any(PIECES) + text.substring(at);
  }

  private String characterDeleted(String text) {
    return new StringBuilder(text + " ").deleteCharAt(at(text)).toString();
  }

  private String rangeDeleted(String text) {
    int from = at(text);
    int to = Math.min(text.length(), from + random.nextInt(30));
    return text.substring(0, from) + text.substring(to);
  }

  private String rangeRepeated(String text) {
    int from = at(text);
    int to = Math.min(text.length(), from + 1 + random.nextInt(12));
    int times = 2 << random.nextInt(9);
    return text.substring(0, to) + text.substring(from, to).repeat(times) + text.substring(to);
  }

  private String cutOff(String text) {
    return text.substring(0, at(text));
  }

  private String bracketStorm(String text) {
    StringBuilder storm = new StringBuilder();
    for (int left = 1 + random.nextInt(random.nextInt(8) == 0 ? 400 : 20); left > 0; left--) {
      storm.append("()[]‖([{-^'".charAt(random.nextInt(11)));
    }
    int at = at(text);
    return text.substring(0, at) + storm + text.substring(at);
  }

  /** One name for another everywhere: cycles, clashes, unknown names, other shapes. */
  private String namesMerged(String text) {
    List<String> tokens = tokens(text);
    String one = any(tokens);
    String other = any(tokens);
    tokens.replaceAll(token -> token.equals(one) ? other : token);
    return String.join("", tokens);
  }

  private String linesShuffled(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n")));
    java.util.Collections.shuffle(lines, random);
    return String.join("\n", lines);
  }

  private String spliced(String one, String other) {
    return one.substring(0, at(one)) + other.substring(at(other));
  }

  private String interleaved(String one, String other) {
    List<String> lines = new ArrayList<>(List.of(one.split("\n")));
    for (String line : other.split("\n")) {
      lines.add(random.nextInt(lines.size() + 1), line);
    }
    return String.join("\n", lines);
  }
}
