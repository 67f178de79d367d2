package dev.nabla.symbolic.elaborate.words;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What others call it: names of functions in other languages and books, and what is written here.
 */
public final class WordsElsewhere {
  /** Names, and what to write: after {@code =} a function, otherwise a sentence. */
  private static final String[][] ROWS = {
    {"trace", "=tr(A)"},
    {"transpose t", "a transpose is written A^T"},
    {"ctranspose adjoint conj", "numbers are real: a transpose is written A^T"},
    {"inverse invert pinv", "an inverse is written A^-1 or inv(A)"},
    {"solve linsolve mldivide lstsq", "the solution of A x = b is written A^-1 b"},
    {
      "concat concatenate cat vcat vstack rbind hcat hstack cbind stack",
      "below one another is written [a; b], side by side [A, B]"
    },
    {"matmul mm mul mtimes gemm", "a product is written A B"},
    {"multiply hadamard times", "an element-wise product is written a ⊙ b"},
    {"divide", "a division is written a / b"},
    {"add plus", "a sum is written a + b"},
    {"subtract minus", "a difference is written a - b"},
    {"kron cross", "this product is not in the language; the outer product of vectors is a ⊗ b"},
    {"inner vdot innerproduct", "=dot(a, b)"},
    {"determinant", "=det(A)"},
    {"slogdet lndet", "=logdet(A)"},
    {"power", "=pow(a, b)"},
    {"sqr", "=square(u)"},
    {"cbrt", "a cube root is written u^(1/3)"},
    {"log2 lb", "a logarithm to base 2 is written log(u) / log(2)"},
    {"log10 lg", "a logarithm to base 10 is written log(u) / log(10)"},
    {"arcsin", "=asin(u)"},
    {"arccos", "=acos(u)"},
    {"arctan", "=atan(u)"},
    {"sec", "write 1 / cos(u)"},
    {"csc cosec", "write 1 / sin(u)"},
    {"cot cotan", "write 1 / tan(u)"},
    {"sgn signum", "=sign(u)"},
    {"absolute fabs", "=abs(u)"},
    {"maximum fmax", "=max(a, b)"},
    {"minimum fmin", "=min(a, b)"},
    {"clamp clampbyvalue", "=clip(u, low, high)"},
    {"average avg expectation", "=mean(A)"},
    {"total reducesum", "=sum(A)"},
    {"product", "=prod(A)"},
    {"logistic expit sigm", "=sigmoid(u)"},
    {"heaviside unitstep", "=step(u)"},
    {"swish", "=silu(u)"},
    {"ramp rectifier", "=relu(u)"},
    {"lrelu", "=leaky_relu(u)"},
    {"lse logaddexp", "=logsumexp(u)"},
    {"length numel size", "the name of a size is a number: n"},
    {"eye", "=identity(n)"},
    {"l2norm norm2 vecnorm", "a norm is written ‖v‖"},
    {"l1norm", "=norm1(u)"},
    {"frobenius fro", "a norm of a matrix is written ‖A‖_F"},
    {"meansquarederror mseloss squarederror", "=mse(a, b)"},
    {"binarycrossentropy bceloss", "=bce(p, y)"},
    {"crossentropyloss categoricalcrossentropy nll nllloss", "=cross_entropy(p, y)"},
    {"ifelse iif cond select ternary", "=where(c, a, b)"},
    {"var variance", "a variance is written mean((x - mean(x)).^2)"},
    {"std stddev", "a standard deviation is written sqrt(mean((x - mean(x)).^2))"},
    {
      "grad gradient nabla diff derivative",
      "a file says what is computed; 'nabla derive' derives it"
    },
  };

  private static final Map<String, String> HELP = help();

  private WordsElsewhere() {}

  private static Map<String, String> help() {
    Map<String, String> help = new HashMap<>();
    for (String[] row : ROWS) {
      boolean function = row[1].startsWith("=");
      String text = function ? "this is written " + row[1].substring(1) + " here" : row[1];
      for (String word : row[0].split(" ")) {
        help.put(word, text);
      }
    }
    return Map.copyOf(help);
  }

  /** What is written for a function that others know by this name; case and underscores aside. */
  public static Optional<String> help(String name) {
    return Optional.ofNullable(HELP.get(name.replace("_", "").toLowerCase(Locale.ROOT)));
  }
}
