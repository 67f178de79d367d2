package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nabla.grammar.print.Markup;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages in a real browser: every formula is set as MathML, and nothing is wider than the window but
 * what scrolls by itself. A page that frames them all measures and writes what it finds.
 */
class HtmlBrowserTest {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");
  private static final List<String> EXAMPLES =
      List.of("two-layer", "sum-product", "softmax-batch", "five-layer-score");
  private static final List<Integer> WIDTHS = List.of(1280, 390);
  private static final Pattern RESULT = Pattern.compile("(?s)<pre id=\"found\">(.*?)</pre>");

  private static final Map<String, String> PAGES = new TreeMap<>();

  @TempDir private Path folder;

  @BeforeAll
  static void writesPages() {
    if (browser().isPresent()) {
      for (String example : EXAMPLES) {
        PAGES.put(example, Cli.run("derive", "--format", "html", Cli.example(example)).out());
      }
    }
  }

  private static Optional<Path> browser() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(bin -> NAMES.stream().map(name -> Path.of(bin, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource({"light, 1, 'rgb(255, 255, 255)'", "dark, 0, 'rgb(20, 23, 28)'"})
  void everyFormulaIsSetAndNothingOverflows(String scheme, int setting, String ground)
      throws Exception {
    Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "no Chromium: install the package chromium to run this test");
    Path page = folder.resolve("frames.html");
    Files.writeString(page, frames());

    String dom = dump(browser.get(), page, setting);

    Matcher result = RESULT.matcher(dom);
    assertThat(result.find()).as("what the page wrote: %s", dom).isTrue();
    List<String> found = result.group(1).strip().lines().toList();
    assertThat(found).as("one line for each page and width").hasSize(8);
    assertThat(found)
        .as(scheme)
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(".* ground=" + Pattern.quote(ground) + " math=[0-9]{2,} ok"));
  }

  /** A page with each report in a frame of each width. */
  private static String frames() throws IOException {
    String frames =
        EXAMPLES.stream()
            .flatMap(example -> WIDTHS.stream().map(width -> frame(example, width)))
            .collect(Collectors.joining());
    String script;
    try (var in = HtmlBrowserTest.class.getResourceAsStream("measure.js")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return "<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
        + "<meta name=\"color-scheme\" content=\"light dark\"></head><body>"
        + frames
        + "<pre id=\"found\"></pre><script>"
        + script
        + "</script></body></html>";
  }

  private static String frame(String example, int width) {
    return Markup.tag("iframe")
        .with("title", example + " " + width)
        .with("width", Integer.toString(width))
        .with("height", "800")
        .with("style", "border:0")
        .with("srcdoc", PAGES.get(example))
        .around("")
        .toString();
  }

  private String dump(Path browser, Path page, int scheme) throws Exception {
    Path printed = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                "--blink-settings=preferredColorScheme=" + scheme,
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("Chromium ends").isTrue();
    return Files.readString(printed);
  }
}
