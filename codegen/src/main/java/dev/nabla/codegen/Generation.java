package dev.nabla.codegen;

import dev.nabla.codegen.emit.BatchPlan;
import dev.nabla.codegen.emit.ClassEmitter;
import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.lower.Batching;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.lower.Layout;
import dev.nabla.codegen.lower.Lowering;
import dev.nabla.codegen.lower.Work;
import dev.nabla.codegen.schedule.ScheduledProgram;
import dev.nabla.codegen.schedule.Scheduler;
import dev.nabla.codegen.schedule.Schedules;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.network.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The way of one program from bindings to text. */
final class Generation {
  private static final long LONGEST_FORMULA = 60;

  /** How many samples a batch computes at once; what is left goes to the next smaller block. */
  private static final List<Integer> PLAIN_BLOCKS = List.of(32, 8);

  /** The same in vectors, where rows of gradients are read and written once for a block. */
  private static final List<Integer> VECTOR_BLOCKS = List.of(64, 16);

  private final DerivedProgram program;
  private final Function<Expr, String> notation;
  private final Layout layout;
  private final Options options;
  private final Schedules schedules;

  Generation(
      DerivedProgram program,
      Options options,
      Schedules schedules,
      Function<Expr, String> notation) {
    this.program = program;
    this.schedules = schedules;
    this.options = options;
    this.notation = notation;
    this.layout = Layout.of(program.network());
  }

  String text() {
    Map<Goal, ScheduledProgram> methods = methods();
    BatchPlan batch = batch(methods);
    List<String> formulas = formulas();
    options.extras().forEach(goal -> formulas.addAll(formulas(work(goal))));
    return ClassEmitter.emit(program, layout, options, methods, batch, formulas);
  }

  Explanation explanation() {
    Map<Goal, ScheduledProgram> methods = methods();
    return Explanation.of(methods, batch(methods), options.type());
  }

  private Work work(Goal goal) {
    return Work.of(program, layout, goal, false);
  }

  /** The schedules of the methods for single samples. */
  Map<Goal, ScheduledProgram> methods() {
    List<Goal> goals =
        hasLoss()
            ? List.of(Goal.PREDICT, Goal.LOSS, Goal.GRADIENT)
            : List.of(Goal.PREDICT, Goal.FORWARD, Goal.BACKWARD);
    Map<Goal, ScheduledProgram> methods = new LinkedHashMap<>();
    goals.forEach(goal -> methods.put(goal, schedule(program, layout, goal, false)));
    options.extras().forEach(goal -> methods.put(goal, schedule(program, layout, work(goal))));
    return methods;
  }

  private boolean hasLoss() {
    return program.network().loss().isPresent();
  }

  /** Blocks of samples, unless a sample is so little work that it is best done in registers. */
  private BatchPlan batch(Map<Goal, ScheduledProgram> single) {
    if (!options.batch() || single.get(hasLoss() ? Goal.GRADIENT : Goal.PREDICT).straight()) {
      return BatchPlan.SINGLE;
    }
    List<BatchPlan.Block> blocks = new ArrayList<>();
    for (int samples : options.lanes().isPresent() ? VECTOR_BLOCKS : PLAIN_BLOCKS) {
      Batching.block(program, samples).map(b -> block(b, samples)).ifPresent(blocks::add);
    }
    return new BatchPlan(blocks);
  }

  private BatchPlan.Block block(DerivedProgram block, int samples) {
    Layout wide = layout.forBlock(block.network(), samples);
    Map<Goal, ScheduledProgram> methods = new LinkedHashMap<>();
    methods.put(Goal.PREDICT, schedule(block, wide, Goal.PREDICT, false));
    if (hasLoss()) {
      methods.put(Goal.GRADIENT, schedule(block, wide, Goal.GRADIENT, true));
    }
    return new BatchPlan.Block(samples, methods);
  }

  private ScheduledProgram schedule(
      DerivedProgram scheduled, Layout places, Goal goal, boolean accumulates) {
    return schedule(scheduled, places, Work.of(scheduled, places, goal, accumulates));
  }

  private ScheduledProgram schedule(DerivedProgram scheduled, Layout places, Work work) {
    LoopProgram loops = Lowering.lower(scheduled, places, work, this::formula);
    return Scheduler.schedule(loops, schedules);
  }

  private String formula(Expr e) {
    return e.weight() > LONGEST_FORMULA ? "..." : Lowering.withoutMarks(notation.apply(e));
  }

  private List<String> formulas() {
    List<String> lines = new ArrayList<>();
    List<Binding> named = new ArrayList<>(program.values());
    named.addAll(program.adjoints());
    named.forEach(b -> lines.add(b.variable().name() + " = " + formula(b.value())));
    String result = program.network().result().name();
    for (Binding binding : program.gradients()) {
      lines.add("d" + result + "/d" + binding.variable().name() + " = " + formula(binding.value()));
    }
    return lines;
  }

  private List<String> formulas(Work work) {
    List<String> lines = new ArrayList<>(List.of(""));
    work.bindings().forEach(b -> lines.add(b.variable().name() + " = " + formula(b.value())));
    work.results().forEach(r -> lines.add(r.name() + " = " + formula(r.value())));
    return lines;
  }
}
