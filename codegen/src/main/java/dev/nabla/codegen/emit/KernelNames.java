package dev.nabla.codegen.emit;

import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Local;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names for a method that works on whatever arrays it is given, so that all layers with the same
 * sizes share it: it has to be compiled and warmed up once.
 */
final class KernelNames extends MethodNames {
  private static final Set<String> FOLDS = Set.of("sum", "max", "min", "product");

  private final MemberNames members;
  private final Map<Buffer, String> parameters = new LinkedHashMap<>();

  KernelNames(MemberNames members) {
    super(members);
    this.members = members;
  }

  @Override
  String local(Local local) {
    return super.local(new Local(local.id(), FOLDS.contains(local.hint()) ? local.hint() : "v"));
  }

  @Override
  String array(Buffer buffer) {
    return parameters.computeIfAbsent(buffer, b -> fresh(letter(parameters.size())));
  }

  private static String letter(int number) {
    return number < 8 ? String.valueOf((char) ('a' + number)) : "array" + number;
  }

  /** Where a tensor starts in the array that is passed; fields are tensors as a whole. */
  @Override
  String start(Buffer buffer) {
    return buffer.space().isField() ? "" : array(buffer) + "At";
  }

  /** The tensors that it works on. */
  List<Buffer> buffers() {
    return List.copyOf(parameters.keySet());
  }

  /** The name of the array of a tensor in the class. */
  String passed(Buffer buffer) {
    return buffer.space().isField() ? members.field(buffer) : MemberNames.argument(buffer.space());
  }

  /** The caller's arrays among them. */
  @Override
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    for (Buffer buffer : parameters.keySet()) {
      if (!buffer.space().isField() && !arguments.contains(passed(buffer))) {
        arguments.add(passed(buffer));
      }
    }
    return withSamples(arguments);
  }
}
