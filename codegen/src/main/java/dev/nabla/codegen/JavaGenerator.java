package dev.nabla.codegen;

import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.schedule.ScheduledProgram;
import dev.nabla.codegen.schedule.Schedules;
import dev.nabla.codegen.testing.TestEmitter;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.notation.Notation;
import dev.nabla.symbolic.shape.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes a Java class that computes a network and its gradient. The class needs nothing but the
 * Java platform; the same program and options give the same text.
 */
public final class JavaGenerator {
  private final Optional<Function<Expr, String>> notation;

  /** A generator whose comments hold formulas of the language. */
  public JavaGenerator() {
    this.notation = Optional.empty();
  }

  /**
   * A generator.
   *
   * @param notation how comments print formulas
   */
  public JavaGenerator(Function<Expr, String> notation) {
    this.notation = Optional.of(notation);
  }

  /**
   * The class for a program whose sizes all have values.
   *
   * @throws GenerationException when a size is open, a function has no definition or a name of the
   *     options is none
   */
  public GeneratedSource generate(DerivedProgram program, Options options) {
    return generate(program, options, Schedules.all(options.lanes()));
  }

  /** The class with only some schedules to choose from. */
  GeneratedSource generate(DerivedProgram program, Options options, Schedules schedules) {
    Validation.check(program, options);
    String text = new Generation(program, options, schedules, notation(program)).text();
    return new GeneratedSource(options.qualifiedName().replace('.', '/') + ".java", text);
  }

  /**
   * A JUnit 5 test of the class that {@link #generate} gives: its derivatives against differences.
   *
   * @throws GenerationException as there
   */
  public GeneratedSource generateTest(DerivedProgram program, Options options) {
    Validation.check(program, options);
    String path = options.qualifiedName().replace('.', '/') + "Test.java";
    return new GeneratedSource(path, TestEmitter.emit(program, options));
  }

  /**
   * Why the class computes as it does.
   *
   * @throws GenerationException as {@link #generate}
   */
  public ScheduleExplanation explain(DerivedProgram program, Options options) {
    Validation.check(program, options);
    Schedules schedules = Schedules.all(options.lanes());
    return new Generation(program, options, schedules, notation(program)).explanation();
  }

  /**
   * How each method of the class for single samples computes what it does.
   *
   * @throws GenerationException when a size is open or a function has no definition
   */
  public Map<Goal, ScheduledProgram> schedules(DerivedProgram program, Options options) {
    return schedules(program, options, Schedules.all(options.lanes()));
  }

  Map<Goal, ScheduledProgram> schedules(
      DerivedProgram program, Options options, Schedules schedules) {
    Validation.check(program, options);
    return new Generation(program, options, schedules, notation(program)).methods();
  }

  private Function<Expr, String> notation(DerivedProgram program) {
    return notation.orElseGet(
        () -> {
          Notation formulas = new Notation(program.network().exprs());
          return e -> Style.ASCII.expression(formulas.of(e, Shape.ofAxes(e.axes())).expression());
        });
  }
}
