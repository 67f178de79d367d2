package dev.nabla.maven;

import dev.nabla.codegen.spec.GivenSize;
import dev.nabla.codegen.update.Claims;
import dev.nabla.codegen.update.Fingerprint;
import dev.nabla.codegen.update.SourceUpdate;
import dev.nabla.codegen.update.SpecFolder;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.DirectoryScanner;

/** What the goals have in common: they differ in where they read and write. */
abstract class AbstractGenerateMojo extends SettingParameters {
  /** Files that are definitions, as patterns below the folder of definitions. */
  @Parameter(property = "nabla.includes", defaultValue = "**/*.nabla")
  private List<String> includes;

  /** Files that are left out nevertheless. */
  @Parameter(property = "nabla.excludes")
  private List<String> excludes = List.of();

  /** Generates nothing. What an earlier build has generated is compiled all the same. */
  @Parameter(property = "nabla.skip", defaultValue = "false")
  private boolean skip;

  /** Whether a warning fails the build. */
  @Parameter(property = "nabla.failOnWarning", defaultValue = "false")
  private boolean failOnWarning;

  /** Values of sizes, as in {@code n_in=2, n_hid=4}, for the definitions that have them. */
  @Parameter(property = "nabla.dims")
  private List<String> dims = List.of();

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  /** The folder of definitions. */
  abstract File specs();

  /** The source folder to write to. */
  abstract File output();

  /** Makes the project compile a source folder. */
  abstract void addSourceRoot(MavenProject to, String folder);

  /** Whether there is nothing to do in this build. */
  boolean isSkipped() {
    return skip;
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    addSourceRoot(project, output().getPath());
    if (isSkipped()) {
      getLog().info("Generating is skipped");
      return;
    }
    if (!specs().isDirectory()) {
      getLog().debug("There is no " + specs());
    }
    SourceUpdate.Plan plan = plan(specs().isDirectory() ? tool() : "none");
    try {
      report(SourceUpdate.run(plan, claims()));
    } catch (IOException e) {
      throw new MojoExecutionException("A file cannot be read or written: " + e, e);
    }
  }

  private SourceUpdate.Plan plan(String tool) throws MojoExecutionException {
    return new SourceUpdate.Plan(
        execution.getGoal() + "@" + execution.getExecutionId(),
        new SpecFolder(specs().toPath(), definitions()),
        output().toPath(),
        Path.of(project.getBuild().getDirectory(), plugin.getArtifactId()),
        settings(),
        sizes(dims),
        tool);
  }

  /** The definitions: where they are below their folder, with forward slashes, in order. */
  private List<String> definitions() {
    if (!specs().isDirectory()) {
      return List.of();
    }
    DirectoryScanner scanner = new DirectoryScanner();
    scanner.setBasedir(specs());
    scanner.setIncludes(trimmed(includes).toArray(String[]::new));
    scanner.setExcludes(trimmed(excludes).toArray(String[]::new));
    scanner.addDefaultExcludes();
    scanner.scan();
    return Stream.of(scanner.getIncludedFiles())
        .map(file -> file.replace(File.separatorChar, '/'))
        .sorted()
        .toList();
  }

  /** What tells this plugin from others: its code, as a snapshot changes under one version. */
  private String tool() throws MojoExecutionException {
    try {
      return Fingerprint.ofCode(
          plugin.getArtifacts().stream()
              .map(Artifact::getFile)
              .map(File::toPath)
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new MojoExecutionException("The plugin itself cannot be read: " + e, e);
    }
  }

  /** The claims in this project's build, which all its executions share. */
  private Claims claims() {
    @SuppressWarnings("unchecked")
    Map<Object, Object> context = getPluginContext();
    return (Claims) context.computeIfAbsent(Claims.class.getName(), key -> new Claims());
  }

  private static List<String> trimmed(List<String> texts) {
    return texts.stream().map(String::strip).toList();
  }

  /** The sizes that texts such as {@code n=4} give. */
  static Map<String, Integer> sizes(List<String> texts) throws MojoExecutionException {
    Map<String, Integer> sizes = new TreeMap<>();
    for (String text : trimmed(texts)) {
      Optional<GivenSize> size = GivenSize.of(text);
      if (size.isEmpty()) {
        throw new MojoExecutionException(
            "<dims> gives sizes of at least 1, as in n_in=2, n_hid=4; '" + text + "' is none");
      }
      if (sizes.put(size.get().name(), size.get().value()) != null) {
        throw new MojoExecutionException("<dims> gives " + size.get().name() + " twice");
      }
    }
    return sizes;
  }

  private void report(SourceUpdate.Outcome outcome) throws MojoFailureException {
    outcome.diagnostics().forEach(this::print);
    outcome
        .deleted()
        .forEach(file -> getLog().info("Deleted " + file + ": its definition is gone"));
    outcome
        .kept()
        .forEach(
            file -> getLog().warn("Left " + file + ": its definition is gone, but it was edited"));
    if (outcome.specs() > 0) {
      outcome.unusedSizes().forEach(name -> getLog().warn("No definition has a size " + name));
    }
    long errors = outcome.count(Diagnostic.Severity.ERROR);
    long warnings = outcome.count(Diagnostic.Severity.WARNING);
    String all = count(outcome.specs(), "definition");
    if (errors > 0) {
      throw new MojoFailureException(
          count(errors, "error") + " in " + outcome.failed() + " of " + all);
    }
    if (failOnWarning && warnings > 0) {
      throw new MojoFailureException(
          count(warnings, "warning") + " in " + all + ", and failOnWarning is set");
    }
    if (!outcome.written().isEmpty()) {
      getLog().info("Generated " + outcome.written().size() + " of " + classes(outcome.specs()));
    } else if (outcome.specs() > 0) {
      getLog().info("Nothing to generate - " + classes(outcome.specs()) + " up to date");
    }
  }

  private static String classes(int count) {
    return count == 1 ? "1 class" : count + " classes";
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** Prints a diagnostic as Maven prints those of the compiler: its place can be clicked on. */
  private void print(Diagnostic diagnostic) {
    Source.Position position = diagnostic.position();
    String place =
        diagnostic.source().name() + ":[" + position.line() + "," + position.column() + "] ";
    String text = place + diagnostic.title() + diagnostic.explanation();
    switch (diagnostic.severity()) {
      case ERROR -> getLog().error(text);
      case WARNING -> getLog().warn(text);
      case NOTE -> getLog().info(text);
    }
  }
}
