package dev.nabla.codegen.compile;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * An instance of a generated class, used by name. Values are {@code double} whatever the class
 * computes with.
 */
public final class GeneratedClass {
  private final Class<?> type;
  private final Object instance;
  private final boolean single;

  GeneratedClass(Class<?> type) {
    this.type = type;
    try {
      this.instance = type.getConstructor().newInstance();
      this.single =
          type.getMethod("initialParameters", long.class).getReturnType() == float[].class;
    } catch (ReflectiveOperationException e) {
      throw new CompilationException("not a generated class: " + type.getName(), e);
    }
  }

  /** The loaded class. */
  public Class<?> type() {
    return type;
  }

  /** The instance that methods are called on. */
  public Object instance() {
    return instance;
  }

  /** Whether it computes with {@code float}. */
  public boolean isSingle() {
    return single;
  }

  public int parameters() {
    return constant("PARAMETERS");
  }

  public int inputs() {
    return constant("INPUTS");
  }

  public int targets() {
    return constant("TARGETS");
  }

  public int outputs() {
    return constant("OUTPUTS");
  }

  /** The value of a public constant, such as {@code W1_OFFSET}. */
  public int constant(String name) {
    try {
      return type.getField(name).getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new CompilationException("no constant " + name, e);
    }
  }

  public double[] initialParameters(long seed) {
    return wide(invoke("initialParameters", new Class<?>[] {long.class}, seed));
  }

  public void predict(double[] theta, double[] x, double[] out) {
    call("predict", theta, x, out);
  }

  public double loss(double[] theta, double[] x, double[] y) {
    return number(call("loss", theta, x, y));
  }

  public double gradient(double[] theta, double[] x, double[] y, double[] grad) {
    return number(call("gradient", theta, x, y, grad));
  }

  public void forward(double[] theta, double[] x, double[] out) {
    call("forward", theta, x, out);
  }

  public void backward(
      double[] theta, double[] x, double[] outAdjoint, double[] grad, double[] xAdjoint) {
    call("backward", theta, x, outAdjoint, grad, xAdjoint);
  }

  public void jacobian(double[] theta, double[] x, double[] jac) {
    call("jacobian", theta, x, jac);
  }

  public void parameterJacobian(double[] theta, double[] x, double[] jac) {
    call("parameterJacobian", theta, x, jac);
  }

  public void hessian(double[] theta, double[] x, double[] y, double[] hess) {
    call("hessian", theta, x, y, hess);
  }

  public void hessianVector(double[] theta, double[] x, double[] y, double[] v, double[] hv) {
    call("hessianVector", theta, x, y, v, hv);
  }

  public void gradientOnly(double[] theta, double[] x, double[] y, double[] grad) {
    call("gradientOnly", theta, x, y, grad);
  }

  public double gradientBatch(double[] theta, double[] xs, double[] ys, int count, double[] grad) {
    return number(call("gradientBatch", theta, xs, ys, count, grad));
  }

  public void predictBatch(double[] theta, double[] xs, int count, double[] outs) {
    call("predictBatch", theta, xs, count, outs);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /** Calls a method with arrays as the class has them, and copies back what it wrote. */
  private Object call(String name, Object... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    Object[] passed = new Object[arguments.length];
    for (int k = 0; k < arguments.length; k++) {
      boolean array = arguments[k] instanceof double[];
      types[k] = array ? (single ? float[].class : double[].class) : int.class;
      passed[k] = array && single ? narrow((double[]) arguments[k]) : arguments[k];
    }
    Object result = invoke(name, types, passed);
    if (single) {
      for (int k = 0; k < arguments.length; k++) {
        if (arguments[k] instanceof double[] array) {
          copyChanges((float[]) passed[k], array);
        }
      }
    }
    return result == null ? 0.0 : result;
  }

  /** What was only read keeps the digits that a {@code float} has not. */
  private static void copyChanges(float[] from, double[] to) {
    for (int k = 0; k < to.length; k++) {
      if (Float.compare(from[k], (float) to[k]) != 0) {
        to[k] = from[k];
      }
    }
  }

  private Object invoke(String name, Class<?>[] types, Object... arguments) {
    try {
      Method method = type.getMethod(name, types);
      return method.invoke(instance, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new CompilationException(name + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new CompilationException(
          "no method " + name + Arrays.toString(types) + " in " + type.getName(), e);
    }
  }

  private static float[] narrow(double[] values) {
    float[] result = new float[values.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = (float) values[k];
    }
    return result;
  }

  private static double[] wide(Object array) {
    double[] result = new double[Array.getLength(array)];
    for (int k = 0; k < result.length; k++) {
      result[k] = Array.getDouble(array, k);
    }
    return result;
  }
}
