package dev.nabla.codegen.update;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder of definitions; the folders in it are packages.
 *
 * @param root the folder, which need not exist where there are no files
 * @param files the definitions: where they are below the folder, with forward slashes, in order
 */
public record SpecFolder(Path root, List<String> files) {
  public SpecFolder {
    files = List.copyOf(files);
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
