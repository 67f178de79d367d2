package dev.nabla.codegen;

import dev.nabla.codegen.emit.BatchPlan;
import dev.nabla.codegen.emit.ClassEmitter;
import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.lower.ArrayLayout;
import dev.nabla.codegen.lower.Batching;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.lower.Lowering;
import dev.nabla.codegen.lower.Work;
import dev.nabla.codegen.schedule.LoopCost;
import dev.nabla.codegen.schedule.ScheduledProgram;
import dev.nabla.codegen.schedule.Scheduler;
import dev.nabla.codegen.schedule.Schedules;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The way of one program from bindings to text. */
final class Generation {
  private static final long LONGEST_FORMULA = 60;

  /** How many samples a batch computes at once; what is left goes to the next smaller block. */
  private static final List<Integer> PLAIN_BLOCKS = List.of(32, 8);

  /** In vectors a block may have fewer samples than this, a whole number of tiles and vectors. */
  private static final int OPEN_BLOCK = 64;

  private final DerivedProgram program;
  private final Function<Expr, String> notation;
  private final ArrayLayout layout;
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
    this.layout = ArrayLayout.of(program.network());
  }

  String text() {
    Map<Goal, ScheduledProgram> methods = methods();
    BatchPlan batch = batch(methods);
    List<String> formulas = formulas();
    options.extras().forEach(goal -> formulas.addAll(formulas(work(goal))));
    return ClassEmitter.emit(program, layout, options, methods, batch, formulas);
  }

  ScheduleExplanation explanation() {
    Map<Goal, ScheduledProgram> methods = methods();
    return ScheduleExplanation.of(methods, batch(methods), options.type());
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
    Map<Goal, LoopProgram> methods = new LinkedHashMap<>();
    Stream.concat(goals.stream(), options.extras().stream())
        .forEach(goal -> methods.put(goal, lower(program, layout, work(goal))));
    return schedule(methods);
  }

  private boolean hasLoss() {
    return program.network().loss().isPresent();
  }

  /**
   * Blocks of samples, the largest first. Without vectors there are none where a sample is done in
   * registers: they would make little difference and a long class.
   */
  private BatchPlan batch(Map<Goal, ScheduledProgram> single) {
    boolean open = options.lanes().isPresent();
    boolean straight = single.get(hasLoss() ? Goal.GRADIENT : Goal.PREDICT).straight();
    if (!options.batch() || straight && !open) {
      return BatchPlan.SINGLE;
    }
    List<BatchPlan.Block> blocks = new ArrayList<>();
    for (int samples : open ? List.of(OPEN_BLOCK) : PLAIN_BLOCKS) {
      Size size = open ? new Size.Samples(samples) : Size.fixed("samples", samples);
      Batching.block(program, size)
          .map(block -> block(block, samples, open))
          .ifPresent(blocks::add);
    }
    return new BatchPlan(blocks);
  }

  private BatchPlan.Block block(DerivedProgram block, int samples, boolean open) {
    Map<Goal, LoopProgram> inRows = lower(block, samples, false);
    Map<Goal, LoopProgram> inColumns = open ? lower(block, samples, true) : inRows;
    boolean last = open && cost(inColumns) + reordered(samples) < cost(inRows);
    return new BatchPlan.Block(samples, open, last, schedule(last ? inColumns : inRows));
  }

  private Map<Goal, LoopProgram> lower(DerivedProgram block, int samples, boolean last) {
    ArrayLayout wide = layout.forBlock(block.network(), samples, last);
    Map<Goal, LoopProgram> methods = new LinkedHashMap<>();
    for (Goal goal : hasLoss() ? List.of(Goal.PREDICT, Goal.GRADIENT) : List.of(Goal.PREDICT)) {
      Work work = Work.of(block, wide, goal, goal == Goal.GRADIENT);
      methods.put(goal, lower(block, wide, work));
    }
    return methods;
  }

  private double cost(Map<Goal, LoopProgram> methods) {
    return methods.values().stream().mapToDouble(method -> LoopCost.of(method, schedules)).sum();
  }

  /** What it takes to give both methods of a block its samples in the other order. */
  private double reordered(int samples) {
    int predicted = ArrayLayout.count(layout.inputs()) + ArrayLayout.count(layout.outputs());
    int compared = ArrayLayout.count(layout.inputs()) + ArrayLayout.count(layout.targets());
    return (double) samples * (hasLoss() ? predicted + compared : predicted);
  }

  private LoopProgram lower(DerivedProgram lowered, ArrayLayout places, Work work) {
    return Lowering.lower(lowered, places, work, this::formula);
  }

  private Map<Goal, ScheduledProgram> schedule(Map<Goal, LoopProgram> methods) {
    Iterator<ScheduledProgram> scheduled =
        Scheduler.schedule(List.copyOf(methods.values()), schedules).iterator();
    Map<Goal, ScheduledProgram> all = new LinkedHashMap<>();
    methods.keySet().forEach(goal -> all.put(goal, scheduled.next()));
    return all;
  }

  private String formula(Expr e) {
    return e.weight() > LONGEST_FORMULA ? "..." : notation.apply(e);
  }

  private List<String> formulas() {
    List<String> lines = new ArrayList<>();
    List<Binding> named = new ArrayList<>(program.values());
    named.addAll(program.adjoints());
    named.forEach(b -> lines.add(formula(b.variable()) + " = " + formula(b.value())));
    String result = program.network().result().name();
    for (Binding binding : program.gradients()) {
      lines.add("d" + result + "/d" + binding.variable().name() + " = " + formula(binding.value()));
    }
    return lines;
  }

  private List<String> formulas(Work work) {
    List<String> lines = new ArrayList<>(List.of(""));
    work.bindings().forEach(b -> lines.add(formula(b.variable()) + " = " + formula(b.value())));
    work.results().forEach(r -> lines.add(r.name() + " = " + formula(r.value())));
    return lines;
  }
}
