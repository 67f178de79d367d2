package dev.nabla.symbolic.elaborate.words;

import dev.nabla.symbolic.function.FunctionGroup;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function of the language as people look it up.
 *
 * @param parameters the names that definition and note call the arguments by; a capital stands for
 *     a matrix
 * @param indices the indices of the value that the definition is of; empty for the whole value
 * @param definition a formula of the language, or empty for a function that has none
 * @param note what else there is to know, or empty
 * @param ofSizes whether it is made of sizes, so that there is nothing to derive it by
 */
public record BuiltIn(
    String name,
    List<String> aliases,
    FunctionGroup group,
    List<String> parameters,
    List<String> indices,
    String definition,
    String note,
    boolean ofSizes) {
  /** {@code rowsum(A)[i] = sum[j] A[i,j]}. */
  private static final Pattern TEXT =
      Pattern.compile("(\\w+)\\(([\\w, ]*)\\)(?:\\[([\\w,]*)\\])?(?: = (.*))?");

  public BuiltIn {
    aliases = List.copyOf(aliases);
    parameters = List.copyOf(parameters);
    indices = List.copyOf(indices);
  }

  /** Reads name, parameters, indices and definition off a line. */
  public static BuiltIn read(String text, FunctionGroup group, String note) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException("not a definition: " + text);
    }
    return new BuiltIn(
        matcher.group(1),
        List.of(),
        group,
        list(matcher.group(2)),
        list(matcher.group(3)),
        matcher.group(4) == null ? "" : matcher.group(4),
        note,
        false);
  }

  public BuiltIn withSizes() {
    return new BuiltIn(name, aliases, group, parameters, indices, definition, note, true);
  }

  private static List<String> list(String text) {
    return text == null ? List.of() : Arrays.asList(text.split(", *"));
  }

  /** {@code leaky_relu(u, a)}. */
  public String signature() {
    return name + "(" + String.join(", ", parameters) + ")";
  }
}
