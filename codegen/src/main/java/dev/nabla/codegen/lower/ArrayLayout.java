package dev.nabla.codegen.lower;

import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the tensors that the caller sees lie in the caller's arrays.
 *
 * @param parameters the parameters in {@code theta}, in order
 * @param inputs the inputs in {@code x}
 * @param targets the targets in {@code y}
 * @param outputs the predictions in {@code out}
 * @param result the result of a network without a loss in {@code out}
 * @param samplesLast of a block of samples, whether an element of all samples comes before the next
 *     element, here and in the work arrays
 */
public record ArrayLayout(
    Map<Variable, Buffer> parameters,
    Map<Variable, Buffer> inputs,
    Map<Variable, Buffer> targets,
    Map<Variable, Buffer> outputs,
    Map<Variable, Buffer> result,
    boolean samplesLast) {

  /** Everything row-major, one after the other, in order of declaration. */
  public static ArrayLayout of(Network network) {
    return new ArrayLayout(
        dense(network.parameters(), Space.THETA),
        dense(network.inputs(), Space.INPUT),
        dense(network.targets(), Space.TARGET),
        dense(network.outputs(), Space.OUTPUT),
        dense(List.of(network.result()), Space.OUTPUT),
        false);
  }

  /**
   * The layout of a block of samples.
   *
   * @param block the network whose inputs, targets and outputs have the sample as first axis
   * @param last whether an element of all samples comes before the next element, instead of one
   *     sample before the next
   */
  public ArrayLayout forBlock(Network block, int samples, boolean last) {
    return new ArrayLayout(
        parameters,
        repeated(inputs, block.inputs(), samples, last),
        repeated(targets, block.targets(), samples, last),
        repeated(outputs, block.outputs(), samples, last),
        Map.of(),
        last);
  }

  private static Map<Variable, Buffer> repeated(
      Map<Variable, Buffer> single, List<Variable> wide, int samples, boolean last) {
    int sample = last ? 1 : count(single);
    int element = last ? samples : 1;
    Map<Variable, Buffer> buffers = new LinkedHashMap<>();
    List<Buffer> places = List.copyOf(single.values());
    for (int k = 0; k < wide.size(); k++) {
      Buffer place = places.get(k);
      List<Integer> sizes = new ArrayList<>(List.of(samples));
      sizes.addAll(place.sizes());
      List<Integer> strides = new ArrayList<>(List.of(sample));
      place.strides().forEach(stride -> strides.add(stride * element));
      int offset = place.offset() * element;
      buffers.put(wide.get(k), new Buffer(place.name(), place.space(), sizes, strides, offset));
    }
    return buffers;
  }

  private static Map<Variable, Buffer> dense(List<Variable> variables, Space space) {
    Map<Variable, Buffer> buffers = new LinkedHashMap<>();
    int offset = 0;
    for (Variable variable : variables) {
      try {
        Buffer buffer = Buffer.rowMajor(variable.name(), space, sizes(variable.axes()), offset);
        offset = Math.addExact(offset, buffer.count());
        buffers.put(variable, buffer);
      } catch (ArithmeticException e) {
        throw GenerationException.tooLarge(variables.stream().map(Variable::name).toList());
      }
    }
    return buffers;
  }

  static List<Integer> sizes(List<Size> axes) {
    return axes.stream().map(Size::intValue).toList();
  }

  /** How many numbers these buffers hold. */
  public static int count(Map<Variable, Buffer> buffers) {
    return buffers.values().stream().mapToInt(Buffer::count).sum();
  }

  /** Where the derivative by a variable goes: the variable's place in another array. */
  Buffer derivative(Variable variable, DerivedProgram program) {
    boolean byInput = inputs.containsKey(variable);
    Buffer place = byInput ? inputs.get(variable) : parameters.get(variable);
    boolean intoGradient = !byInput || gradientIsByInputs(program);
    return new Buffer(
        "d" + variable.name(),
        intoGradient ? Space.GRADIENT : Space.INPUT_ADJOINT,
        place.sizes(),
        place.strides(),
        place.offset());
  }

  /** What the gradient is by, with its place in {@code grad}. */
  public Map<Variable, Buffer> differentiated(DerivedProgram program) {
    return gradientIsByInputs(program) ? inputs : parameters;
  }

  /**
   * A block of a row-major matrix whose rows and columns are laid out as two arrays are.
   *
   * @param columns how many columns the matrix has
   */
  static Buffer block(String name, Space space, Buffer row, Buffer column, int columns) {
    List<Integer> sizes = new ArrayList<>(row.sizes());
    sizes.addAll(column.sizes());
    List<Integer> strides = new ArrayList<>();
    row.strides().forEach(stride -> strides.add(stride * columns));
    strides.addAll(column.strides());
    return new Buffer(name, space, sizes, strides, row.offset() * columns + column.offset());
  }

  /**
   * The transposed place of a block of a square matrix, at the positions of the block.
   *
   * @param rows how many axes of the block are rows
   */
  static Buffer transposed(Buffer block, int rows, int columns) {
    List<Integer> strides = new ArrayList<>();
    for (int axis = 0; axis < block.strides().size(); axis++) {
      int stride = block.strides().get(axis);
      strides.add(axis < rows ? stride / columns : stride * columns);
    }
    int offset = block.offset() % columns * columns + block.offset() / columns;
    return new Buffer(block.name() + " transposed", block.space(), block.sizes(), strides, offset);
  }

  /** Whether {@code grad} has the layout of the inputs, there being a loss and no parameters. */
  public static boolean gradientIsByInputs(DerivedProgram program) {
    return program.network().loss().isPresent() && program.network().parameters().isEmpty();
  }

  /** The buffer of something the caller gives. */
  Map<Variable, Buffer> given() {
    Map<Variable, Buffer> given = new LinkedHashMap<>(parameters);
    given.putAll(inputs);
    given.putAll(targets);
    return given;
  }
}
