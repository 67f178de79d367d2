package dev.nabla.codegen.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.Options;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpecGeneratorTest {
  private static final String SPEC =
      "dim n = 3; input x : (n, 1); param w : (n, 1); target y : ()\n"
          + "output p = sigmoid(w^T x)\nloss L = (p - y)^2\n";

  private final Diagnostics diagnostics = new Diagnostics(new Source("a.nabla", ""));

  private Optional<Options> options(
      String text, Map<Setting, String> defaults, Map<Setting, String> overrides) {
    Source source = new Source("a.nabla", text);
    SpecGenerator.Request request =
        new SpecGenerator.Request(
            source, "A", "p", Optional.empty(), Map.of(), defaults, overrides);
    Diagnostics found = new Diagnostics(source);
    Optional<SpecGenerator.Generated> generated = SpecGenerator.generate(request, found);
    found.all().forEach(d -> diagnostics.report(d.code(), d.span(), d.toString()));
    return generated.map(SpecGenerator.Generated::options);
  }

  private List<String> messages() {
    return diagnostics.all().stream().map(Diagnostic::message).toList();
  }

  @Test
  void headersGoBeforeDefaultsAndOverridesBeforeHeaders() {
    String text = "\uFEFF# a title\n// nabla: type=float, batch\n\n# nabla: fma=off\n" + SPEC;

    Options options =
        options(text, Map.of(Setting.TYPE, "double"), Map.of(Setting.BATCH, "false")).orElseThrow();

    assertThat(options.type()).isEqualTo(NumberType.FLOAT);
    assertThat(options.batch()).isFalse();
    assertThat(options.fma()).isFalse();
  }

  @Test
  void onlyCommentsBeforeTheFirstStatementAreHeaders() {
    assertThat(options(SPEC + "# nabla: type=float\n", Map.of(), Map.of()).orElseThrow().type())
        .isEqualTo(NumberType.DOUBLE);
  }

  @ParameterizedTest
  @CsvSource({
    "# nabla: typ=float, 1:10: error: there is no setting 'typ'",
    "# nabla: batch type=half, 1:16: error: type needs one of the values double",
    "# nabla: type, 1:10: error: type needs one of the values double",
    "# nabla: batch batch=false, 1:16: error: batch is chosen twice"
  })
  void wrongHeadersAreErrorsWithAPlace(String header, String message) {
    assertThat(options(header + "\n" + SPEC, Map.of(), Map.of())).isEmpty();
    assertThat(messages()).singleElement().asString().startsWith("a.nabla:" + message);
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingHasAChoiceThatIsTheStandard(Setting setting) {
    Options standard = Options.of("p", "C");

    assertThat(setting.choices()).contains(setting.standard());
    assertThat(setting.apply(standard, setting.standard())).isEqualTo(standard);
    assertThat(setting.choices().stream().map(v -> setting.apply(standard, v)).distinct())
        .hasSameSizeAs(setting.choices());
    assertThat(Setting.of(setting.key())).contains(setting);
  }

  @Test
  void whatCodeCannotBeMadeOfIsADiagnostic() {
    assertThat(options("dim n; param w : (n); loss L = ‖w‖^2", Map.of(), Map.of())).isEmpty();
    assertThat(options("param w : (2); f = 2 w", Map.of(), Map.of(Setting.HESSIAN, "true")))
        .isEmpty();
    assertThat(messages())
        .satisfiesExactly(
            m -> assertThat(m).startsWith("a.nabla:1:1: error: there is no loss"),
            m -> assertThat(m).startsWith("a.nabla:1:5: error: code needs the value of n"));
  }

  /** Each points at the declaration that is in the way, and says what to do. */
  @Test
  void whatIsInTheWayIsShownWhereItIsDeclared() {
    String opaque = "input x : (2)\nfn f(u)\nfn g(u)\nz = f(x) + g(x)";
    String open = "dim m = 2, n\ninput x : (m, n)\nz = x";
    assertThat(options(opaque, Map.of(), Map.of())).isEmpty();
    assertThat(options(opaque.replace("fn f(u)", "fn f(u) = u"), Map.of(), Map.of())).isEmpty();
    assertThat(options(open, Map.of(), Map.of())).isEmpty();
    assertThat(messages())
        .anySatisfy(
            m ->
                assertThat(m)
                    .contains(":2:4: error: code cannot be generated from f, g, which have no")
                    .contains("define it: fn f(u) = ..."))
        .anySatisfy(
            m ->
                assertThat(m)
                    .contains(":3:4: error: code cannot be generated from g, which has no"))
        .anySatisfy(
            m ->
                assertThat(m)
                    .contains(":1:12: error: code needs the value of n")
                    .contains("give it as in --dim n=4, or in the definition: dim n = 4"))
        .hasSize(3);
  }

  @Test
  void namesThatJavaDoesNotTakeAreErrors() {
    Source source = new Source("a.nabla", SPEC);
    SpecGenerator.Request request =
        new SpecGenerator.Request(
            source, "A", "p", Optional.of("class"), Map.of(), Map.of(), Map.of());
    Diagnostics found = new Diagnostics(source);

    assertThat(SpecGenerator.generate(request, found)).isEmpty();
    assertThat(found.all())
        .singleElement()
        .asString()
        .contains("class")
        .contains("choose another package or class");
  }

  @Test
  void onlyChoicesThatThereAreCanBeMade() {
    Options standard = Options.of("p", "C");
    assertThatThrownBy(() -> Setting.TYPE.apply(standard, "half"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("type is double or float, not 'half'");
    assertThat(Setting.of("half")).isEmpty();
    assertThat(Setting.values()).allSatisfy(s -> assertThat(s.description()).isNotBlank());
    assertThat(Setting.BATCH.isFlag()).isTrue();
    assertThat(Setting.FMA.isFlag()).isFalse();
    Options both =
        SpecGenerator.apply(standard, Map.of(Setting.HESSIAN, "true", Setting.JACOBIAN, "true"));
    assertThat(both.extras()).hasSize(2);
    assertThat(Setting.HESSIAN.apply(both, "false").extras()).hasSize(1);
  }
}
