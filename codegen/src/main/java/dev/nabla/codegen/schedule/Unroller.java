package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes every point of a nest out, each value in a register. */
final class Unroller {
  /** How many terms a sum has before it goes on in another register. */
  private static final int CHAIN = 8;

  private final Registers registers;
  private final boolean scratchInRegisters;
  private final Map<Access, Scalar> memory = new HashMap<>();
  private final List<Code> code = new ArrayList<>();

  /**
   * @param scratchInRegisters whether elements of scratch buffers are registers rather than memory;
   *     the unroller then sees every nest of a program, in order
   */
  Unroller(Registers registers, boolean scratchInRegisters) {
    this.registers = registers;
    this.scratchInRegisters = scratchInRegisters;
  }

  /** What has been written out since the last time. */
  List<Code> take() {
    List<Code> taken = List.copyOf(code);
    code.clear();
    return taken;
  }

  /** The register that holds an element of a scratch buffer. */
  Scalar element(Access access) {
    return memory.getOrDefault(access, Scalars.ZERO);
  }

  void add(Nest nest) {
    forEachPoint(nest.free(), new HashMap<>(), point -> addPoint(nest, point));
  }

  static void forEachPoint(
      List<LoopIndex> indices,
      Map<LoopIndex, Affine> point,
      Consumer<Map<LoopIndex, Affine>> action) {
    if (indices.isEmpty()) {
      action.accept(point);
      return;
    }
    LoopIndex first = indices.get(0);
    for (int at = 0; at < first.size(); at++) {
      Map<LoopIndex, Affine> next = new HashMap<>(point);
      next.put(first, Affine.of(at));
      forEachPoint(indices.subList(1, indices.size()), next, action);
    }
  }

  private void addPoint(Nest nest, Map<LoopIndex, Affine> point) {
    Map<Local, Scalar> locals = new HashMap<>();
    for (NestStep step : nest.steps()) {
      if (step instanceof NestStep.Let let) {
        String hint = let.local().hint() + suffix(nest, point);
        locals.put(let.local(), define(hint, value(step.value(), point, locals)));
      } else if (step instanceof NestStep.Fold fold) {
        List<Scalar> elements = new ArrayList<>();
        forEachPoint(fold.over(), point, inner -> elements.add(value(fold.value(), inner, locals)));
        locals.put(fold.local(), combine(fold, elements));
      } else if (step instanceof NestStep.Put put) {
        put(put, value(put.value(), point, locals), point);
      }
    }
  }

  /** The place of a point, to tell its registers from those of others. */
  private static String suffix(Nest nest, Map<LoopIndex, Affine> point) {
    int place = 0;
    for (LoopIndex index : nest.free()) {
      place = place * index.size() + point.get(index).constant();
    }
    return nest.free().isEmpty() ? "" : "_" + place;
  }

  private void put(NestStep.Put put, Scalar value, Map<LoopIndex, Affine> point) {
    Access target = put.target().replace(point::get);
    if (target.buffer().space() == Space.SCRATCH && scratchInRegisters) {
      int element = target.address().constant() - target.buffer().offset();
      boolean scalar = target.buffer().sizes().isEmpty();
      String name = target.buffer().name();
      memory.put(target, define(scalar ? name : name + "_" + element, value));
    } else {
      code.add(new Code.Store(target, value, put.adds()));
    }
  }

  private Scalar value(Scalar s, Map<LoopIndex, Affine> point, Map<Local, Scalar> locals) {
    return s.replaceIndices(index -> point.getOrDefault(index, Affine.of(index)))
        .rewrite(
            part -> {
              if (part instanceof Scalar.Use use) {
                return locals.getOrDefault(use.local(), part);
              }
              return part instanceof Scalar.Read read
                  ? memory.getOrDefault(read.access(), part)
                  : part;
            });
  }

  private Scalar define(String hint, Scalar value) {
    if (value.isName()) {
      return value;
    }
    Local local = registers.local(hint);
    code.add(new Code.Define(local, value, false));
    return new Scalar.Use(local);
  }

  private Scalar combine(NestStep.Fold fold, List<Scalar> elements) {
    return switch (fold.kind()) {
      case SUM -> sum(fold.local().hint(), elements);
      case PRODUCT -> product(fold.local().hint(), elements);
      case MAX, MIN ->
          elements.stream()
              .reduce((a, b) -> define(fold.local().hint(), extreme(fold.kind(), a, b)))
              .orElseThrow();
      case ARGMAX -> argmax(elements);
    };
  }

  static Scalar extreme(NestStep.Kind kind, Scalar a, Scalar b) {
    return new Scalar.Apply(
        kind == NestStep.Kind.MAX ? ScalarFunctions.MAX : ScalarFunctions.MIN, List.of(a, b));
  }

  private Scalar sum(String hint, List<Scalar> elements) {
    List<Scalar> part = new ArrayList<>();
    for (Scalar element : elements) {
      if (part.size() == CHAIN) {
        Scalar partial = define(hint, Scalars.linear(terms(part)));
        part.clear();
        part.add(partial);
      }
      part.add(element);
    }
    return Scalars.linear(terms(part));
  }

  static List<Scalar.Term> terms(List<Scalar> scalars) {
    return scalars.stream().map(s -> new Scalar.Term(1, s)).toList();
  }

  private Scalar product(String hint, List<Scalar> elements) {
    List<Scalar> part = new ArrayList<>();
    for (Scalar element : elements) {
      if (part.size() == CHAIN) {
        Scalar partial = define(hint, Scalars.product(part));
        part.clear();
        part.add(partial);
      }
      part.add(element);
    }
    return Scalars.product(part);
  }

  private Scalar argmax(List<Scalar> elements) {
    Scalar best = define("best", elements.get(0));
    Scalar position = Scalars.ONE;
    for (int k = 1; k < elements.size(); k++) {
      Scalar element = define("element", elements.get(k));
      position =
          define("position", new Scalar.IfGreater(element, best, Scalars.literal(k + 1), position));
      best = define("best", extreme(NestStep.Kind.MAX, best, element));
    }
    return position;
  }
}
