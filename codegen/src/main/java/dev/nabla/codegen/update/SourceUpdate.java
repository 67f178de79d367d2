package dev.nabla.codegen.update;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.spec.Setting;
import dev.nabla.codegen.spec.SourceFolder;
import dev.nabla.codegen.spec.SpecFile;
import dev.nabla.codegen.spec.SpecGenerator;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the classes of a folder of definitions what they should be, with as little work as that
 * takes. What is right stays untouched; what is deleted was made by the same execution and is as it
 * was made.
 */
public final class SourceUpdate {
  private static final String LEDGER = ".properties";

  /**
   * What to do.
   *
   * @param execution what tells this execution from others in the project
   * @param specs the definitions
   * @param output the source folder to write to
   * @param ledgers the folder that keeps what each execution has made
   * @param settings what is chosen where a definition's header chooses nothing
   * @param dims values of sizes by name, for the definitions that have them; they go before those
   *     in the definitions
   * @param tool what tells this generator from another one
   */
  public record Plan(
      String execution,
      SpecFolder specs,
      Path output,
      Path ledgers,
      Map<Setting, String> settings,
      Map<String, Integer> dims,
      String tool) {
    public Plan {
      output = output.toAbsolutePath().normalize();
      ledgers = ledgers.toAbsolutePath().normalize();
      settings = Map.copyOf(settings);
      dims = Map.copyOf(dims);
    }

    private Path ledger() {
      return ledgers.resolve(URLEncoder.encode(execution, StandardCharsets.UTF_8) + LEDGER);
    }

    /** The fingerprint of all that a generated file depends on. */
    private String input(String spec, String text, Map<String, Integer> sizes) {
      List<String> all = new ArrayList<>(List.of(tool, spec, text));
      all.add(new TreeMap<>(settings).toString());
      all.add(new TreeMap<>(sizes).toString());
      return Fingerprint.of(all);
    }
  }

  /**
   * What was done.
   *
   * @param specs how many definitions there are
   * @param failed how many of them have errors
   * @param diagnostics all that is to be said about them, in their order
   * @param written files that were not as they should be
   * @param deleted files that removed definitions had left behind
   * @param kept files that would have been deleted if they were as they were made
   * @param unusedSizes sizes that were given and that no definition has
   */
  public record Outcome(
      int specs,
      int failed,
      List<Diagnostic> diagnostics,
      List<Path> written,
      List<Path> deleted,
      List<Path> kept,
      Set<String> unusedSizes) {
    public Outcome {
      diagnostics = List.copyOf(diagnostics);
      written = List.copyOf(written);
      deleted = List.copyOf(deleted);
      kept = List.copyOf(kept);
      unusedSizes = Collections.unmodifiableSet(new LinkedHashSet<>(unusedSizes));
    }

    /** How many diagnostics are this bad. */
    public long count(Diagnostic.Severity severity) {
      return diagnostics.stream().filter(d -> d.severity() == severity).count();
    }
  }

  /** What a definition gives, with the file unless it is already there. */
  private record Made(Ledger.Entry entry, Optional<GeneratedSource> source) {}

  private final Plan plan;
  private final Claims claims;
  private final SourceFolder folder;
  private final Ledger old;
  private final GivenSizes dims;
  private final Map<String, Ledger.Entry> entries = new TreeMap<>();
  private final List<GeneratedSource> sources = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Path> deleted = new ArrayList<>();
  private final List<Path> kept = new ArrayList<>();
  private int failed;

  private SourceUpdate(Plan plan, Claims claims, Ledger old) {
    this.plan = plan;
    this.claims = claims;
    this.old = old;
    this.dims = new GivenSizes(plan.dims());
    this.folder = new SourceFolder(plan.output());
  }

  /**
   * Does it.
   *
   * @param claims what the project's other executions have made in this build
   */
  public static Outcome run(Plan plan, Claims claims) throws IOException {
    claims.start(plan.execution());
    return new SourceUpdate(plan, claims, Ledger.read(plan.ledger(), plan.output())).run();
  }

  /**
   * Nothing is written before all is generated. What was left behind goes before that, as a file
   * system may take its name for that of a new file.
   */
  private Outcome run() throws IOException {
    List<String> specs = plan.specs().files();
    for (String spec : specs) {
      make(spec);
    }
    Ledger made = new Ledger(plan.output(), entries);
    deleteWhatIsLeft(made);
    List<Path> written = new ArrayList<>();
    for (GeneratedSource source : sources) {
      if (folder.write(source)) {
        written.add(folder.file(source));
      }
    }
    if (!made.equals(old)) {
      made.write(plan.ledger());
    }
    return new Outcome(specs.size(), failed, diagnostics, written, deleted, kept, dims.unused());
  }

