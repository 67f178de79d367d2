package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** Collects the steps of a nest. */
final class NestBuilder implements FoldScope {
  private final List<LoopIndex> free;
  private final List<Affine> position;
  private final List<NestStep> steps = new ArrayList<>();

  NestBuilder(List<LoopIndex> free) {
    this(free, Collections.nCopies(free.size(), 0));
  }

  /**
   * A nest over part of a tensor.
   *
   * @param from where each index starts
   */
  NestBuilder(List<LoopIndex> free, List<Integer> from) {
    this.free = free.stream().filter(index -> index.size() != 1).toList();
    List<Affine> places = new ArrayList<>();
    for (int axis = 0; axis < free.size(); axis++) {
      LoopIndex index = free.get(axis);
      Affine place = index.size() == 1 ? Affine.ZERO : Affine.of(index);
      places.add(place.plus(from.get(axis)));
    }
    this.position = List.copyOf(places);
  }

  /** The free indices as a position. */
  List<Affine> position() {
    return position;
  }

  void put(Buffer target, Scalar value, boolean adds) {
    steps.add(new NestStep.Put(target.at(position()), value, adds));
  }

  LoopStatement.Nest build(String title) {
    return new LoopStatement.Nest(title, free, steps);
  }

  @Override
  public long points() {
    return LoopStatement.volume(free);
  }

  @Override
  public boolean isExactly(List<Affine> given) {
    return given.size() == position.size() && new HashSet<>(given).equals(new HashSet<>(position));
  }

  @Override
  public Scalar fold(Local local, NestStep.Kind kind, List<LoopIndex> over, Scalar element) {
    List<LoopIndex> several = over.stream().filter(index -> index.size() != 1).toList();
    Scalar value = element.replaceIndices(i -> i.size() == 1 ? Affine.ZERO : Affine.of(i));
    if (several.isEmpty()) {
      return kind == NestStep.Kind.ARGMAX ? Scalars.ONE : value;
    }
    steps.add(new NestStep.Fold(local, kind, several, value));
    return new Scalar.Use(local);
  }

  @Override
  public FoldScope within(List<LoopIndex> over) {
    return new Inside(points() * LoopStatement.volume(over));
  }

  /** The points of a fold: nothing can be folded in place here. */
  private record Inside(long points) implements FoldScope {
    @Override
    public boolean isExactly(List<Affine> position) {
      return false;
    }

    @Override
    public Scalar fold(Local local, NestStep.Kind kind, List<LoopIndex> over, Scalar element) {
      throw new IllegalStateException("a fold within a fold");
    }

    @Override
    public FoldScope within(List<LoopIndex> over) {
      return new Inside(points * LoopStatement.volume(over));
    }
  }
}
