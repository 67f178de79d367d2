package dev.nabla.benchmarks;

import java.lang.reflect.Array;
import java.lang.reflect.Method;

/**
 * Between parameters in row-major order of declaration and {@code theta} of a generated class,
 * whose layout is the generator's choice: through its own accessors.
 */
final class Layout {
  private final Class<?> type;
  private final Problem problem;

  Layout(Class<?> type, Problem problem) {
    this.type = type;
    this.problem = problem;
  }

  /** A flat array of the element type of the case. */
  Object array(double[] values) {
    Object array = Array.newInstance(element(), values.length);
    for (int i = 0; i < values.length; i++) {
      store(array, i, values[i]);
    }
    return array;
  }

  private Class<?> element() {
    return problem.of().single() ? float.class : double.class;
  }

  private void store(Object array, int i, double value) {
    if (problem.of().single()) {
      Array.setFloat(array, i, (float) value);
    } else {
      Array.setDouble(array, i, value);
    }
  }

  /** The numbers of a flat array. */
  static double[] numbers(Object array) {
    double[] values = new double[Array.getLength(array)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Array.getDouble(array, i);
    }
    return values;
  }

  /** {@code theta} of the class. */
  Object theta(double[] rowMajor) throws ReflectiveOperationException {
    Object theta = array(new double[rowMajor.length]);
    int at = 0;
    for (Tensor tensor : problem.parameters()) {
      Method setter = accessor("set", tensor);
      Object nested = Array.newInstance(element(), shape(setter.getParameterTypes()[1], tensor));
      at = copy(nested, rowMajor, at, true);
      setter.invoke(null, theta, nested);
    }
    return theta;
  }

  /** The parameters in {@code theta}, or their gradients, in row-major order. */
  double[] rowMajor(Object theta) throws ReflectiveOperationException {
    double[] values = new double[Array.getLength(theta)];
    int at = 0;
    for (Tensor tensor : problem.parameters()) {
      at = copy(accessor("get", tensor).invoke(null, theta), values, at, false);
    }
    return values;
  }

  private Method accessor(String prefix, Tensor tensor) {
    String name =
        prefix + Character.toUpperCase(tensor.name().charAt(0)) + tensor.name().substring(1);
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new IllegalStateException(type.getName() + " has no method " + name);
  }

  private static int[] shape(Class<?> nested, Tensor tensor) {
    int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
    int order = nested.getName().lastIndexOf('[') + 1;
    return order == shape.length ? shape : new int[] {tensor.size()};
  }

  private int copy(Object nested, double[] flat, int from, boolean write) {
    int at = from;
    for (int i = 0; i < Array.getLength(nested); i++) {
      if (nested.getClass().getComponentType().isArray()) {
        at = copy(Array.get(nested, i), flat, at, write);
      } else if (write) {
        store(nested, i, flat[at++]);
      } else {
        flat[at++] = Array.getDouble(nested, i);
      }
    }
    return at;
  }
}
