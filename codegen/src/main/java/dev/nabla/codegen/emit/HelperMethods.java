package dev.nabla.codegen.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.nabla.codegen.MathMode;
import dev.nabla.codegen.loop.Helper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The methods that generated code carries along, copied from a source of their own. */
final class HelperMethods {
  /** What one word of the source is elsewhere. */
  private record Word(String here, String there) {}

  /** In double precision, in this order. */
  private static final List<Word> DOUBLE =
      List.of(
          new Word("(float) ", ""),
          new Word("0x3f800000", "0x3ff0000000000000L"),
          new Word("Float.floatToRawIntBits", "Double.doubleToRawLongBits"),
          new Word("Float.intBitsToFloat", "Double.longBitsToDouble"),
          new Word("Float.", "Double."),
          new Word("int bits", "long bits"),
          new Word("int negative", "long negative"),
          new Word(">> 31", ">> 63"),
          new Word("0f", "0.0"),
          new Word("float", "double"));

  /** Where exponentials and their like are those of {@code Math}. */
  private static final List<Word> STRICT =
      List.of(new Word(" exp(", " (float) Math.exp("), new Word(" log(", " (float) Math.log("));

  private static final String SOURCE = source();

  private final Dialect dialect;
  private final FastFunctions fast;

  HelperMethods(Dialect dialect) {
    this.dialect = dialect;
    this.fast = new FastFunctions(dialect);
  }

  private static String source() {
    try (InputStream in = HelperMethods.class.getResourceAsStream("Helpers.java")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** These helpers and those that they call. */
  Set<Helper> closure(Set<Helper> called) {
    Set<Helper> all = EnumSet.noneOf(Helper.class);
    all.addAll(called);
    if (dialect.math() == MathMode.FAST) {
      if (called.contains(Helper.DECAY)) {
        all.add(Helper.EXP);
      }
      if (called.contains(Helper.SOFTPLUS) || called.contains(Helper.LOG_SUM_EXP)) {
        all.add(Helper.LOG);
      }
    }
    return all;
  }

  MethodSpec method(Helper helper) {
    return switch (helper) {
      case EXP -> fast.exp();
      case LOG -> fast.log();
      case TANH -> fast.tanh();
      default -> copied(helper.methodName());
    };
  }

  /** The method of this name in the source, in the words of the dialect. */
  private MethodSpec copied(String name) {
    int head = SOURCE.indexOf("  private static float " + name + "(");
    String javadoc = SOURCE.substring(SOURCE.lastIndexOf("/**\n", head) + 4, head);
    int body = SOURCE.indexOf(") {\n", head);
    String parameters = SOURCE.substring(SOURCE.indexOf('(', head) + 1, body);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(dialect.number());
    javadoc
        .lines()
        .filter(line -> line.startsWith("   * "))
        .forEach(line -> method.addJavadoc("$L\n", line.substring(5)));
    for (String parameter : parameters.split(", ")) {
      String[] words = parameter.split(" ");
      method.addParameter(type(words[0]), words[1]);
    }
    return method
        .addCode("$L", inDialect(SOURCE.substring(body + 4, SOURCE.indexOf("\n  }\n", body) + 1)))
        .build();
  }

  private TypeName type(String word) {
    return switch (word) {
      case "float" -> dialect.number();
      case "float[]" -> dialect.array();
      case "int" -> TypeName.INT;
      default -> TypeName.BOOLEAN;
    };
  }

  /** A body, without the indentation of a method. */
  private String inDialect(String body) {
    List<Word> words = new ArrayList<>();
    if (dialect.math() != MathMode.FAST) {
      words.addAll(STRICT);
    }
    if (!dialect.isSingle()) {
      words.addAll(DOUBLE);
    }
    String text = body.lines().map(line -> line.substring(4) + "\n").collect(Collectors.joining());
    for (Word word : words) {
      text = text.replace(word.here(), word.there());
    }
    return text;
  }
}
