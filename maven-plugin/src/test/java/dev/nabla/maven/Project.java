package dev.nabla.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A user's project, built as a user does it.
 *
 * @param folder where it is
 * @param repository the local repository of its builds
 * @param jdk what Java it is built and run with
 */
record Project(Path folder, Path repository, Path jdk) {
  private static final boolean WINDOWS = File.separatorChar == '\\';

  /**
   * What a command has done.
   *
   * @param code how it ended
   * @param printed what it printed, errors included
   */
  record Result(int code, String printed) {
    /** The same, if it did what it should. */
    Result succeeded() {
      assertThat(code).as(printed).isZero();
      return this;
    }
  }

  /** An empty project; the settings of this build do not reach it. */
  static Project in(Path folder, Path repository) throws IOException {
    Files.createDirectories(folder.resolve(".mvn"));
    return new Project(folder, repository, Path.of(System.getProperty("java.home")));
  }

  /** The same, with another Java. */
  Project with(Path otherJdk) {
    return new Project(folder, repository, otherJdk);
  }

  Path path(String path) {
    return folder.resolve(path);
  }

  /** Writes a file. */
  Path write(String path, String text) throws IOException {
    Path file = path(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Runs Maven. */
  Result maven(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    Path bin = Path.of(System.getProperty("nabla.maven"), "bin");
    command.add(bin.resolve(WINDOWS ? "mvn.cmd" : "mvn").toString());
    command.add("-Dmaven.repo.local=" + repository);
    command.addAll(List.of("-B", "-ntp"));
    if (System.getProperty("nabla.offline").endsWith("true")) {
      command.add("-o");
    }
    Path settings = Path.of(System.getProperty("nabla.settings").replaceFirst("^settings: ", ""));
    if (Files.isRegularFile(settings)) {
      command.addAll(List.of("-s", settings.toString()));
    }
    command.addAll(List.of(words));
    return run(command);
  }

  /** Runs a program of the JDK. */
  Result java(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(words));
    command.set(0, jdk.resolve("bin").resolve(words[0]).toString());
    return run(command);
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    Path printed = Files.createTempFile("nabla", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("JAVA_HOME", jdk.toString());
      builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
      Process process = builder.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
      boolean ended = process.waitFor(3, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertThat(ended).as("%s%n%s", command, Files.readString(printed)).isTrue();
      return new Result(process.exitValue(), shown(Files.readString(printed)));
    } finally {
      Files.deleteIfExists(printed);
    }
  }

  /** The text as a terminal shows it, without what newer virtual machines say of Maven's code. */
  private static String shown(String printed) {
    return printed
        .replace("\r\n", "\n")
        .replaceAll("\u001b\\[[0-9;]*m", "")
        .replaceAll("(?m)^WARNING: .*\n", "");
  }
}
