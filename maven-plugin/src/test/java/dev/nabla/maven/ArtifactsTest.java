package dev.nabla.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.junit.jupiter.api.Test;

/** What the repository publishes is described, and listed in the bill of materials. */
class ArtifactsTest {
  private static final Path ROOT = Path.of("..");

  private static Model pom(String folder) throws Exception {
    try (Reader reader = Files.newBufferedReader(ROOT.resolve(folder).resolve("pom.xml"))) {
      return new MavenXpp3Reader().read(reader);
    }
  }

  /** The modules that are published, without the bill of materials. */
  private static List<Model> published() throws Exception {
    List<Model> published = new ArrayList<>();
    for (String module : pom(".").getModules()) {
      Model model = pom(module);
      boolean isKept = "true".equals(model.getProperties().getProperty("maven.deploy.skip"));
      if (!isKept && !module.equals("bom")) {
        published.add(model);
      }
    }
    return published;
  }

  @Test
  void theBillOfMaterialsIsThePublishedModulesAndNothingElse() throws Exception {
    List<Dependency> listed = pom("bom").getDependencyManagement().getDependencies();

    assertThat(listed)
        .extracting(Dependency::getArtifactId)
        .containsExactlyInAnyOrderElementsOf(
            published().stream().map(Model::getArtifactId).toList());
    assertThat(listed).allMatch(module -> module.getGroupId().equals("dev.nabla"));
    assertThat(listed).allMatch(module -> module.getVersion().equals("${project.version}"));
    assertThat(pom("bom").getVersion()).isEqualTo(pom(".").getVersion());
    assertThat(pom("bom").getParent()).isNull();
  }

  @Test
  void everyArtifactSaysWhatItIs() throws Exception {
    List<Model> all = new ArrayList<>(published());
    all.addAll(List.of(pom("."), pom("bom")));

    assertThat(all)
        .allSatisfy(
            model -> {
              assertThat(model.getName()).as(model.getArtifactId()).startsWith("Nabla");
              assertThat(model.getDescription()).as(model.getArtifactId()).isNotBlank();
            });
    for (Model top : List.of(pom("."), pom("bom"))) {
      assertThat(top.getLicenses()).extracting(License::getName).containsExactly("Apache-2.0");
      assertThat(top.getDevelopers()).isNotEmpty();
    }
    assertThat(published()).allMatch(m -> m.getParent().getArtifactId().equals("nabla-parent"));
  }

  @Test
  void eclipseRunsEveryGoal() throws Exception {
    String mapping = "META-INF/m2e/lifecycle-mapping-metadata.xml";
    String text = Files.readString(Path.of("target/classes", mapping));

    for (var goal : ParametersTest.goals()) {
      assertThat(text).contains("<goal>" + goal.getGoal() + "</goal>");
    }
    assertThat(text).contains("<runOnIncremental>true</runOnIncremental>");
  }
}