  private void make(String spec) throws IOException {
    Path file = plan.specs().file(spec);
    Diagnostics found = SpecFile.read(file, file.toString());
    Map<String, Integer> sizes = dims.of(found.source(), SpecFile.networkName(file));
    String input = plan.input(spec, found.source().text(), sizes);
    Optional<Ledger.Entry> last =
        Optional.ofNullable(old.entries().get(spec))
            .filter(entry -> old.output().equals(plan.output()));
    Optional<Made> made = Optional.empty();
    if (last.isPresent() && isRight(last.get(), input)) {
      made = Optional.of(new Made(last.get(), Optional.empty()));
    } else if (!found.hasErrors()) {
      made = generate(spec, input, sizes, found);
    }
    made = made.filter(given -> isAlone(given.entry().path(), file, found));
    made.map(Made::entry)
        .or(() -> last.map(Ledger.Entry::toBeMadeAgain))
        .ifPresent(entry -> entries.put(spec, entry));
    made.flatMap(Made::source).ifPresent(sources::add);
    failed += made.isPresent() ? 0 : 1;
    diagnostics.addAll(found.all());
  }

  private boolean isRight(Ledger.Entry last, String input) throws IOException {
    return last.input().equals(Optional.of(input)) && isAsMade(last, plan.output());
  }

  private static boolean isAsMade(Ledger.Entry entry, Path root) throws IOException {
    Path file = root.resolve(entry.path());
    return Files.isRegularFile(file)
        && Fingerprint.of(Files.readAllBytes(file)).equals(entry.content());
  }

  /** The class, to be made again next time if there is a warning to be given again. */
  private Optional<Made> generate(
      String spec, String input, Map<String, Integer> sizes, Diagnostics found) {
    SpecGenerator.Request request =
        new SpecGenerator.Request(
            found.source(),
            SpecFile.networkName(Path.of(spec)),
            SpecFolder.packageName(spec),
            Optional.empty(),
            sizes,
            plan.settings(),
            Map.of(),
            name -> "<dims>" + name + "=4</dims>");
    return SpecGenerator.generate(request, found)
        .map(SpecGenerator.Generated::source)
        .map(
            source -> {
              byte[] bytes = source.text().getBytes(StandardCharsets.UTF_8);
              boolean isClean =
                  found.all().stream().noneMatch(d -> d.severity() == Diagnostic.Severity.WARNING);
              Optional<String> made = isClean ? Optional.of(input) : Optional.empty();
              return new Made(
                  new Ledger.Entry(made, source.path(), Fingerprint.of(bytes)),
                  Optional.of(source));
            });
  }

  /** Whether nothing else gives the same file; otherwise that is an error. */
  private boolean isAlone(String path, Path spec, Diagnostics found) {
    Optional<Claims.Claim> other =
        claims.claim(plan.output().resolve(path), new Claims.Claim(spec, plan.execution()));
    other.ifPresent(
        claim -> {
          boolean isSame = claim.spec().equals(spec);
          found.report(
              DiagnosticCode.DUPLICATE_NAME,
              Span.NONE,
              isSame
                  ? path + " is made by the execution " + claim.execution() + " as well"
                  : path + " is made from " + claim.spec() + " as well",
              List.of(),
              List.of(
                  isSame
                      ? "leave the definition out of one of them with <excludes>"
                      : "give one network another name, or the definition another folder"));
        });
    return other.isEmpty();
  }

  private void deleteWhatIsLeft(Ledger made) throws IOException {
    Set<Path> needed = new HashSet<>(made.files());
    for (Path ledger : otherLedgers()) {
      needed.addAll(Ledger.read(ledger, plan.output()).files());
    }
    for (Ledger.Entry entry : old.entries().values()) {
      Path file = old.output().resolve(entry.path());
      if (needed.contains(file) || !Files.exists(file)) {
        continue;
      }
      if (isAsMade(entry, old.output())) {
        new SourceFolder(old.output()).delete(entry.path());
        deleted.add(file);
      } else {
        kept.add(file);
      }
    }
  }

  private List<Path> otherLedgers() throws IOException {
    if (!Files.isDirectory(plan.ledgers())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(plan.ledgers())) {
      return files
          .filter(file -> file.toString().endsWith(LEDGER) && !file.equals(plan.ledger()))
          .toList();
    }
  }
}
