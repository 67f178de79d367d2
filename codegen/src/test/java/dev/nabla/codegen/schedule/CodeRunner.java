package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement.MatrixCall;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.spelling.Spellings;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.MatrixFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Runs scheduled code as the Java that is printed for it would run, but thousands of times sooner
 * than that can be compiled, and less forgiving: work arrays hold no number before one is written,
 * vectors are as long as wanted, rows are left at their ends only by an error, a register is known
 * in its own block and unit alone, and what is done to vectors must be something that can be.
 */
public final class CodeRunner {
  private static final Set<Space> GIVEN =
      EnumSet.of(Space.THETA, Space.INPUT, Space.TARGET, Space.COTANGENT, Space.DIRECTION);
  private static final Set<Helper> IN_VECTORS =
      EnumSet.of(
          Helper.DECAY,
          Helper.SIGMOID,
          Helper.SOFTPLUS,
          Helper.GATE,
          Helper.SQUARE,
          Helper.LOG_SUM_EXP);
  private static final Set<Rational> POWERS_IN_VECTORS =
      Set.of(Rational.MINUS_ONE, Rational.HALF, Rational.of(2), Rational.of(-2));

  /** A value for each lane. */
  private interface Value {
    double at(int lane);
  }

  /** What a register holds: one number, or one for each lane. */
  private record Register(double[] values, boolean isVector, boolean changes) {}

  private final Map<Space, double[]> given;
  private final int width;
  private final int samples;
  private final Map<Buffer, double[]> fields = new HashMap<>();
  private final Map<LoopIndex, int[]> places = new HashMap<>();
  private final Map<Local, Register> registers = new HashMap<>();
  private final Set<Local> visible = new HashSet<>();
  private final Set<LoopIndex> vectors = new HashSet<>();

  /**
   * @param given the caller's arrays
   * @param width how many lanes vectors have
   * @param samples the bound of open indices
   */
  public CodeRunner(Map<Space, double[]> given, int width, int samples) {
    this.given = given;
    this.width = width;
    this.samples = samples;
  }

  /** Runs a method; work arrays keep what they hold from one method to the next. */
  public OptionalDouble run(ScheduledProgram program) {
    visible.clear();
    registers.clear();
    for (Section section : program.sections()) {
      for (Section.Unit unit : section.units()) {
        if (!program.straight()) {
          registers.clear();
        }
        unit.code().forEach(code -> prepared(code).run());
      }
    }
    return program
        .result()
        .map(s -> OptionalDouble.of(value(s).at(0)))
        .orElse(OptionalDouble.empty());
  }

  private static void require(boolean holds, Object what) {
    if (!holds) {
      throw new IllegalStateException(what.toString());
    }
  }

  // ---------------------------------------------------------------- statements

  private Runnable block(List<Code> code) {
    Set<Local> outside = Set.copyOf(visible);
    List<Runnable> prepared = new ArrayList<>();
    code.forEach(c -> prepared.add(prepared(c)));
    visible.retainAll(outside);
    registers.keySet().retainAll(outside);
    return () -> prepared.forEach(Runnable::run);
  }

  /** A statement, seen through once: what it does whenever it runs. */
  private Runnable prepared(Code code) {
    if (code instanceof Code.Loop loop) {
      return loop(loop);
    }
    if (code instanceof Code.Vectors loop) {
      return passes(loop);
    }
    if (code instanceof Code.Zeros zeros) {
      double[] lanes = define(zeros.vector(), true, true);
      return () -> Arrays.fill(lanes, 0);
    }
    if (code instanceof Code.Total total) {
      Register vector = register(total.vector());
      require(vector.isVector, code);
      double[] sum = define(total.sum(), false, false);
      return () -> sum[0] = Arrays.stream(vector.values).sum();
    }
    if (code instanceof Code.Define define) {
      Value value = value(define.value());
      return assigned(value, define(define.local(), inVectors(), define.changes()));
    }
    if (code instanceof Code.Assign assign) {
      Register register = register(assign.local());
      require(register.isVector == inVectors() && register.changes, code);
      return assigned(value(assign.value()), register.values);
    }
    if (code instanceof Code.Store store) {
      return store(store);
    }
    return code instanceof Code.Copy copy ? copy(copy) : matrix(((Code.Matrix) code).call());
  }

