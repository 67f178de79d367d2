package dev.nabla.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.codegen.spec.Setting;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Maven and people are told of the goals, and what is made of it. */
class ParametersTest {
  private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");
  private static final Path PAGE = Path.of("../docs/maven.md");

  static List<MojoDescriptor> goals() throws Exception {
    try (Reader reader = Files.newBufferedReader(DESCRIPTOR)) {
      PluginDescriptor plugin = new PluginDescriptorBuilder().build(reader);
      return plugin.getMojos();
    }
  }

  private static Map<String, Parameter> parameters(MojoDescriptor goal) {
    return goal.getParameters().stream().collect(Collectors.toMap(Parameter::getName, p -> p));
  }

  @Test
  void thereAreTwoGoals() throws Exception {
    assertThat(goals())
        .extracting(MojoDescriptor::getGoal, MojoDescriptor::getPhase)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("generate", "generate-sources"),
            org.assertj.core.groups.Tuple.tuple("generate-test", "generate-test-sources"));
  }

  @ParameterizedTest
  @MethodSource("goals")
  void goalsAreThreadSafeAndNeedNothingResolved(MojoDescriptor goal) {
    assertThat(goal.isThreadSafe()).isTrue();
    assertThat(goal.getDependencyResolutionRequired()).isNull();
    assertThat(goal.getDependencyCollectionRequired()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingIsAParameterOfEveryGoal(Setting setting) throws Exception {
    String name = SettingParameters.parameter(setting);
    for (MojoDescriptor goal : goals()) {
      assertThat(parameters(goal)).containsKey(name);
      Parameter parameter = parameters(goal).get(name);
      assertThat(parameter.getExpression()).isEqualTo("${nabla." + name + "}");
      assertThat(parameter.getDefaultValue()).as("a header goes before it").isNull();
      assertThat(parameter.getDescription()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everyChoiceArrives(Setting setting) throws Exception {
    String name = SettingParameters.parameter(setting);
    for (String choice : setting.choices()) {
      assertThat(new Build(Path.of(".")).with(name, choice).settings())
          .isEqualTo(Map.of(setting, choice));
    }
    assertThatThrownBy(() -> new Build(Path.of(".")).with(name, "half").settings())
        .isInstanceOf(MojoExecutionException.class)
        .hasMessage(
            "<%s> is %s or %s, not 'half'",
            name, setting.choices().get(0), setting.choices().get(1));
  }

  @Test
  void sizesAreRead() throws Exception {
    assertThat(AbstractGenerateMojo.sizes(List.of("n_in=2", " n_hid = 4 ", "τ=1")))
        .isEqualTo(Map.of("n_in", 2, "n_hid", 4, "τ", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "n=", "=4", "n=0", "n=-1", "n=x", "n=4=5", "n=12345678901"})
  void wrongSizesAreErrors(String wrong) {
    assertThatThrownBy(() -> AbstractGenerateMojo.sizes(List.of(wrong)))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("'" + wrong + "'");
  }

  @Test
  void aSizeIsGivenOnce() {
    assertThatThrownBy(() -> AbstractGenerateMojo.sizes(List.of("n=4", "n=5")))
        .hasMessage("<dims> gives n twice");
  }

  @ParameterizedTest
  @MethodSource("goals")
  void thePageNamesEveryParameter(MojoDescriptor goal) throws Exception {
    List<String> rows = Files.readAllLines(PAGE);
    for (Parameter parameter : goal.getParameters()) {
      if (parameter.isEditable()) {
        String property = parameter.getExpression().replaceAll("[${}]", "");
        assertThat(rows)
            .as(parameter.getName())
            .anyMatch(
                row ->
                    row.startsWith("| `" + parameter.getName() + "` |")
                        && row.contains("`" + property + "`"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void thePageNamesEverySettingAndItsValues(Setting setting) throws Exception {
    String name = SettingParameters.parameter(setting);
    String values =
        Stream.concat(
                Stream.of(setting.standard()),
                setting.choices().stream().filter(value -> !value.equals(setting.standard())))
            .map(value -> "`" + value + "`")
            .collect(Collectors.joining(", "));

    assertThat(Files.readAllLines(PAGE))
        .contains(
            "| `%s` | `nabla.%s` | %s | %s |".formatted(name, name, setting.description(), values));
  }
}
