package dev.nabla.benchmarks;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/**
 * Our own classes: a variant is a package of them. They are found by name and called through an
 * interface of one method, linked as a lambda is, so that the compiler sees a direct call.
 */
final class Generated implements Provider {
  private final String variant;

  Generated(String variant) {
    this.variant = variant;
  }

  static String className(String variant, Case of) {
    return "dev.nabla.benchmarks." + variant + "." + of.className();
  }

  @Override
  public String version() {
    return "";
  }

  @Override
  public Optional<Implementation> prepare(Problem problem) {
    try {
      Class<?> type = Class.forName(className(variant, problem.of()));
      return Optional.of(new Loaded(type, problem).implementation());
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (Throwable e) {
      throw new IllegalStateException("cannot use our class for " + problem.of().name(), e);
    }
  }

  /** {@code gradient} of a class in double precision. */
  interface DoubleGradient {
    double apply(double[] theta, double[] x, double[] y, double[] grad);
  }

  /** {@code gradient} of a class in single precision. */
  interface FloatGradient {
    float apply(float[] theta, float[] x, float[] y, float[] grad);
  }

  /** {@code gradientBatch}. */
  interface BatchGradient {
    double apply(Object theta, Object xs, Object ys, int count, Object grad);
  }

  /** {@code forward}. */
  interface Forward {
    void apply(Object theta, Object x, Object out);
  }

  /** {@code backward} and {@code hessianVector}, both of five arrays. */
  interface OfFive {
    void apply(Object a, Object b, Object c, Object d, Object e);
  }

  /** A generated class with its arrays. */
  private static final class Loaded {
    private final Class<?> type;
    private final Problem problem;
    private final Object instance;
    private final Layout layout;
    private final Object theta;
    private final Object[] xs;
    private final Object[] ys;
    private final Object grad;
    private final int mask;

    Loaded(Class<?> type, Problem problem) throws ReflectiveOperationException {
      this.type = type;
      this.problem = problem;
      this.instance = type.getConstructor().newInstance();
      this.layout = new Layout(type, problem);
      this.theta = layout.theta(problem.theta());
      this.xs = Arrays.stream(problem.xs()).map(layout::array).toArray();
      this.ys = Arrays.stream(problem.ys()).map(layout::array).toArray();
      this.grad = layout.array(new double[problem.theta().length]);
      this.mask = xs.length - 1;
    }

    Implementation implementation() throws Throwable {
      return switch (problem.of().family()) {
        case LINEAR -> product();
        case TANH_SOFTMAX -> hessianVector();
        default ->
            problem.of().batch() > 1
                ? batch()
                : problem.of().single() ? floatGradient() : doubleGradient();
      };
    }

    private <T> T bind(Class<T> face, String method) throws Throwable {
      Method target =
          Arrays.stream(type.getMethods())
              .filter(m -> m.getName().equals(method))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException(type + " has no method " + method));
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle handle = lookup.unreflect(target);
      Method apply = face.getDeclaredMethods()[0];
      MethodHandle factory =
          LambdaMetafactory.metafactory(
                  lookup,
                  "apply",
                  MethodType.methodType(face, type),
                  MethodType.methodType(apply.getReturnType(), apply.getParameterTypes()),
                  handle,
                  handle.type().dropParameterTypes(0, 1).changeReturnType(apply.getReturnType()))
              .getTarget();
      return face.cast(factory.invoke(instance));
    }

    private double[] lossAndGradient(double loss) {
      try {
        return Problem.join(new double[] {loss}, layout.rowMajor(grad));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private Implementation doubleGradient() throws Throwable {
      DoubleGradient gradient = bind(DoubleGradient.class, "gradient");
      double[] parameters = (double[]) theta;
      double[] into = (double[]) grad;
      double[][] inputs = Arrays.copyOf(xs, xs.length, double[][].class);
      double[][] targets = Arrays.copyOf(ys, ys.length, double[][].class);
      return new Implementation() {
        private int next;
        private double loss;

        @Override
        public double run() {
          int k = next;
          next = k + 1 & mask;
          loss = gradient.apply(parameters, inputs[k], targets[k], into);
          return loss;
        }

        @Override
        public double[] result() {
          return lossAndGradient(loss);
        }
      };
    }

    private Implementation floatGradient() throws Throwable {
      FloatGradient gradient = bind(FloatGradient.class, "gradient");
      float[] parameters = (float[]) theta;
      float[] into = (float[]) grad;
      float[][] inputs = Arrays.copyOf(xs, xs.length, float[][].class);
      float[][] targets = Arrays.copyOf(ys, ys.length, float[][].class);
      return new Implementation() {
        private int next;
        private double loss;

        @Override
        public double run() {
          int k = next;
          next = k + 1 & mask;
          loss = gradient.apply(parameters, inputs[k], targets[k], into);
          return loss;
        }

        @Override
        public double[] result() {
          return lossAndGradient(loss);
        }
      };
    }

    private Implementation batch() throws Throwable {
      BatchGradient gradient = bind(BatchGradient.class, "gradientBatch");
      int count = problem.of().batch();
      return new Implementation() {
        private int next;
        private double loss;

        @Override
        public double run() {
          int k = next;
          next = k + 1 & mask;
          loss = gradient.apply(theta, xs[k], ys[k], count, grad);
          return loss;
        }

        @Override
        public double[] result() {
          return lossAndGradient(loss);
        }
      };
    }

    private Implementation product() throws Throwable {
      Forward forward = bind(Forward.class, "forward");
      OfFive backward = bind(OfFive.class, "backward");
      Object out = layout.array(new double[problem.ys()[0].length]);
      Object xAdjoint = layout.array(new double[problem.xs()[0].length]);
      return new Implementation() {
        @Override
        public double run() {
          forward.apply(theta, xs[0], out);
          backward.apply(theta, xs[0], ys[0], grad, xAdjoint);
          return Array.getLength(out);
        }

        @Override
        public double[] result() {
          double[] products = lossAndGradient(0);
          return Problem.join(
              Layout.numbers(out),
              Arrays.copyOfRange(products, 1, products.length),
              Layout.numbers(xAdjoint));
        }
      };
    }

    private Implementation hessianVector() throws Throwable {
      OfFive product = bind(OfFive.class, "hessianVector");
      Object direction = layout.theta(problem.direction());
      return new Implementation() {
        private int next;

        @Override
        public double run() {
          int k = next;
          next = k + 1 & mask;
          product.apply(theta, xs[k], ys[k], direction, grad);
          return k;
        }

        @Override
        public double[] result() {
          double[] products = lossAndGradient(0);
          return Arrays.copyOfRange(products, 1, products.length);
        }
      };
    }
  }
}