  private Runnable loop(Code.Loop loop) {
    int[] place = enter(loop.index());
    boolean open = loop.index().open() && loop.to() == loop.index().size();
    int to = open ? samples : loop.to();
    Runnable body = block(loop.body());
    places.remove(loop.index());
    return () -> {
      for (place[0] = loop.from(); place[0] < to; place[0] += loop.step()) {
        body.run();
      }
    };
  }

  private int[] enter(LoopIndex index) {
    int[] place = new int[1];
    require(places.put(index, place) == null, "a loop in a loop over the same index");
    return place;
  }

  private Runnable passes(Code.Vectors loop) {
    int[] at = new int[1];
    List<Runnable> passes = new ArrayList<>();
    for (Code.Pass pass : loop.passes()) {
      List<int[]> starts = pass.indices().stream().map(this::enter).toList();
      if (pass.lanes()) {
        vectors.addAll(pass.indices());
      }
      Runnable body = block(pass.body());
      vectors.clear();
      pass.indices().forEach(places::remove);
      int length = pass.lanes() ? width : 1;
      int step = starts.size() * length;
      boolean open = pass.indices().get(0).open();
      boolean ends = pass == loop.passes().get(loop.passes().size() - 1);
      int size = open ? samples : loop.size();
      int last = open && ends && !loop.exact() ? size - 1 : size - step;
      boolean rest = !pass.lanes() && pass == loop.passes().get(0);
      int from = size - size % width;
      passes.add(
          () -> {
            at[0] = rest ? from : at[0];
            for (; at[0] <= last; at[0] += step) {
              for (int copy = 0; copy < starts.size(); copy++) {
                starts.get(copy)[0] = at[0] + copy * length;
              }
              body.run();
            }
          });
    }
    return () -> {
      at[0] = 0;
      passes.forEach(Runnable::run);
    };
  }

  private boolean inVectors() {
    return !vectors.isEmpty();
  }

  private double[] define(Local local, boolean isVector, boolean changes) {
    require(visible.add(local), local + " is defined twice");
    double[] values = new double[isVector ? width : 1];
    registers.put(local, new Register(values, isVector, changes));
    return values;
  }

  private Register register(Local local) {
    require(registers.containsKey(local), local + " is not known here");
    return registers.get(local);
  }

  private static Runnable assigned(Value value, double[] to) {
    return () -> {
      for (int lane = 0; lane < to.length; lane++) {
        to[lane] = value.at(lane);
      }
    };
  }

  private Runnable store(Code.Store store) {
    Buffer buffer = store.target().buffer();
    require(!GIVEN.contains(buffer.space()), store);
    Value value = value(store.value());
    double[] array = array(buffer);
    IntSupplier address = address(store.target());
    double[] lanes = new double[inVectors() ? width : 1];
    return () -> {
      for (int lane = 0; lane < lanes.length; lane++) {
        lanes[lane] = value.at(lane);
      }
      int start = address.getAsInt();
      for (int lane = 0; lane < lanes.length; lane++) {
        array[start + lane] = lanes[lane] + (store.adds() ? array[start + lane] : 0);
      }
    };
  }

  private Runnable copy(Code.Copy copy) {
    require(!GIVEN.contains(copy.to().buffer().space()), copy);
    require(!inVectors() && copy.length() > 0, copy);
    double[] from = array(copy.from().buffer());
    double[] to = array(copy.to().buffer());
    IntSupplier first = address(copy.from().address());
    IntSupplier start = address(copy.to().address());
    return () -> System.arraycopy(from, first.getAsInt(), to, start.getAsInt(), copy.length());
  }

