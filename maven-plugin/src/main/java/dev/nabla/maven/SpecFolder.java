package dev.nabla.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.plexus.util.DirectoryScanner;

/**
 * A folder of definitions; the folders in it are packages.
 *
 * @param root the folder, which need not exist
 * @param includes patterns of the files that are definitions
 * @param excludes patterns of those that are left out nevertheless
 */
record SpecFolder(Path root, List<String> includes, List<String> excludes) {
  SpecFolder {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }

  /** The definitions: where they are below the folder, with forward slashes, in order. */
  List<String> files() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    DirectoryScanner scanner = new DirectoryScanner();
    scanner.setBasedir(root.toFile());
    scanner.setIncludes(includes.toArray(String[]::new));
    scanner.setExcludes(excludes.toArray(String[]::new));
    scanner.addDefaultExcludes();
    scanner.scan();
    return Stream.of(scanner.getIncludedFiles())
        .map(file -> file.replace(File.separatorChar, '/'))
        .sorted()
        .toList();
  }

  /** Where a definition is. */
  Path file(String spec) {
    return root.resolve(spec);
  }

  /** The package that a definition belongs to: {@code dev/demo/net.nabla} to {@code dev.demo}. */
  static String packageName(String spec) {
    return spec.substring(0, Math.max(0, spec.lastIndexOf('/'))).replace('/', '.');
  }
}
