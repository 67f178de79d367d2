package dev.nabla.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the command prints of several definitions, as digests: a program of its own, so that it can
 * be run by other virtual machines, in other places of the world.
 */
final class Outputs {
  private static final List<String> EXAMPLES =
      List.of(
          "two-layer",
          "iris",
          "attention",
          "recurrent",
          "gaussian-mixture",
          "residual-batch",
          "tensor-layer",
          "wide-layer");

  /** Definitions in which nothing is declared, LaTeX, names of other scripts, and mistakes. */
  private static final List<String> TEXTS =
      List.of(
          "z = W x + b; h = tanh(z); loss L = ‖h - t‖^2",
          "\\hat{y} = \\sigma(\\mathbf{w}^\\top \\mathbf{x} + b) \\\\ L = -y \\log \\hat{y}",
          "dim I, i = 2; input ı : (I), İ : (I); loss ß = sum(ı ⊙ İ) + i / 3 + 2.15e9",
          "input x : (3) onehot, y : (3) positive; param A : (3, 3) symmetric diagonal;"
              + " loss L = y^T A x",
          "input x : (3); param W : (4, 2); z = W x + sofmax(x) + u; loss L = z",
          "dim n = 12345; input X : (n, 1234); loss L = sum(X W)");

  private static final List<String> COMMANDS =
      List.of(
          "derive --cost --expand",
          "derive --hessian --hvp --jacobian",
          "generate --stdout --batch",
          "generate --stdout --dim p=3 --dim q=3 --dim r=3 --dim s=3",
          "generate --stdout --type float --math strict --fma off",
          "generate --stdout --target vector --batch",
          "generate --explain --batch",
          "graph --format dot",
          "graph --format svg",
          "fmt",
          "fmt --unicode");

  private Outputs() {}

  /** For each way to call the command the digest of what it prints of every definition. */
  static Map<String, String> digests() {
    List<String> commands = new ArrayList<>(COMMANDS);
    for (DeriveCommand.Format format : DeriveCommand.Format.values()) {
      commands.add("derive --steps --format " + format.name().toLowerCase(Locale.ROOT));
    }
    Map<String, String> digests = new LinkedHashMap<>();
    for (String command : commands) {
      StringBuilder printed = new StringBuilder();
      examples(command).forEach(name -> printed.append(run(command, Cli.example(name))));
      TEXTS.forEach(text -> printed.append(run(command, "-e", text)));
      digests.put(command, digest(printed.toString()));
    }
    digests.put("functions", digest(run("functions")));
    return digests;
  }

  /** Second derivatives of large networks take long. */
  private static List<String> examples(String command) {
    return command.contains("--hessian") ? EXAMPLES.subList(0, 1) : EXAMPLES;
  }

  private static String run(String command, String... definition) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(definition));
    StringWriter printed = new StringWriter();
    int code =
        Main.run(new PrintWriter(printed), new PrintWriter(printed), words.toArray(String[]::new));
    return code + "\n" + printed.toString().replace(System.lineSeparator(), "\n");
  }

  private static String digest(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A line for each. */
  static String lines() {
    StringBuilder lines = new StringBuilder();
    digests().forEach((command, digest) -> lines.append(digest + "  " + command + "\n"));
    return lines.toString();
  }

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.print(lines());
  }
}
