package dev.nabla.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ByteArrayOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Arrows point to users; nothing points back, and nothing depends on the place or the hour. */
@AnalyzeClasses(packages = "dev.nabla", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule MODULES =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("grammar")
          .definedBy("dev.nabla.grammar..")
          .layer("symbolic")
          .definedBy("dev.nabla.symbolic..")
          .layer("codegen")
          .definedBy("dev.nabla.codegen..")
          .layer("report")
          .definedBy("dev.nabla.report..")
          .layer("train")
          .definedBy("dev.nabla.train..")
          .layer("cli")
          .definedBy("dev.nabla.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("codegen")
          .mayOnlyBeAccessedByLayers("report", "train", "cli")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("train", "cli")
          .whereLayer("train")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("symbolic")
          .mayOnlyBeAccessedByLayers("codegen", "report", "train", "cli");

  private record Arrow(String from, String to) {}

  /**
   * Every arrow that closes a circle of packages: from the door of a module, which is what others
   * call, to what the module does; what all of them speak of still stands in the door's package.
   */
  private static final Set<Arrow> BACK =
      Set.of(
          new Arrow("dev.nabla.codegen", "dev.nabla.codegen.emit"),
          new Arrow("dev.nabla.codegen", "dev.nabla.codegen.lower"),
          new Arrow("dev.nabla.codegen", "dev.nabla.codegen.testing"));

  @ArchTest
  static void packagesHaveNoCircleButThese(JavaClasses classes) {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : classes) {
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> new Arrow(packageOf(type), packageOf(dependency.getTargetClass())))
          .filter(arrow -> arrow.to().startsWith("dev.nabla") && !BACK.contains(arrow))
          .filter(arrow -> !arrow.to().equals(arrow.from()))
          .forEach(
              arrow -> uses.computeIfAbsent(arrow.from(), key -> new TreeSet<>()).add(arrow.to()));
    }
    uses.forEach(
        (from, all) ->
            all.forEach(
                to -> assertThat(reached(to, uses)).as(from + " -> " + to).doesNotContain(from)));
    assertThat(BACK)
        .as("what closes no circle is no exception")
        .allMatch(arrow -> reached(arrow.to(), uses).contains(arrow.from()));
  }

  private static String packageOf(JavaClass type) {
    return type.getBaseComponentType().getPackageName();
  }

  private static Set<String> reached(String start, Map<String, Set<String>> uses) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      for (String next : uses.getOrDefault(open.pop(), Set.of())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached;
  }

  /** Simple names that still serve in two packages. */
  private static final Set<String> SHARED =
      Set.of("Definition IndexForm Layout Names Network Numbers Options Scope".split(" "));

  @ArchTest
  static void aNameServesOnceButThese(JavaClasses classes) {
    Map<String, Long> count =
        classes.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
    count.values().removeIf(number -> number == 1);
    assertThat(SHARED).containsAll(count.keySet());
  }

  @ArchTest
  static final ArchRule CORE_KNOWS_NO_FRONT =
      noClasses()
          .that()
          .resideInAnyPackage("dev.nabla.symbolic.expr..", "dev.nabla.symbolic.shape..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.nabla.symbolic.elaborate..",
              "dev.nabla.symbolic.derive..",
              "dev.nabla.symbolic.rewrite..",
              "dev.nabla.symbolic.notation..");

  @ArchTest static final ArchRule ANTLR_STAYS_AT_HOME = only("dev.nabla.grammar", "org.antlr..");

  @ArchTest
  static final ArchRule JAVAPOET_STAYS_AT_HOME = only("dev.nabla.codegen", "com.palantir..");

  @ArchTest static final ArchRule PICOCLI_STAYS_AT_HOME = only("dev.nabla.cli", "picocli..");

  @ArchTest
  static final ArchRule ONLY_FRONTS_KNOW_JSON =
      noClasses()
          .that()
          .resideInAnyPackage("dev.nabla.grammar..", "dev.nabla.symbolic..", "dev.nabla.codegen..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  private static ArchRule only(String module, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  @ArchTest
  static final ArchRule ONLY_MAIN_EXITS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.nabla.cli.Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethodWhere(target(owner(name("java.lang.Runtime"))).and(target(name("exit"))))
          .orShould()
          .callMethodWhere(target(owner(name("java.lang.Runtime"))).and(target(name("halt"))));

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_TALKS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.nabla.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in")
          .orShould()
          .callMethodWhere(target(name("printStackTrace")));

  @ArchTest
  static final ArchRule NO_WINDOWS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.awt..", "javax.swing..", "java.net.http..", "sun..");

  @ArchTest
  static final ArchRule NO_PROCESSES_AND_NO_NATIVE_CODE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .orShould()
          .callMethodWhere(target(owner(name("java.lang.Runtime"))).and(target(name("exec"))))
          .orShould()
          .callMethodWhere(target(name("loadLibrary")))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");

  @ArchTest
  static final ArchRule RANDOM_NUMBERS_HAVE_A_SEED =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

  /** What means something else elsewhere: methods with a form that names charset or locale. */
  @ArchTest
  static final ArchRule NO_DEFAULT_CHARSET_OR_LOCALE =
      noClasses()
          .should()
          .callMethodWhere(with(String.class, "getBytes"))
          .orShould()
          .callMethodWhere(with(String.class, "toLowerCase"))
          .orShould()
          .callMethodWhere(with(String.class, "toUpperCase"))
          .orShould()
          .callMethodWhere(with(ByteArrayOutputStream.class, "toString"))
          .orShould()
          .callConstructor(String.class, byte[].class)
          .orShould()
          .callConstructor(InputStreamReader.class, java.io.InputStream.class)
          .orShould()
          .callConstructor(OutputStreamWriter.class, java.io.OutputStream.class)
          .orShould()
          .callConstructor(FileReader.class, String.class)
          .orShould()
          .callConstructor(FileReader.class, java.io.File.class)
          .orShould()
          .callConstructor(FileWriter.class, String.class)
          .orShould()
          .callConstructor(FileWriter.class, java.io.File.class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(Locale.class, "getDefault")
          .orShould()
          .callMethod(java.nio.charset.Charset.class, "defaultCharset");

  @ArchTest
  static final ArchRule NO_STATIC_MUTABLE_STATE = fields().that().areStatic().should(beConstants());

  /** A call of this method that gives it no charset and no locale. */
  private static DescribedPredicate<JavaCall<?>> with(Class<?> type, String method) {
    return DescribedPredicate.describe(
        type.getSimpleName() + "." + method + " in the way of the place",
        call ->
            call.getTargetOwner().isEquivalentTo(type)
                && call.getName().equals(method)
                && call.getTarget().getRawParameterTypes().stream()
                    .noneMatch(
                        parameter ->
                            Set.of("java.util.Locale", "java.nio.charset.Charset")
                                .contains(parameter.getName())));
  }

  /** Types whose values may change but for what is private to their class and never written. */
  private static final Set<String> MUTABLE =
      Set.of(
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.TreeMap",
          "java.util.HashSet",
          "java.util.LinkedHashSet",
          "java.util.TreeSet",
          "java.util.EnumMap",
          "java.util.IdentityHashMap",
          "java.util.WeakHashMap",
          "java.util.ArrayDeque",
          "java.util.BitSet",
          "java.util.Random",
          "java.lang.StringBuilder",
          "java.lang.ThreadLocal");

  private static ArchCondition<JavaField> beConstants() {
    return new ArchCondition<>("be constants") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean generated =
            field
                    .getOwner()
                    .getFullName()
                    .matches("dev\\.nabla\\.grammar\\.text\\.Nabla(Lexer|Parser).*")
                || field.getModifiers().contains(JavaModifier.SYNTHETIC);
        boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
        String type = field.getRawType().getName();
        boolean mutable =
            MUTABLE.contains(type)
                || type.startsWith("java.util.concurrent.")
                || field.getRawType().isArray()
                    && !field.getModifiers().contains(JavaModifier.PRIVATE);
        events.add(
            new SimpleConditionEvent(
                field, generated || isFinal && !mutable, field.getFullName() + " : " + type));
      }
    };
  }
}
