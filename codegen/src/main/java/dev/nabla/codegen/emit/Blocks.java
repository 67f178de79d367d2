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
import java.util.HashSet;
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

  /**
   * Up to so many uses of the same code with other arrays each have a method of their own, which
   * runs up to a third faster; with more, what counts is that one method is compiled soon.
   */
  private static final int OWN = 8;

  private static final List<String> ARGUMENTS =
      List.of(
          "theta",
          "x",
          "y",
          "out",
          "grad",
          "outAdjoint",
          "xAdjoint",
          "v",
          "hv",
          "jac",
          "hess",
          MethodNames.SAMPLES);

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
  private final MemberNames members;
  private final Map<String, Block> byText = new LinkedHashMap<>();
  private final Map<String, Set<List<String>>> uses = new HashMap<>();
  private final Map<String, String> kernels = new HashMap<>();
  private final List<MethodSpec> methods = new ArrayList<>();
  private final Set<Helper> helpers = EnumSet.noneOf(Helper.class);

  Blocks(Dialect dialect, MemberNames members) {
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
    CodePrinter printer = new CodePrinter(dialect, new MethodNames(members));
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

  private List<Block> blocks(Section section) {
    List<Block> blocks = new ArrayList<>();
    List<Code> pending = new ArrayList<>();
    for (Section.Unit unit : section.units()) {
      boolean kernel = isShared(unit);
      boolean full = Price.of(pending) + Price.of(unit.code()) > Price.METHOD;
      if (!pending.isEmpty() && (kernel || full)) {
        blocks.add(block(section.title(), pending));
        pending.clear();
      }
      if (kernel) {
        blocks.add(shared(section, unit));
      } else {
        pending.addAll(unit.code());
      }
    }
    if (!pending.isEmpty()) {
      blocks.add(block(section.title(), pending));
    }
    return blocks;
  }

  /**
   * Notes the code of a method that will be printed. What the same code does with different arrays
   * becomes a method that is given its arrays.
   */
  void note(ScheduledProgram program) {
    for (Section section : program.sections()) {
      for (Section.Unit unit : section.units()) {
        if (unit.kind().isKernel()) {
          Kernel kernel = kernel(unit);
          uses.computeIfAbsent(kernel.text(), t -> new HashSet<>()).add(kernel.passed());
        }
      }
    }
  }

  /** Whether any code that was noted is in vectors. */
  boolean usesVectors() {
    return !uses.isEmpty();
  }

  private boolean isShared(Section.Unit unit) {
    return unit.kind().isKernel() && uses.get(kernel(unit).text()).size() > OWN;
  }

  /**
   * Code that works on whatever arrays it is given.
   *
   * @param names its parameters
   * @param helpers what it calls
   */
  private record Kernel(KernelNames names, CodeBlock body, Set<Helper> helpers) {
    String text() {
      return signature(names) + body;
    }

    List<String> passed() {
      List<String> passed = new ArrayList<>();
      for (Buffer buffer : names.buffers()) {
        passed.add(names.passed(buffer));
        if (!names.start(buffer).isEmpty()) {
          passed.add(String.valueOf(buffer.offset()));
        }
      }
      return names.withSamples(passed);
    }
  }

  private Kernel kernel(Section.Unit unit) {
    KernelNames names = new KernelNames(members);
    CodePrinter printer = new CodePrinter(dialect, names);
    printer.print(unit.code());
    return new Kernel(names, printer.block(), printer.scalars().helpers());
  }

  /** A call of a method that is given its arrays. */
  private Block shared(Section section, Section.Unit unit) {
    Kernel kernel = kernel(unit);
    helpers.addAll(kernel.helpers());
    String name =
        kernels.computeIfAbsent(
            kernel.text(),
            text -> {
              String made = members.member(unit.kind().methodName() + section.shape());
              methods.add(kernel(made, kernel.names(), section, kernel.body()));
              return made;
            });
    return new Block(name, kernel.passed(), kernel.names().arguments(), section.title());
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
    names.withSamples(List.of()).forEach(samples -> method.addParameter(typeOf(samples), samples));
    return method.addCode(body).build();
  }

  private static String firstLine(String title) {
    return title.lines().findFirst().orElse("");
  }

  private Block block(String title, List<Code> code) {
    MethodNames names = new MethodNames(members);
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
          String plain = MemberNames.ascii(of.replace("/", ""));
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
    block.arguments().forEach(argument -> method.addParameter(typeOf(argument), argument));
    return method;
  }

  private TypeName typeOf(String argument) {
    return argument.equals(MethodNames.SAMPLES) ? TypeName.INT : dialect.array();
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
