package dev.nabla.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Generates a class from each definition of the project, in the package that its folder names. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractGenerateMojo {
  /** The folder of definitions; the folders in it are packages. It need not exist. */
  @Parameter(
      property = "nabla.sourceDirectory",
      defaultValue = "${project.basedir}/src/main/nabla",
      required = true)
  private File sourceDirectory;

  /** The source folder that the classes are written to. The project compiles it. */
  @Parameter(
      property = "nabla.outputDirectory",
      defaultValue = "${project.build.directory}/generated-sources/nabla",
      required = true)
  private File outputDirectory;

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
    to.addCompileSourceRoot(folder);
  }
}
