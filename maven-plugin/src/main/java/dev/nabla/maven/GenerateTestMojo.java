package dev.nabla.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Generates a class for the project's tests from each of their definitions, in the package that its
 * folder names.
 */
@Mojo(
    name = "generate-test",
    defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES,
    threadSafe = true)
public final class GenerateTestMojo extends AbstractGenerateMojo {
  /** The folder of definitions; the folders in it are packages. It need not exist. */
  @Parameter(
      property = "nabla.testSourceDirectory",
      defaultValue = "${project.basedir}/src/test/nabla",
      required = true)
  private File sourceDirectory;

  /** The source folder that the classes are written to. The project's tests compile it. */
  @Parameter(
      property = "nabla.testOutputDirectory",
      defaultValue = "${project.build.directory}/generated-test-sources/nabla",
      required = true)
  private File outputDirectory;

  /** Generates nothing, as the tests are not compiled either. */
  @Parameter(property = "maven.test.skip", defaultValue = "false")
  private boolean skipTests;

  @Override
  File specs() {
    return sourceDirectory;
  }

  @Override
  File output() {
    return outputDirectory;
  }

  @Override
  void addSourceRoot(MavenProject to, String folder) {
    to.addTestCompileSourceRoot(folder);
  }

  @Override
  boolean isSkipped() {
    return skipTests || super.isSkipped();
  }
}
