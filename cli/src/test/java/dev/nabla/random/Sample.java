package dev.nabla.random;

import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.RoundedInterpreter;
import dev.nabla.symbolic.network.Binding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A point where a definition can be checked: away from kinks, every value a number, and with enough
 * digits left.
 *
 * @param scalar what is differentiated, as it was written
 * @param gradients in the order of the program
 */
record Sample(Point point, Measured scalar, List<Measured> gradients, Measured outputs) {
  private static final int ATTEMPTS = 10;

  /** A good point, or what stood in the way at the last one that was tried. */
  record Search(Optional<Sample> found, String obstacle) {}

  static Search find(Subject subject, long seed, Coverage coverage) {
    String obstacle = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Point point = Point.draw(subject.given(), seed * 100 + attempt);
      obstacle = obstacle(subject, point);
      if (obstacle.isEmpty()) {
        Sample sample = at(subject, point);
        if (sample.isGood()) {
          return new Search(Optional.of(sample), "");
        }
        obstacle = "ill-conditioned";
      }
      coverage.event("points left out: " + obstacle);
    }
    return new Search(Optional.empty(), obstacle);
  }

  /** A good point with the same parameters, where one is found soon. */
  static Optional<Sample> beside(Subject subject, Sample first, long seed, Coverage coverage) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Point drawn = Point.draw(subject.given(), seed * 100 + 50 + attempt);
      subject
          .network()
          .parameters()
          .forEach(p -> drawn.values().put(p.name(), first.point.values().get(p.name())));
      if (obstacle(subject, drawn).isEmpty()) {
        Sample sample = at(subject, drawn);
        if (sample.isGood()) {
          return Optional.of(sample);
        }
      }
    }
    return Optional.empty();
  }

  private static String obstacle(Subject subject, Point point) {
    Branches branches = new Branches(subject.network().values());
    Interpreter interpreter = subject.written(new Interpreter(), point);
    if (!Double.isFinite(subject.scalar(new Interpreter(), point))) {
      return "no number";
    }
    if (branches.isNear(interpreter)) {
      return "near a kink";
    }
    List<Integer> taken = branches.taken(interpreter);
    for (int run = 0; run < 2; run++) {
      Interpreter off = subject.written(RoundedInterpreter.of(0x1p-24, run), point);
      if (!branches.taken(off).equals(taken)) {
        return "at a kink";
      }
    }
    return "";
  }

  private static Sample at(Subject subject, Point point) {
    List<Measured> gradients = new ArrayList<>();
    for (Binding gradient : subject.program().gradients()) {
      gradients.add(Measured.of(i -> subject.gradient(i, point, gradient)));
    }
    return new Sample(
        point,
        Measured.of(i -> new double[] {subject.scalar(i, point)}),
        gradients,
        Measured.of(
            i -> {
              Interpreter derived = subject.derived(i, point);
              return subject.network().outputs().stream()
                  .flatMapToDouble(output -> Arrays.stream(derived.value(output).data()))
                  .toArray();
            }));
  }

  private boolean isGood() {
    return scalar.isWellConditioned()
        && outputs.isWellConditioned()
        && gradients.stream().allMatch(g -> !g.isFinite() || g.isWellConditioned());
  }
}
