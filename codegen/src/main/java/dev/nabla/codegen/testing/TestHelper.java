package dev.nabla.codegen.testing;

import java.util.List;

/** The methods that tests call. A test has those that are named in it. */
enum TestHelper {
  WEIGHTS(
      "weights",
      "array",
      List.of("int length"),
      "Weights of what is summed.",
      """
      $array:T weights = new $number:T[length];
      normal(weights, 0, length, 1);
      return weights;
      """),
  PREDICTED(
      "predicted",
      "array",
      List.of("array theta", "array x"),
      "The predictions.",
      """
      $array:T out = new $number:T[$network:T.OUTPUTS];
      network.predict(theta, x, out);
      return out;
      """),
  RESULT(
      "result",
      "array",
      List.of("array theta", "array x"),
      "The result.",
      """
      $array:T out = new $number:T[$network:T.RESULTS];
      network.forward(theta, x, out);
      return out;
      """),
  GRADIENT(
      "gradient",
      "array",
      List.of("array theta", "array x", "array y"),
      "The gradient.",
      """
      $array:T grad = new $number:T[$network:T.$n:L];
      network.gradient(theta, x, y, grad);
      return grad;
      """),
  DOT(
      "dot",
      "double",
      List.of("array a", "array b"),
      "The sum of products.",
      """
      double sum = 0;
      for (int k = 0; k < a.length; k++) {
        double product = a[k];
        sum += product * b[k];
      }
      return sum;
      """),
  COMPARE(
      "compare",
      "void",
      List.of(
          "String name",
          "array at",
          "int from",
          "int to",
          "array derivatives",
          "function function"),
      "Compares derivatives by some elements with slopes of a function.",
      """
      double scale = 1;
      for (int k = from; k < to; k++) {
        scale = $math:T.max(scale, $math:T.abs(derivatives[k]));
      }
      compared.putIfAbsent(name, 0);
      for (int n = 0; n < $math:T.min(ELEMENTS, to - from); n++) {
        int k = from + pick(n, ELEMENTS, to - from);
        double slope = slope(function, at, k, STEP);
        if ($double:T.isNaN(slope)) {
          slope = slope(function, at, k, STEP / 16);
        }
        if (!$double:T.isNaN(slope)) {
          compared.merge(name, 1, $integer:T::sum);
          double exact = TOLERANCE * $math:T.max(scale, $math:T.abs(slope));
          $assertions:T.assertEquals(slope, derivatives[k], exact, name + ", element " + (k - from));
        }
      }
      """),
  PICK(
      "pick",
      "int",
      List.of("int n", "int most", "int count"),
      "Element n where there are few, and any where there are many.",
      """
      return count <= most ? n : random.nextInt(count);
      """),
  SLOPE(
      "slope",
      "double",
      List.of("function function", "array at", "int k", "double step"),
      "The derivative by an element from differences; NaN where these disagree, as at a kink.",
      """
      double h = step * $math:T.max(1, $math:T.abs(at[k]));
      double middle = function.applyAsDouble(at);
      double up = moved(function, at, k, h);
      double down = moved(function, at, k, -h);
      double halfUp = moved(function, at, k, h / 2);
      double halfDown = moved(function, at, k, -h / 2);
      double right = (4 * halfUp - 3 * middle - up) / h;
      double left = (3 * middle - 4 * halfDown + down) / h;
      double wide = (up - down) / (2 * h);
      double narrow = (halfUp - halfDown) / h;
      double jump = $math:T.max($math:T.abs(right - left), $math:T.abs(wide - narrow));
      boolean smooth = jump <= KINK * $math:T.max(1, $math:T.abs(narrow));
      return smooth ? (4 * narrow - wide) / 3 : $double:T.NaN;
      """),
  MOVED(
      "moved",
      "double",
      List.of("function function", "array at", "int k", "double by"),
      "The function beside a point.",
      """
      $array:T there = at.clone();
      there[k] = $narrow:Lthere[k] + by$end:L;
      return function.applyAsDouble(there);
      """),
  REQUIRE_COMPARED(
      "requireCompared",
      "void",
      List.of(),
      "Something of everything was compared.",
      """
      $assertions:T.assertFalse(compared.isEmpty(), "there is a number at no point");
      compared.forEach(
          (name, count) ->
              $assertions:T.assertTrue(count > 0, name + ": a kink wherever it was tried"));
      """),
  REQUIRE_CLOSE(
      "requireClose",
      "void",
      List.of("String name", "double expected", "double actual"),
      "The numbers are equal but for rounding.",
      """
      double exact = ROUNDING * $math:T.max(1, $math:T.abs(expected));
      if ($double:T.compare(expected, actual) != 0) {
        $assertions:T.assertEquals(expected, actual, exact, name);
      }
      """),
  REQUIRE_ALL_CLOSE(
      "requireAllClose",
      "void",
      List.of("String name", "double[] expected", "array actual"),
      "The arrays are equal but for rounding.",
      """
      double scale = 1;
      for (double value : expected) {
        scale = $double:T.isFinite(value) ? $math:T.max(scale, $math:T.abs(value)) : scale;
      }
      for (int k = 0; k < expected.length; k++) {
        $assertions:T.assertEquals(expected[k], actual[k], ROUNDING * scale, name + ", element " + k);
      }
      """),
  NORMAL(
      "normal",
      "void",
      List.of("array array", "int from", "int to", "double scale"),
      "Draws normal values.",
      """
      for (int k = from; k < to; k++) {
        array[k] = $narrow:Lscale * random.nextGaussian()$end:L;
      }
      """),
  UNIFORM(
      "uniform",
      "void",
      List.of("array array", "int from", "int to", "double least", "double most"),
      "Draws values between two.",
      """
      for (int k = from; k < to; k++) {
        array[k] = $narrow:Lleast + (most - least) * random.nextDouble()$end:L;
      }
      """),
  ONE_HOT(
      "oneHot",
      "void",
      List.of("array array", "int from", "int to", "int length"),
      "Draws rows of zeros with a one.",
      """
      for (int row = from; row < to; row += length) {
        array[row + random.nextInt(length)] = 1;
      }
      """),
  SYMMETRIC(
      "symmetric",
      "void",
      List.of("array array", "int from", "int to", "int length"),
      "Draws a symmetric matrix.",
      """
      normal(array, from, to, 1 / $math:T.sqrt(length));
      for (int i = 0; i < length; i++) {
        for (int j = 0; j < i; j++) {
          array[from + j * length + i] = array[from + i * length + j];
        }
      }
      """),
  DIAGONAL(
      "diagonal",
      "void",
      List.of("array array", "int from", "int to", "int length"),
      "Draws a diagonal matrix.",
      """
      for (int k = from; k < to; k += length + 1) {
        array[k] = $narrow:Lrandom.nextGaussian()$end:L;
      }
      """),
  DEFINITE(
      "definite",
      "void",
      List.of("array array", "int from", "int to", "int length"),
      "Draws a symmetric matrix with positive eigenvalues.",
      """
      symmetric(array, from, to, length);
      for (int k = from; k < to; k += length + 1) {
        array[k] += 4;
      }
      """),
  SYMMETRIC_PART(
      "symmetricPart",
      "void",
      List.of("array array", "int from", "int length"),
      "Makes a matrix its symmetric part.",
      """
      for (int i = 0; i < length; i++) {
        for (int j = 0; j < i; j++) {
          $number:T mean = (array[from + i * length + j] + array[from + j * length + i]) / 2;
          array[from + i * length + j] = mean;
          array[from + j * length + i] = mean;
        }
      }
      """),
  DIAGONAL_PART(
      "diagonalPart",
      "void",
      List.of("array array", "int from", "int length"),
      "Makes a matrix its diagonal part.",
      """
      for (int k = 0; k < length * length; k++) {
        array[from + k] = k % (length + 1) == 0 ? array[from + k] : 0;
      }
      """);

  private final String methodName;
  private final String result;
  private final List<String> parameters;
  private final String text;
  private final String body;

  TestHelper(String methodName, String result, List<String> parameters, String text, String body) {
    this.methodName = methodName;
    this.result = result;
    this.parameters = parameters;
    this.text = text;
    this.body = body;
  }

  String methodName() {
    return methodName;
  }

  /** What it returns, a key of the types. */
  String result() {
    return result;
  }

  /** Its parameters, each a key of the types and a name. */
  List<String> parameters() {
    return parameters;
  }

  /** What it does, in a line. */
  String text() {
    return text;
  }

  /** Its code, with named types. */
  String body() {
    return body;
  }
}
