package dev.nabla.maven;

import dev.nabla.codegen.spec.Setting;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;

/** The rows of {@link Setting} as parameters, each called as its row in camel case. */
abstract class SettingParameters extends AbstractMojo {
  /** The numbers that the class computes with: {@code double} (the default) or {@code float}. */
  @Parameter(property = "nabla.type")
  private String type;

  /**
   * {@code plain} Java (the default), or with the {@code vector} API; then compile and run with
   * {@code --add-modules jdk.incubator.vector}.
   */
  @Parameter(property = "nabla.target")
  private String target;

  /** Whether there are {@code gradientBatch} and {@code predictBatch}: many samples at once. */
  @Parameter(property = "nabla.batch")
  private String batch;

  /**
   * Fused multiply-add, fast where the hardware has it: {@code on} (the default) or {@code off}.
   */
  @Parameter(property = "nabla.fma")
  private String fma;

  /**
   * Exponentials and their like as polynomials within 2 ulp, {@code fast} (the default), or by
   * {@code java.lang.Math}: {@code strict}.
   */
  @Parameter(property = "nabla.math")
  private String math;

  /** Whether there is {@code jacobian}: the outputs by the inputs. */
  @Parameter(property = "nabla.jacobian")
  private String jacobian;

  /** Whether there is {@code parameterJacobian}: the outputs by the parameters. */
  @Parameter(property = "nabla.parameterJacobian")
  private String parameterJacobian;

  /** Whether there is {@code hessian}: the second derivatives of the loss. */
  @Parameter(property = "nabla.hessian")
  private String hessian;

  /** Whether there is {@code hessianVector}: the Hessian of the loss times a vector. */
  @Parameter(property = "nabla.hvp")
  private String hvp;

  /** Whether there is {@code gradientOnly}: the gradient of the loss, not computed itself. */
  @Parameter(property = "nabla.gradientOnly")
  private String gradientOnly;

  /** What was chosen. */
  final Map<Setting, String> settings() throws MojoExecutionException {
    Map<Setting, String> chosen = new EnumMap<>(Setting.class);
    choose(Setting.TYPE, type, chosen);
    choose(Setting.TARGET, target, chosen);
    choose(Setting.BATCH, batch, chosen);
    choose(Setting.FMA, fma, chosen);
    choose(Setting.MATH, math, chosen);
    choose(Setting.JACOBIAN, jacobian, chosen);
    choose(Setting.PARAMETER_JACOBIAN, parameterJacobian, chosen);
    choose(Setting.HESSIAN, hessian, chosen);
    choose(Setting.HVP, hvp, chosen);
    choose(Setting.GRADIENT_ONLY, gradientOnly, chosen);
    return chosen;
  }

  private static void choose(Setting setting, String value, Map<Setting, String> into)
      throws MojoExecutionException {
    if (value == null) {
      return;
    }
    if (!setting.choices().contains(value)) {
      throw new MojoExecutionException(
          String.format(
              Locale.ROOT,
              "<%s> is %s, not '%s'",
              parameter(setting),
              String.join(" or ", setting.choices()),
              value));
    }
    into.put(setting, value);
  }

  /** What the parameter of a setting is called: {@code parameterJacobian}. */
  static String parameter(Setting setting) {
    StringBuilder name = new StringBuilder();
    for (String word : setting.key().split("-")) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }
}
