package dev.nabla.processor;

import dev.nabla.codegen.spec.SpecFile;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * Looks for files of definitions: in the folders of the option, then wherever the compiler itself
 * looks for files, each time below the folder of the annotated package first and then below the
 * root.
 */
final class SpecFinder {
  private static final List<StandardLocation> LOCATIONS =
      List.of(
          StandardLocation.SOURCE_PATH, StandardLocation.CLASS_OUTPUT, StandardLocation.CLASS_PATH);

  /** A path that means the same everywhere and leads nowhere else. */
  private static final Pattern BELOW =
      Pattern.compile(
          "(?!\\.\\.?(/|$))PART(/(?!\\.\\.?(/|$))PART)*"
              .replace("PART", "[^/\\\\:*?\"<>|\\p{Cntrl}]+"));

  private static final String OPTION = "-A" + NablaProcessor.SOURCE_DIR;

  private final Filer filer;
  private final List<File> folders;

  /**
   * @param folders what the option names, separated as in a class path
   */
  SpecFinder(Filer filer, Optional<String> folders) {
    this.filer = filer;
    this.folders =
        folders.stream()
            .flatMap(paths -> Stream.of(paths.split(Pattern.quote(File.pathSeparator))))
            .filter(path -> !path.isBlank())
            .map(File::new)
            .toList();
  }

  /** Whether a text names a file that can be looked for. */
  static boolean isBelow(String file) {
    return BELOW.matcher(file).matches();
  }

  /**
   * What was found.
   *
   * @param text the definition, named as its file, unless there is no such file
   * @param names what it was looked for as
   * @param places where it was looked for
   */
  record Found(Optional<Diagnostics> text, Set<String> names, List<String> places) {}

  /**
   * The file of this name.
   *
   * @throws IOException when there is one and it cannot be read
   */
  Found find(String file, String packageName) throws IOException {
    String below = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
    Set<String> names = new LinkedHashSet<>(List.of(below + file));
    names.add(file);
    List<String> places = new ArrayList<>();
    for (File folder : folders) {
      for (String name : names) {
        File candidate = new File(folder, name);
        if (candidate.isFile()) {
          Diagnostics text = SpecFile.read(candidate.toPath(), candidate.getPath());
          return new Found(Optional.of(text), names, places);
        }
      }
      places.add(OPTION + ": " + folder + (folder.isDirectory() ? "" : ", which is no folder"));
    }
    if (folders.isEmpty()) {
      places.add(OPTION + ": not given");
    }
    for (StandardLocation location : LOCATIONS) {
      for (String name : names) {
        Optional<Diagnostics> text = read(location, name);
        if (text.isPresent()) {
          return new Found(text, names, places);
        }
      }
      places.add(describe(location));
    }
    return new Found(Optional.empty(), names, places);
  }

  /** A file where the compiler looks for files. */
  private Optional<Diagnostics> read(StandardLocation location, String name) throws IOException {
    try {
      FileObject file = filer.getResource(location, "", name);
      try (InputStream bytes = file.openInputStream()) {
        return Optional.of(SpecFile.read(bytes, shown(file.toUri(), name)));
      }
    } catch (FileNotFoundException
        | NoSuchFileException
        | FilerException
        | IllegalArgumentException e) {
      // In each of these ways compilers say that there is no such file or location.
      return Optional.empty();
    }
  }

  /** A location, and which folder it is where the compiler tells. */
  private String describe(StandardLocation location) {
    String what = location.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (!location.isOutputLocation()) {
      return what;
    }
    try {
      URI root = filer.getResource(location, "", "x").toUri().resolve(".");
      return what + ": " + shown(root, root.toString());
    } catch (IOException | IllegalArgumentException e) {
      return what;
    }
  }

  /** A file as people name it, from the folder they are in. */
  private static String shown(URI uri, String otherwise) {
    try {
      Path path = Path.of(uri);
      Path here = Path.of("").toAbsolutePath();
      return (path.startsWith(here) ? here.relativize(path) : path).toString();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return otherwise;
    }
  }
}
