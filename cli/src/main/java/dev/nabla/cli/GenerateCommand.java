package dev.nabla.cli;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.ScheduleExplanation;
import dev.nabla.codegen.spec.Setting;
import dev.nabla.codegen.spec.SourceFolder;
import dev.nabla.codegen.spec.SpecGenerator;
import dev.nabla.grammar.base.Visible;
import dev.nabla.report.ExplanationReport;
import dev.nabla.report.values.BadInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes Java classes. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Writes a Java class for each definition; it needs no library.",
    footer = {
      "",
      "Nothing is written when a definition is wrong. A file that is up to date is not",
      "touched.",
      "",
      "Examples:",
      "  # a class, and a test of its gradients",
      "  nabla generate two-layer.nabla -o src/main/java --test src/test/java",
      "  # print the class; give sizes that the definition leaves open",
      "  nabla generate --stdout --dim n=4 --dim m=3 -e 'loss L = ‖W x - y‖^2'",
      "  # single precision, many samples at once, in a package",
      "  nabla generate --type float --batch --package demo two-layer.nabla -o src",
      "  # how each statement is computed, and why so",
      "  nabla generate --explain two-layer.nabla",
      "  # again each time that a file is saved, until Ctrl-C",
      "  nabla generate --watch *.nabla -o src/main/java",
      "  # in a build: exit code 4 unless all files are up to date",
      "  nabla generate --check *.nabla -o src/main/java"
    })
final class GenerateCommand implements Callable<Integer> {
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  @Spec private CommandSpec spec;
  @Mixin private SpecOptions definitions;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "the source folder to write to")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--test",
      paramLabel = "DIR",
      description = "write a JUnit 5 test of each class too, to this source folder")
  private Optional<Path> test = Optional.empty();

  @Option(names = "--stdout", description = "print the source instead")
  private boolean stdout;

  @Option(names = "--package", paramLabel = "P", description = "the package of the classes")
  private String packageName = "";

  @Option(names = "--class", paramLabel = "C", description = "the name of the class")
  private Optional<String> className = Optional.empty();

  @Option(names = "--explain", description = "say how the code computes what, and why, instead")
  private boolean explain;

  @Option(names = "--check", description = "write nothing; fail when files are not up to date")
  private boolean check;

  @Option(names = "--watch", description = "write again each time that a file changes")
  private boolean watch;

  /** A file to be, in its folder. */
  private record Target(SourceFolder folder, GeneratedSource source) {
    Path file() {
      return folder.file(source);
    }
  }

  @Override
  public Integer call() {
    requireUsage();
    requireNames();
    if (watch) {
      return watch();
    }
    if (explain) {
      return explain();
    }
    List<Target> targets = new ArrayList<>();
    int code = targets(targets);
    if (code != ExitCode.DONE) {
      return code;
    }
    if (stdout) {
      targets.forEach(target -> spec.commandLine().getOut().print(target.source().text()));
      return ExitCode.DONE;
    }
    if (check) {
      return check(targets);
    }
    write(targets);
    return ExitCode.DONE;
  }

  private void requireUsage() {
    int ways = (stdout ? 1 : 0) + (explain ? 1 : 0) + (output.isPresent() ? 1 : 0);
    require(ways == 1, "one of -o DIR, --stdout and --explain is needed");
    boolean files = check || watch || test.isPresent();
    require(!files || output.isPresent(), "--check, --watch and --test need -o DIR");
    require(!check || !watch, "either --check or --watch");
    require(!watch || definitions.files().isPresent(), "--watch is for files");
    require(className.isEmpty() || definitions.count() == 1, "--class goes with one definition");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new BadInput("generate", message);
    }
  }

  private void requireNames() {
    try {
      Options.of(packageName, className.orElse("Network")).requireNames();
    } catch (GenerationException e) {
      throw new BadInput("generate", e.getMessage() + "; choose with --package and --class");
    }
  }

  private int explain() {
    Map<Setting, String> settings = SettingOptions.chosen(spec);
    return definitions.each(
        definition -> {
          SpecGenerator.Generated generated =
              definitions.generated(definition, packageName, className, settings);
          ScheduleExplanation explanation =
              new JavaGenerator().explain(generated.program(), generated.options());
          ExplanationReport.print(
              spec.commandLine().getOut(), generated.options().qualifiedName(), explanation);
          return ExitCode.DONE;
        });
  }

  /** Generates everything, unless something is wrong, which is reported. */
  private int targets(List<Target> targets) {
    Map<Setting, String> settings = SettingOptions.chosen(spec);
    SourceFolder folder = new SourceFolder(output.orElse(Path.of("")));
    Set<String> taken = new TreeSet<>();
    return definitions.each(
        definition -> {
          SpecGenerator.Generated generated =
              definitions.generated(definition, packageName, className, settings);
          add(new Target(folder, generated.source()), taken, targets);
          test.ifPresent(
              tests ->
                  add(
                      new Target(
                          new SourceFolder(tests),
                          new JavaGenerator()
                              .generateTest(generated.program(), generated.options())),
                      taken,
                      targets));
          return ExitCode.DONE;
        });
  }

  /** Files of one name, but for capitals, would replace each other on some systems. */
  private static void add(Target target, Set<String> taken, List<Target> targets) {
    String path = target.source().path();
    require(
        taken.add(path.toLowerCase(Locale.ROOT)),
        "two definitions give " + path + "; name one otherwise");
    targets.add(target);
  }

  private int check(List<Target> targets) {
    int code = ExitCode.DONE;
    for (Target target : targets) {
      try {
        if (!target.folder().isCurrent(target.source())) {
          spec.commandLine().getErr().println(target.file() + ": not up to date");
          code = ExitCode.CHECK;
        }
      } catch (IOException e) {
        throw BadInput.of(target.file(), "read", e);
      }
    }
    return code;
  }

  /** Writes what is not right already; returns what that was. */
  private static List<Path> write(List<Target> targets) {
    List<Path> written = new ArrayList<>();
    for (Target target : targets) {
      try {
        if (target.folder().write(target.source())) {
          written.add(target.file());
        }
      } catch (IOException e) {
        throw BadInput.of(target.file(), "written", e);
      }
    }
    return written;
  }

  /**
   * Writes at once and each time that a definition changes, until the thread is interrupted or
   * nobody reads what it says any more.
   */
  private int watch() {
    List<Path> files = definitions.files().orElseThrow();
    PrintWriter out = spec.commandLine().getOut();
    Watch changes = new Watch(files, INTERVAL);
    List<Path> changed = files;
    try {
      while (true) {
        String names = changed.stream().map(Path::toString).collect(Collectors.joining(", "));
        out.println(Visible.of(LocalTime.now().format(TIME) + " " + names + ": " + attempt()));
        if (Main.of(spec).screen().out().checkError()) {
          return ExitCode.DONE;
        }
        Main.of(spec).progress().say("");
        changed = changes.changed();
      }
    } catch (InterruptedException e) {
      return ExitCode.DONE;
    }
  }

  /** Writes if it can; tells in a few words what came of it. */
  private String attempt() {
    try {
      List<Target> targets = new ArrayList<>();
      if (targets(targets) != ExitCode.DONE) {
        return "nothing written";
      }
      List<Path> written = write(targets);
      return written.isEmpty()
          ? "up to date"
          : "wrote " + written.stream().map(Path::toString).collect(Collectors.joining(", "));
    } catch (WrongDefinition | BadInput failure) {
      spec.commandLine().getErr().println(failure.getMessage());
      return "nothing written";
    }
  }
}
