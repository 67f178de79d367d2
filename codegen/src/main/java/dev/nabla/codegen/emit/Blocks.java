package dev.nabla.codegen.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.schedule.Code;
import dev.nabla.codegen.schedule.Price;
import dev.nabla.codegen.schedule.ScheduledProgram;
import dev.nabla.codegen.schedule.Section;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * The private methods that sections become. Sections that read the same are one method, whichever
 * public methods call it.
 */
final class Blocks {
  /** How many calls a method makes before the rest goes to another. */
  private static final int CALLS = 100;

  private static final List<String> ARGUMENTS =
      List.of("theta", "x", "y", "out", "grad", "outAdjoint", "xAdjoint", "v", "hv", "jac", "hess");

  /**
   * A method that has been made.
   *
   * @param name the method
   * @param passed what a call of it passes
   * @param arguments the caller's arrays that a call needs
   * @param title what it computes, where the method does not say that itself
   */
  private record Block(String name, List<String> passed, List<String> arguments, String title) {
    static Block of(String name, List<String> arguments) {
      return new Block(name, arguments, arguments, "");
    }
  }

  private final Dialect dialect;
  private final Members members;
  private final Map<String, Block> byText = new LinkedHashMap<>();
  private final Map<String, String> kernels = new HashMap<>();
  private final List<MethodSpec> methods = new ArrayList<>();
  private final Set<Helper> helpers = EnumSet.noneOf(Helper.class);

  Blocks(Dialect dialect, Members members) {
    this.dialect = dialect;
    this.members = members;
  }

  List<MethodSpec> methods() {
    return methods;
  }

  Set<Helper> helpers() {
    return helpers;
  }

  /** The body of a public method. */
  CodeBlock body(String name, ScheduledProgram program) {
    CodePrinter printer = printer();
    if (program.straight()) {
      int number = 1;
      for (Section section : program.sections()) {
        printer.heading(number++, section.title());
        section.units().forEach(unit -> printer.print(unit.code()));
      }
      program.result().ifPresent(printer::returns);
      helpers.addAll(printer.scalars().helpers());
      return printer.block();
    }
    List<Block> calls = new ArrayList<>();
    program.sections().forEach(section -> calls.addAll(blocks(section)));
    CodeBlock.Builder body = CodeBlock.builder();
    grouped(name, calls).forEach(call -> body.add(call(call)));
    program.result().ifPresent(printer::returns);
    return body.add(printer.block()).build();
  }

  private CodePrinter printer() {
    return new CodePrinter(dialect, new Names(members));
  }

  private List<Block> blocks(Section section) {
    List<Block> blocks = new ArrayList<>();
    List<Code> pending = new ArrayList<>();
    for (Section.Unit unit : section.units()) {
      boolean kernel = unit.kind().isKernel();
      boolean full = Price.of(pending) + Price.of(unit.code()) > Price.METHOD;
      if (!pending.isEmpty() && (kernel || full)) {
        blocks.add(block(section.title(), pending));
        pending.clear();
      }
      if (kernel) {
        blocks.add(kernel(section, unit));
      } else {
        pending.addAll(unit.code());
      }
    }
    if (!pending.isEmpty()) {
      blocks.add(block(section.title(), pending));
    }
    return blocks;
  }

  /** A method that is given its arrays. */
  private Block kernel(Section section, Section.Unit unit) {
    KernelNames names = new KernelNames(members);
    CodePrinter printer = new CodePrinter(dialect, names);
    printer.print(unit.code());
    helpers.addAll(printer.scalars().helpers());
    CodeBlock body = printer.block();
    List<String> passed = new ArrayList<>();
    for (Buffer buffer : names.buffers()) {
      passed.add(names.passed(buffer));
      if (!names.start(buffer).isEmpty()) {
        passed.add(String.valueOf(buffer.offset()));
      }
    }
    String name =
        kernels.computeIfAbsent(
            signature(names) + body,
            text -> {
              String made = members.member(unit.kind().methodName() + section.shape());
              methods.add(kernel(made, names, section, body));
              return made;
            });
    return new Block(name, passed, names.arguments(), section.title());
  }

  private static String signature(KernelNames names) {
    return names.buffers().stream()
        .map(buffer -> names.array(buffer) + names.start(buffer))
        .collect(Collectors.joining(","));
  }

  private MethodSpec kernel(String name, KernelNames names, Section section, CodeBlock body) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addJavadoc("Such as {@code $L}.\n", Documentation.javadoc(firstLine(section.title())));
    for (Buffer buffer : names.buffers()) {
      method.addParameter(dialect.array(), names.array(buffer));
      if (!names.start(buffer).isEmpty()) {
        method.addParameter(TypeName.INT, names.start(buffer));
      }
    }
    return method.addCode(body).build();
  }

  private static String firstLine(String title) {
    return title.lines().findFirst().orElse("");
  }

  private Block block(String title, List<Code> code) {
    Names names = new Names(members);
    CodePrinter printer = new CodePrinter(dialect, names);
    printer.print(code);
    helpers.addAll(printer.scalars().helpers());
    List<String> lines = Documentation.comment(title);
    CodeBlock.Builder comment = CodeBlock.builder();
    lines.forEach(line -> comment.add("// $L\n", line));
    CodeBlock body = printer.block();
    return byText.computeIfAbsent(
        comment.build() + body.toString(),
        text -> {
          String of = title.lines().findFirst().orElse("").split(" = ", 2)[0];
          String plain = Members.ascii(of.replace("/", ""));
          String name =
              members.member(
                  "compute"
                      + plain.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                      + plain.substring(1));
          Block block = Block.of(name, names.arguments());
          methods.add(method(block).addCode(comment.build()).addCode(body).build());
          return block;
        });
  }

  private MethodSpec.Builder method(Block block) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(block.name()).addModifiers(Modifier.PRIVATE);
    block.arguments().forEach(argument -> method.addParameter(dialect.array(), argument));
    return method;
  }

  private static CodeBlock call(Block block) {
    CodeBlock.Builder call = CodeBlock.builder();
    if (!block.title().isEmpty()) {
      Documentation.comment(block.title()).forEach(line -> call.add("// $L\n", line));
    }
    return call.addStatement("$L($L)", block.name(), String.join(", ", block.passed())).build();
  }

  /** Calls in methods of their own where there are too many for one. */
  private List<Block> grouped(String name, List<Block> calls) {
    List<Block> level = calls;
    while (level.size() > CALLS) {
      List<Block> groups = new ArrayList<>();
      for (int from = 0; from < level.size(); from += CALLS) {
        List<Block> part = level.subList(from, Math.min(from + CALLS, level.size()));
        Set<String> arguments = new TreeSet<>(java.util.Comparator.comparing(ARGUMENTS::indexOf));
        part.forEach(block -> arguments.addAll(block.arguments()));
        Block group = Block.of(members.member(name + "Part"), List.copyOf(arguments));
        MethodSpec.Builder method = method(group);
        part.forEach(block -> method.addCode(call(block)));
        methods.add(method.build());
        groups.add(group);
      }
      level = groups;
    }
    return level;
  }
}
