package dev.nabla.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point to users; nothing points back. */
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
          .layer("cli")
          .definedBy("dev.nabla.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("codegen")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("symbolic")
          .mayOnlyBeAccessedByLayers("codegen", "cli");

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

  @ArchTest
  static final ArchRule ONLY_MAIN_EXITS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.nabla.cli.Main")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule NO_STATIC_MUTABLE_STATE =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .haveSimpleNameNotStartingWith("Nabla")
          .should()
          .beFinal();
}
