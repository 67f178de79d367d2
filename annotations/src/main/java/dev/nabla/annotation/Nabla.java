package dev.nabla.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Generates the class of a network beside what is annotated, in the same package:
 *
 * <pre>{@code
 * @Nabla("""
 *     network Line
 *     input x : (3, 1); target y : (); param w : (3, 1), b : ()
 *     output p = w^T x + b
 *     loss L = (p - y)^2
 *     """)
 * class Fit {
 *   private final Line line = new Line();
 * }
 * }</pre>
 *
 * <p>The class is called {@link #name}, or else as the network is, {@code Line} here. Where the
 * definition does not name it, a file gives the name ({@code two-layer.nabla} is {@code TwoLayer}),
 * or else what is annotated ({@code FitNetwork}).
 *
 * <p>The members below {@link #dims} choose what is generated. A definition can choose it itself,
 * in a comment before its first statement ({@code # nabla: type=float batch}); a member that is
 * given goes before.
 *
 * <p>Neither this annotation nor any library is needed at run time.
 */
@Retention(RetentionPolicy.SOURCE)
@java.lang.annotation.Target({ElementType.TYPE, ElementType.PACKAGE})
@Repeatable(Nabla.List.class)
public @interface Nabla {
  /** The definition. Either this or {@link #file} is given. */
  String value() default "";

  /**
   * The file that holds the definition, with forward slashes, such as {@code two-layer.nabla}. It
   * is looked for beside the annotated package's files first, then from the root, in the folders of
   * the compiler's option {@code -Anabla.sourceDir}, the source path, the class output and the
   * class path.
   */
  String file() default "";

  /** The name of the class, when it is not the network's. */
  String name() default "";

  /** The values of sizes that the definition leaves open, as in {@code {"n=4", "m=3"}}. */
  String[] dims() default {};

  /** The numbers that the class computes with. */
  Type type() default Type.DOUBLE;

  /**
   * What of the platform the class may use. {@code VECTOR} is the Vector API: compile and run with
   * {@code --add-modules jdk.incubator.vector}.
   */
  Target target() default Target.PLAIN;

  /** Whether there are {@code gradientBatch} and {@code predictBatch}, for many samples at once. */
  boolean batch() default false;

  /** Whether multiply-add is fused, which is fast where the hardware has it. */
  boolean fma() default true;

  /** Exponentials and their like: as polynomials within 2 ulp, or by {@code java.lang.Math}. */
  Math math() default Math.FAST;

  /** Whether there is {@code jacobian}: the outputs by the inputs. */
  boolean jacobian() default false;

  /** Whether there is {@code parameterJacobian}: the outputs by the parameters. */
  boolean parameterJacobian() default false;

  /** Whether there is {@code hessian}: the second derivatives of the loss. */
  boolean hessian() default false;

  /** Whether there is {@code hessianVector}: the Hessian of the loss times a vector. */
  boolean hvp() default false;

  /** Whether there is {@code gradientOnly}: the gradient of the loss, not computed itself. */
  boolean gradientOnly() default false;

  /** Numbers of Java. */
  enum Type {
    DOUBLE,
    FLOAT
  }

  /** What code is made for. */
  enum Target {
    /** What every Java has. */
    PLAIN,
    /** The Vector API. */
    VECTOR
  }

  /** How functions are computed. */
  enum Math {
    /** Polynomials within 2 ulp. */
    FAST,
    /** What {@code java.lang.Math} gives. */
    STRICT
  }

  /** Several networks of one type or package; written as several {@link Nabla} in a row. */
  @Retention(RetentionPolicy.SOURCE)
  @java.lang.annotation.Target({ElementType.TYPE, ElementType.PACKAGE})
  @interface List {
    /** The networks. */
    Nabla[] value();
  }
}
