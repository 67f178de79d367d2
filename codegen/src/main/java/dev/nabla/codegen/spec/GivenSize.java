package dev.nabla.codegen.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of a size as front ends are told it: {@code n=4}. */
public record GivenSize(String name, int value) {
  private static final Pattern FORM = Pattern.compile("\\s*([^=\\s]+)\\s*=\\s*([0-9]{1,9})\\s*");

  /** What a text gives, if it gives a size of at least 1. */
  public static Optional<GivenSize> of(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() && Integer.parseInt(form.group(2)) > 0
        ? Optional.of(new GivenSize(form.group(1), Integer.parseInt(form.group(2))))
        : Optional.empty();
  }
}