  // ---------------------------------------------------------------- memory

  private double[] array(Buffer buffer) {
    if (!buffer.space().isField()) {
      require(given.containsKey(buffer.space()), "no array for " + buffer.space());
      return given.get(buffer.space());
    }
    return fields.computeIfAbsent(
        buffer,
        b -> {
          double[] array = new double[b.count()];
          Arrays.fill(array, Double.NaN);
          return array;
        });
  }

  private IntSupplier address(Affine address) {
    int count = address.terms().size();
    int[][] at = new int[count][];
    int[] steps = new int[count];
    for (int k = 0; k < count; k++) {
      Affine.Term term = address.terms().get(k);
      require(places.containsKey(term.index()), term.index() + " outside its loop");
      at[k] = places.get(term.index());
      steps[k] = term.coefficient();
    }
    int constant = address.constant();
    return () -> {
      int sum = constant;
      for (int k = 0; k < count; k++) {
        sum += steps[k] * at[k][0];
      }
      return sum;
    };
  }

  /** Where an element lies: vectors in one array, what is read by rows in its row. */
  private IntSupplier address(Access access) {
    int steps =
        access.address().terms().stream()
            .filter(t -> vectors.contains(t.index()))
            .mapToInt(Affine.Term::coefficient)
            .sum();
    require(steps == 0 || steps == 1, "neighbours that are none: " + access);
    IntSupplier address = address(access.address());
    if (access.buffer().space() != Space.ROWS) {
      return address;
    }
    require(!inVectors(), "vectors in an array of arrays: " + access);
    int length = access.buffer().strides().get(0);
    List<Affine.Term> along =
        access.address().terms().stream().filter(t -> t.coefficient() % length != 0).toList();
    IntSupplier column = address(new Affine(access.address().constant() % length, along));
    return () -> {
      int at = column.getAsInt();
      if (at < 0 || at >= length) {
        throw new IndexOutOfBoundsException("beyond its row: " + access);
      }
      return address.getAsInt();
    };
  }

  // ---------------------------------------------------------------- values

  private boolean varies(Affine address) {
    return address.terms().stream().anyMatch(t -> vectors.contains(t.index()));
  }

  private boolean varies(Scalar s) {
    if (s instanceof Scalar.Read read) {
      return varies(read.access().address());
    }
    if (s instanceof Scalar.Use use) {
      return register(use.local()).isVector;
    }
    return s.operands().stream().anyMatch(this::varies);
  }

  private Value value(Scalar s) {
    require(!inVectors() || !varies(s) || isForVectors(s), s);
    if (s instanceof Scalar.Literal number) {
      return lane -> number.value();
    }
    if (s instanceof Scalar.Samples) {
      return lane -> samples;
    }
    if (s instanceof Scalar.Position at) {
      require(!varies(at.value()), s);
      IntSupplier place = address(at.value());
      return lane -> place.getAsInt();
    }
    if (s instanceof Scalar.Read read) {
      double[] array = array(read.access().buffer());
      IntSupplier address = address(read.access());
      int next = varies(s) ? 1 : 0;
      return lane -> array[address.getAsInt() + next * lane];
    }
    if (s instanceof Scalar.Use use) {
      Register register = register(use.local());
      require(inVectors() || !register.isVector, s);
      return register.isVector ? lane -> register.values[lane] : lane -> register.values[0];
    }
    if (s instanceof Scalar.OnlyAt at) {
      require(!varies(at.position()) && !varies(at.equals()), s);
      IntSupplier position = address(at.position());
      IntSupplier equals = address(at.equals());
      Value value = value(at.value());
      return lane -> position.getAsInt() == equals.getAsInt() ? value.at(lane) : 0;
    }
    return value(s, s.operands().stream().map(this::value).toArray(Value[]::new));
  }

