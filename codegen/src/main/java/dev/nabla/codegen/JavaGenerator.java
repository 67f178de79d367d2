package dev.nabla.codegen;

import dev.nabla.codegen.emit.BatchPlan;
import dev.nabla.codegen.emit.ClassEmitter;
import dev.nabla.codegen.lower.Batching;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.lower.Layout;
import dev.nabla.codegen.lower.Lowering;
import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.schedule.ScheduledProgram;
import dev.nabla.codegen.schedule.Scheduler;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.network.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes a Java class that computes a network and its gradient. */
public final class JavaGenerator {
  private static final long LONGEST_FORMULA = 60;

  /** How many samples a batch computes at once. */
  private static final int BLOCK = 32;

  private final Function<Expr, String> notation;

  /** A generator whose comments hold formulas in index notation. */
  public JavaGenerator() {
    this(Expr::toString);
  }

  /**
   * A generator.
   *
   * @param notation how comments print formulas
   */
  public JavaGenerator(Function<Expr, String> notation) {
    this.notation = notation;
  }

  /**
   * The class for a program whose sizes all have values.
   *
   * @throws GenerationException when a size is open, a function has no definition or a name of the
   *     options is none
   */
  public GeneratedSource generate(DerivedProgram program, Options options) {
    Validation.check(program, options);
    Layout layout = Layout.of(program.network());
    Map<Goal, ScheduledProgram> methods = new LinkedHashMap<>();
    goals(program).forEach(goal -> methods.put(goal, schedule(program, layout, goal, false)));
    BatchPlan batch = options.batch() ? batch(program, layout, methods) : BatchPlan.SINGLE;
    String text = ClassEmitter.emit(program, layout, options, methods, batch, formulas(program));
    return new GeneratedSource(options.qualifiedName().replace('.', '/') + ".java", text);
  }

  /** How each method of the class would be computed, for people. */
  public Map<Goal, ScheduledProgram> schedules(DerivedProgram program) {
    Map<Goal, ScheduledProgram> methods = new LinkedHashMap<>();
    Layout layout = Layout.of(program.network());
    goals(program).forEach(goal -> methods.put(goal, schedule(program, layout, goal, false)));
    return methods;
  }

  /** Blocks of samples, unless a sample is so little work that it is best done in registers. */
  private BatchPlan batch(
      DerivedProgram program, Layout layout, Map<Goal, ScheduledProgram> single) {
    Goal largest = program.network().loss().isPresent() ? Goal.GRADIENT : Goal.PREDICT;
    if (single.get(largest).straight()) {
      return BatchPlan.SINGLE;
    }
    return Batching.block(program, BLOCK)
        .map(
            block -> {
              Layout wide = layout.forBlock(block.network(), BLOCK);
              Map<Goal, ScheduledProgram> methods = new LinkedHashMap<>();
              methods.put(Goal.PREDICT, schedule(block, wide, Goal.PREDICT, false));
              if (largest == Goal.GRADIENT) {
                methods.put(Goal.GRADIENT, schedule(block, wide, Goal.GRADIENT, true));
              }
              return new BatchPlan(BLOCK, methods);
            })
        .orElse(BatchPlan.SINGLE);
  }

  private static List<Goal> goals(DerivedProgram program) {
    return program.network().loss().isPresent()
        ? List.of(Goal.PREDICT, Goal.LOSS, Goal.GRADIENT)
        : List.of(Goal.PREDICT, Goal.FORWARD, Goal.BACKWARD);
  }

  private ScheduledProgram schedule(
      DerivedProgram program, Layout layout, Goal goal, boolean accumulates) {
    LoopProgram loops = Lowering.lower(program, layout, goal, accumulates, this::formula);
    return Scheduler.schedule(loops);
  }

  private String formula(Expr e) {
    return e.weight() > LONGEST_FORMULA ? "..." : notation.apply(e);
  }

  private List<String> formulas(DerivedProgram program) {
    List<String> lines = new ArrayList<>();
    for (Binding binding : program.values()) {
      lines.add(binding.variable().name() + " = " + formula(binding.value()));
    }
    Stream.of(program.adjoints())
        .flatMap(List::stream)
        .forEach(b -> lines.add(b.variable().name() + " = " + formula(b.value())));
    String result = program.network().result().name();
    for (Binding binding : program.gradients()) {
      lines.add(
          "d" + result + "/d" + binding.variable().name() + " = " + formula(binding.value()));
    }
    return lines;
  }
}
