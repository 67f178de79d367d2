package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation that shows tables as tests compute them. After a change that is
 * meant, {@code mvn test -Dnabla.pages=update} writes them anew.
 */
enum Page {
  NUMERICS("numerics.md");

  private final Path file;

  Page(String name) {
    this.file = Path.of("..", "docs", name);
  }

  /** The block of this name holds this text. */
  void shows(String name, String text) throws IOException {
    String page = Files.readString(file);
    Matcher block = Pattern.compile("(?s)(```text " + name + "\n)(.*?)```").matcher(page);
    assertThat(block.find()).as("%s has a block %s", file, name).isTrue();
    if ("update".equals(System.getProperty("nabla.pages"))) {
      String before = page.substring(0, block.end(1));
      Files.writeString(file, before + text + page.substring(block.end(2)));
    } else {
      assertThat(block.group(2)).isEqualTo(text);
    }
  }
}