  private static boolean isForVectors(Scalar s) {
    if (s instanceof Scalar.Apply apply) {
      return Spellings.of(apply.function()).inVectors();
    }
    if (s instanceof Scalar.Call call) {
      return IN_VECTORS.contains(call.helper());
    }
    if (s instanceof Scalar.Raise raise) {
      return POWERS_IN_VECTORS.contains(raise.exponent());
    }
    return !(s instanceof Scalar.OnlyAt);
  }

  private static Value value(Scalar s, Value[] v) {
    if (s instanceof Scalar.Linear linear) {
      double[] factors = linear.terms().stream().mapToDouble(Scalar.Term::coefficient).toArray();
      return lane -> {
        double sum = 0;
        for (int k = 0; k < v.length; k++) {
          sum += factors[k] * v[k].at(lane);
        }
        return sum;
      };
    }
    if (s instanceof Scalar.Product) {
      return lane -> {
        double product = 1;
        for (Value factor : v) {
          product *= factor.at(lane);
        }
        return product;
      };
    }
    if (s instanceof Scalar.Raise raise) {
      double exponent = raise.exponent().doubleValue();
      return lane -> Math.pow(v[0].at(lane), exponent);
    }
    if (s instanceof Scalar.Apply apply) {
      return lane ->
          apply.function().value(Arrays.stream(v).mapToDouble(u -> u.at(lane)).toArray());
    }
    if (s instanceof Scalar.IfGreater) {
      return lane -> v[v[0].at(lane) > v[1].at(lane) ? 2 : 3].at(lane);
    }
    Helper helper = ((Scalar.Call) s).helper();
    return lane -> called(helper, v[0].at(lane), v.length == 1 ? 0 : v[1].at(lane));
  }

  private static double called(Helper helper, double u, double v) {
    return switch (helper) {
      case DECAY -> Math.exp(-Math.abs(u));
      case SIGMOID -> (u >= 0 ? 1 : v) / (1 + v);
      case SOFTPLUS -> Math.max(u, 0) + Math.log1p(v);
      case GATE -> u > 0 ? v : 0;
      case LOG_SUM_EXP -> Double.isInfinite(u) ? u : u + Math.log(v);
      default -> throw new IllegalStateException("no scalar calls " + helper);
    };
  }

  // ---------------------------------------------------------------- matrices

  private Runnable matrix(MatrixCall call) {
    double[] a = array(call.matrix());
    double[] result = array(call.result());
    int n = call.matrix().sizes().get(0);
    return () -> {
      double[] inverse = new double[n * n];
      double determinant = eliminated(a, inverse, n);
      Arrays.fill(a, Double.NaN);
      if (call.kind() == MatrixFunction.Kind.INVERSE) {
        System.arraycopy(inverse, 0, result, 0, n * n);
      } else {
        boolean logarithm = call.kind() == MatrixFunction.Kind.LOGDET;
        result[call.result().offset()] = logarithm ? Math.log(Math.abs(determinant)) : determinant;
      }
    };
  }

  /** Gauss-Jordan elimination of a matrix that needs no pivoting; gives the determinant. */
  private static double eliminated(double[] a, double[] inverse, int n) {
    double determinant = 1;
    for (int c = 0; c < n; c++) {
      inverse[c * n + c] = 1;
    }
    for (int c = 0; c < n; c++) {
      double pivot = a[c * n + c];
      require(Math.abs(pivot) > 1e-6, "a pivot is too small");
      determinant *= pivot;
      for (int k = 0; k < n; k++) {
        a[c * n + k] /= pivot;
        inverse[c * n + k] /= pivot;
      }
      for (int r = 0; r < n; r++) {
        double factor = a[r * n + c];
        for (int k = 0; r != c && k < n; k++) {
          a[r * n + k] -= factor * a[c * n + k];
          inverse[r * n + k] -= factor * inverse[c * n + k];
        }
      }
    }
    return determinant;
  }
}
