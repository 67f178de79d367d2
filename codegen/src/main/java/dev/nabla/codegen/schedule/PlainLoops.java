package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.codegen.schedule.Section.Unit;
import java.util.ArrayList;
import java.util.List;

/** A nest as it stands: loops over the free indices, and in them one for each fold. */
final class PlainLoops {
  private static final int LANES = 4;

  private final Registers registers;

  PlainLoops(Registers registers) {
    this.registers = registers;
  }

  Unit unit(Nest nest) {
    return new Unit(Kind.LOOPS, NestScheduler.loops(nest.free(), body(nest.steps())));
  }

  /** What is done at one point of the free indices. */
  List<Code> body(List<NestStep> steps) {
    List<Code> body = new ArrayList<>();
    List<NestStep> pending = new ArrayList<>();
    for (NestStep step : steps) {
      if (step instanceof NestStep.Fold fold) {
        body.addAll(flush(pending));
        body.addAll(fold(fold));
      } else {
        pending.add(step);
      }
    }
    body.addAll(flush(pending));
    return body;
  }

  private List<Code> flush(List<NestStep> pending) {
    List<Code> code = CommonScalars.extract(NestScheduler.steps(pending), registers);
    pending.clear();
    return code;
  }

  private List<Code> fold(NestStep.Fold fold) {
    LoopIndex last = fold.over().get(fold.over().size() - 1);
    if (fold.kind() == NestStep.Kind.ARGMAX) {
      return argmax(fold, last);
    }
    boolean lanes = fold.kind() == NestStep.Kind.SUM && last.size() >= 2 * LANES && !last.open();
    return lanes ? lanes(fold, last) : single(fold);
  }

  private List<Code> single(NestStep.Fold fold) {
    Local total = registers.local(fold.local().hint());
    List<Code> code = new ArrayList<>();
    code.add(new Code.Define(total, start(fold.kind()), true));
    Scalar next = combine(fold.kind(), new Scalar.Use(total), fold.value());
    List<Code> body = CommonScalars.extract(List.of(new Code.Assign(total, next)), registers);
    code.addAll(NestScheduler.loops(fold.over(), body));
    code.add(new Code.Define(fold.local(), new Scalar.Use(total), false));
    return code;
  }

  private static Scalar start(NestStep.Kind kind) {
    return switch (kind) {
      case SUM -> Scalars.ZERO;
      case PRODUCT, ARGMAX -> Scalars.ONE;
      case MAX -> Scalars.literal(Double.NEGATIVE_INFINITY);
      case MIN -> Scalars.literal(Double.POSITIVE_INFINITY);
    };
  }

  private static Scalar combine(NestStep.Kind kind, Scalar total, Scalar element) {
    return switch (kind) {
      case SUM -> Scalars.add(total, element);
      case PRODUCT -> Scalars.product(total, element);
      case MAX, MIN -> Unroller.extreme(kind, total, element);
      case ARGMAX -> throw new IllegalArgumentException("no single register holds it");
    };
  }

  /** Several sums side by side, so that an addition need not wait for the one before. */
  private List<Code> lanes(NestStep.Fold fold, LoopIndex last) {
    List<Local> lanes = new ArrayList<>();
    List<Code> code = new ArrayList<>();
    List<Code> body = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      Local local = registers.local(fold.local().hint());
      lanes.add(local);
      code.add(new Code.Define(local, Scalars.ZERO, true));
      Scalar element = NestScheduler.at(fold.value(), last, Affine.of(last).plus(lane));
      body.add(new Code.Assign(local, Scalars.add(new Scalar.Use(local), element)));
    }
    int whole = last.size() - last.size() % LANES;
    List<Code> inner = new ArrayList<>();
    inner.add(new Code.Loop(last, 0, whole, LANES, CommonScalars.extract(body, registers)));
    for (int rest = whole; rest < last.size(); rest++) {
      Local lane = lanes.get(rest - whole);
      Scalar element = NestScheduler.at(fold.value(), last, Affine.of(rest));
      inner.add(new Code.Assign(lane, Scalars.add(new Scalar.Use(lane), element)));
    }
    code.addAll(NestScheduler.loops(fold.over().subList(0, fold.over().size() - 1), inner));
    List<Scalar> uses = lanes.stream().map(l -> (Scalar) new Scalar.Use(l)).toList();
    code.add(new Code.Define(fold.local(), Scalars.linear(Unroller.terms(uses)), false));
    return code;
  }

  private List<Code> argmax(NestStep.Fold fold, LoopIndex over) {
    Local best = registers.local("best");
    Local place = registers.local("position");
    Local element = registers.local("element");
    Scalar position = Scalars.position(Affine.of(over).plus(1));
    Scalar use = new Scalar.Use(element);
    return List.of(
        new Code.Define(best, start(NestStep.Kind.MAX), true),
        new Code.Define(place, Scalars.ONE, true),
        new Code.Loop(
            over,
            0,
            over.size(),
            1,
            List.of(
                new Code.Define(element, fold.value(), false),
                new Code.Assign(
                    place,
                    new Scalar.IfGreater(
                        use, new Scalar.Use(best), position, new Scalar.Use(place))),
                new Code.Assign(
                    best, Unroller.extreme(NestStep.Kind.MAX, new Scalar.Use(best), use)))),
        new Code.Define(fold.local(), new Scalar.Use(place), false));
  }
}
