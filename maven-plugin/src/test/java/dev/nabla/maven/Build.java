package dev.nabla.maven;

import dev.nabla.codegen.spec.Setting;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;

/** A goal with the parameters that Maven gives it, and what it prints. */
final class Build {
  private final AbstractGenerateMojo goal;
  private final MavenProject project = new MavenProject();
  private final List<String> printed = new ArrayList<>();

  /** The goal {@code generate} for a project in a folder. */
  Build(Path folder) {
    this(folder, new GenerateMojo(), "generate", "main", "generated-sources");
  }

  private Build(
      Path folder, AbstractGenerateMojo goal, String name, String source, String generated) {
    this.goal = goal;
    project.getBuild().setDirectory(folder.resolve("target").toString());
    PluginDescriptor plugin = new PluginDescriptor();
    plugin.setArtifactId("nabla-maven-plugin");
    plugin.setArtifacts(List.of());
    MojoDescriptor descriptor = new MojoDescriptor();
    descriptor.setGoal(name);
    with("project", project);
    with("plugin", plugin);
    with("execution", new MojoExecution(descriptor, "default"));
    with("sourceDirectory", folder.resolve("src/" + source + "/nabla").toFile());
    with("outputDirectory", folder.resolve("target/" + generated + "/nabla").toFile());
    with("includes", List.of("**/*.nabla"));
    goal.setLog(new Recorder());
    goal.setPluginContext(new HashMap<>());
  }

  /** The goal {@code generate-test}. */
  static Build ofTests(Path folder) {
    return new Build(
        folder, new GenerateTestMojo(), "generate-test", "test", "generated-test-sources");
  }

  /** The same with another value of a parameter. */
  Build with(String parameter, Object value) {
    try {
      Field field = field(goal.getClass(), parameter);
      field.setAccessible(true);
      field.set(goal, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  private static Field field(Class<?> type, String name) {
    try {
      return type.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      if (type.getSuperclass() == null) {
        throw new AssertionError("there is no parameter " + name, e);
      }
      return field(type.getSuperclass(), name);
    }
  }

  Map<Setting, String> settings() throws MojoExecutionException {
    return goal.settings();
  }

  void run() throws MojoExecutionException, MojoFailureException {
    goal.execute();
  }

  /** What was printed, each message with its level. */
  List<String> printed() {
    return printed;
  }

  MavenProject project() {
    return project;
  }

  private final class Recorder extends SystemStreamLog {
    @Override
    public void debug(CharSequence text) {
      printed.add("[DEBUG] " + text);
    }

    @Override
    public void info(CharSequence text) {
      printed.add("[INFO] " + text);
    }

    @Override
    public void warn(CharSequence text) {
      printed.add("[WARNING] " + text);
    }

    @Override
    public void error(CharSequence text) {
      printed.add("[ERROR] " + text);
    }
  }
}
