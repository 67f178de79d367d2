package dev.nabla.maven;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository for the projects of the integration tests: the modules that were just built,
 * and for all else links to where the build itself has it. So nothing that was built reaches the
 * user's own repository, and nothing is fetched twice: what is fetched goes through the links, or
 * is handed over.
 */
final class LocalRepository {
  private static final Path STAGED = Path.of("target/it/staged").toAbsolutePath();
  private static final Path REPOSITORY = Path.of("target/it/repository").toAbsolutePath();

  private static final Path USERS = Path.of(System.getProperty("nabla.repository"));

  private LocalRepository() {}

  /** Makes it, or makes it complete. Where links cannot be made, all else is fetched. */
  static Path make() throws IOException {
    stageBillOfMaterials();
    try {
      link(USERS, REPOSITORY, "dev");
      link(USERS.resolve("dev"), REPOSITORY.resolve("dev"), "nabla");
      link(STAGED.resolve("dev"), REPOSITORY.resolve("dev"), "");
      return REPOSITORY;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return STAGED;
    }
  }

  /** Gives the user's repository what was fetched of groups that it knew nothing of. */
  static void handOver() throws IOException {
    for (Path fetched : list(REPOSITORY)) {
      Path place = USERS.resolve(fetched.getFileName());
      if (Files.isDirectory(fetched, LinkOption.NOFOLLOW_LINKS)
          && !fetched.endsWith("dev")
          && !Files.exists(place)) {
        Files.move(fetched, place);
      }
    }
  }

  /** The parent imports it, which the installation of the other modules does not see. */
  private static void stageBillOfMaterials() throws IOException {
    String version = System.getProperty("nabla.version");
    Path folder = Files.createDirectories(STAGED.resolve("dev/nabla/nabla-bom/" + version));
    Path pom = folder.resolve("nabla-bom-" + version + ".pom");
    Files.copy(Path.of("../bom/pom.xml"), pom, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Links to everything in a folder except for one name. */
  private static void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    for (Path file : list(from)) {
      Path link = to.resolve(file.getFileName());
      if (!link.endsWith(except) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, file);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
