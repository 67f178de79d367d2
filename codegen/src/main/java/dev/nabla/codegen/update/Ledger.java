package dev.nabla.codegen.update;

import dev.nabla.codegen.spec.WholeFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one execution has made, kept in a file so that the next build knows what is still right and
 * what it may delete.
 *
 * @param output the source folder that was written to
 * @param entries what was made of each definition, by its place in the folder of definitions
 */
record Ledger(Path output, Map<String, Entry> entries) {
  private static final String OUTPUT = "output";
  private static final String SPEC = "spec/";
  private static final String NONE = "-";

  Ledger {
    entries = Map.copyOf(entries);
  }

  /**
   * A file that was made.
   *
   * @param input the fingerprint of all that it was made from; empty when it is to be made again
   *     whatever that is
   * @param path where it is below the source folder
   * @param content the fingerprint of what was written
   */
  record Entry(Optional<String> input, String path, String content) {
    /** The same file, to be made again in the next build. */
    Entry toBeMadeAgain() {
      return new Entry(Optional.empty(), path, content);
    }

    private String text() {
      return input.orElse(NONE) + " " + content + " " + path;
    }

    private static Entry parse(String text) {
      String[] parts = text.split(" ", 3);
      if (parts.length < 3) {
        throw new IllegalArgumentException(text);
      }
      Optional<String> input = Optional.of(parts[0]).filter(given -> !given.equals(NONE));
      return new Entry(input, parts[2], parts[1]);
    }
  }

  /** What a file says; nothing was made when there is none, or it is damaged. */
  static Ledger read(Path file, Path defaultOutput) throws IOException {
    if (Files.isRegularFile(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        Properties properties = new Properties();
        properties.load(reader);
        return of(properties, file);
      } catch (IllegalArgumentException | CharacterCodingException e) {
        return new Ledger(defaultOutput, Map.of());
      }
    }
    return new Ledger(defaultOutput, Map.of());
  }

  /** What a file says, if it says paths and nothing else. */
  private static Ledger of(Properties properties, Path file) {
    Path output = file.resolveSibling(properties.getProperty(OUTPUT, "")).normalize();
    Map<String, Entry> entries = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(SPEC)) {
        Entry entry = Entry.parse(properties.getProperty(key));
        output.resolve(entry.path());
        entries.put(key.substring(SPEC.length()), entry);
      }
    }
    return new Ledger(output, entries);
  }

  /** Writes it. The source folder is named as seen from the file, so that a project can move. */
  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(OUTPUT, seenFrom(file.getParent()));
    entries.forEach((spec, entry) -> properties.setProperty(SPEC + spec, entry.text()));
    StringWriter text = new StringWriter();
    properties.store(text, null);
    String lines =
        text.toString()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .sorted()
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    WholeFile.write(file, lines);
  }

  private String seenFrom(Path folder) {
    Path seen = folder.getRoot().equals(output.getRoot()) ? folder.relativize(output) : output;
    return seen.toString();
  }

  /** Where all that was made is. */
  Set<Path> files() {
    return entries.values().stream()
        .map(entry -> output.resolve(entry.path()))
        .collect(Collectors.toSet());
  }
}
