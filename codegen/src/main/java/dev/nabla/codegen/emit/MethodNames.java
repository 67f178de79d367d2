package dev.nabla.codegen.emit;

import com.palantir.javapoet.NameAllocator;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The names in one method: parameters, registers, loop indices and the fields it uses. */
class MethodNames {
  private static final List<String> INDICES = List.of("i", "j", "k", "l", "m", "n");

  /** What the number of samples is called. */
  static final String SAMPLES = "samples";

  private final MemberNames members;
  private final NameAllocator allocator;
  private final Map<Local, String> locals = new HashMap<>();
  private final Map<LoopIndex, String> indices = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<Space, String> used = new EnumMap<>(Space.class);
  private final Map<Integer, String> byDepth = new HashMap<>();
  private int depth;
  private boolean usesSamples;

  MethodNames(MemberNames members) {
    this.members = members;
    this.allocator = members.forMethod();
  }

  String local(Local local) {
    return locals.computeIfAbsent(local, l -> fresh(l.hint()));
  }

  /** The hint, with a number from its second use on. */
  private String numbered(String hint) {
    String plain = MemberNames.ascii(hint);
    int number = counts.merge(plain, 1, Integer::sum);
    return number == 1 ? plain : plain + "_" + number;
  }

  String index(LoopIndex index) {
    String name = indices.get(index);
    if (name == null) {
      throw new IllegalStateException("an index outside its loop");
    }
    return name;
  }

  /** Enters a loop; its index has a name until it is left. */
  String enter(LoopIndex index) {
    String name = indexName(depth++);
    indices.put(index, name);
    return name;
  }

  /** Makes an index mean an expression. */
  void place(LoopIndex index, String expression) {
    indices.put(index, expression);
  }

  /** A new register's name like this one. */
  String fresh(String hint) {
    return allocator.newName(numbered(hint));
  }

  void leave(LoopIndex index) {
    indices.remove(index);
    depth--;
  }

  private String indexName(int at) {
    return byDepth.computeIfAbsent(at, d -> allocator.newName(INDICES.get(d % INDICES.size())));
  }

  /** The array that a buffer lies in. */
  String array(Buffer buffer) {
    if (buffer.space().isField()) {
      return members.field(buffer);
    }
    return used.computeIfAbsent(buffer.space(), MemberNames::argument);
  }

  /** What to add to an address in a tensor beside what it says itself; empty for nothing. */
  String start(Buffer buffer) {
    return "";
  }

  /** The number of samples that the caller gives. */
  String samples() {
    usesSamples = true;
    return SAMPLES;
  }

  /** The caller's arrays that have been mentioned, in the order of parameters. */
  List<String> arguments() {
    return withSamples(List.copyOf(used.values()));
  }

  /** These arguments and, if it has been mentioned, the number of samples. */
  List<String> withSamples(List<String> arguments) {
    return usesSamples ? Stream.concat(arguments.stream(), Stream.of(SAMPLES)).toList() : arguments;
  }

  String helper(Helper helper) {
    return members.helper(helper);
  }
}
