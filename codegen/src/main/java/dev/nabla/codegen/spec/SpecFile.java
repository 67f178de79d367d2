package dev.nabla.codegen.spec;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a definition that is a file. */
public final class SpecFile {
  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  private SpecFile() {}

  /**
   * Reads a file. When it is no text, or too long, that is reported and the source is empty.
   *
   * @param name what messages call it
   */
  public static Diagnostics read(Path file, String name) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return read(bytes, name);
    }
  }

  /** The same from a stream, up to its end; it is not closed. */
  public static Diagnostics read(InputStream stream, String name) throws IOException {
    byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
    return bytes.length > MAX_BYTES
        ? failed(name, DiagnosticCode.LIMIT, "the file is larger than 16 MiB")
        : decode(bytes, name);
  }

  private static Diagnostics decode(byte[] bytes, String name) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Diagnostics(new Source(name, text));
    } catch (CharacterCodingException e) {
      return failed(name, DiagnosticCode.BAD_CHARACTER, "the file is not valid UTF-8");
    }
  }

  private static Diagnostics failed(String name, DiagnosticCode code, String message) {
    Diagnostics diagnostics = new Diagnostics(new Source(name, ""));
    diagnostics.report(code, Span.NONE, message);
    return diagnostics;
  }

  /** The name of the network when it says none: {@code two-layer.nabla} is {@code TwoLayer}. */
  public static String networkName(Path file) {
    String base = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    StringBuilder name = new StringBuilder();
    for (String part : base.split("[^\\p{L}\\p{N}]+")) {
      if (!part.isEmpty()) {
        name.appendCodePoint(Character.toUpperCase(part.codePointAt(0)));
        name.append(part.substring(part.offsetByCodePoints(0, 1)));
      }
    }
    return name.isEmpty() || !Character.isJavaIdentifierStart(name.codePointAt(0))
        ? "Network"
        : name.toString();
  }
}
