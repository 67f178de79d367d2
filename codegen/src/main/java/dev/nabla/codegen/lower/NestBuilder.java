package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Index;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.loop.Statement;
import dev.nabla.codegen.loop.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** Collects the steps of a nest. */
final class NestBuilder implements Scope {
  private final List<Index> free;
  private final List<Affine> position;
  private final List<Step> steps = new ArrayList<>();

  NestBuilder(List<Index> free) {
    this(free, Collections.nCopies(free.size(), 0));
  }

  /**
   * A nest over part of a tensor.
   *
   * @param from where each index starts
   */
  NestBuilder(List<Index> free, List<Integer> from) {
    this.free = free.stream().filter(index -> index.size() != 1).toList();
    List<Affine> places = new ArrayList<>();
    for (int axis = 0; axis < free.size(); axis++) {
      Index index = free.get(axis);
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
    steps.add(new Step.Put(target.at(position()), value, adds));
  }

  Statement.Nest build(String title) {
    return new Statement.Nest(title, free, steps);
  }

  @Override
  public long points() {
    return Statement.volume(free);
  }

  @Override
  public boolean isExactly(List<Affine> given) {
    return given.size() == position.size() && new HashSet<>(given).equals(new HashSet<>(position));
  }

  @Override
  public Scalar fold(Local local, Step.Kind kind, List<Index> over, Scalar element) {
    List<Index> several = over.stream().filter(index -> index.size() != 1).toList();
    Scalar value = element.replaceIndices(i -> i.size() == 1 ? Affine.ZERO : Affine.of(i));
    if (several.isEmpty()) {
      return kind == Step.Kind.ARGMAX ? Scalars.ONE : value;
    }
    steps.add(new Step.Fold(local, kind, several, value));
    return new Scalar.Use(local);
  }

  @Override
  public Scope within(List<Index> over) {
    return new Inside(points() * Statement.volume(over));
  }

  /** The points of a fold: nothing can be folded in place here. */
  private record Inside(long points) implements Scope {
    @Override
    public boolean isExactly(List<Affine> position) {
      return false;
    }

    @Override
    public Scalar fold(Local local, Step.Kind kind, List<Index> over, Scalar element) {
      throw new IllegalStateException("a fold within a fold");
    }

    @Override
    public Scope within(List<Index> over) {
      return new Inside(points * Statement.volume(over));
    }
  }
}
