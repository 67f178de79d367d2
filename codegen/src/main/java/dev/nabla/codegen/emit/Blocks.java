package dev.nabla.codegen.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.schedule.Code;
import dev.nabla.codegen.schedule.Price;
import dev.nabla.codegen.schedule.ScheduledProgram;
import dev.nabla.codegen.schedule.Section;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /** A method that has been made, and what a call of it passes. */
  private record Block(String name, List<String> arguments) {}

  private final Dialect dialect;
  private final Members members;
  private final Map<String, Block> byText = new LinkedHashMap<>();
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
      if (!pending.isEmpty() && Price.of(pending) + Price.of(unit.code()) > Price.METHOD) {
        blocks.add(block(section.title(), pending));
        pending.clear();
      }
      pending.addAll(unit.code());
    }
    if (!pending.isEmpty()) {
      blocks.add(block(section.title(), pending));
    }
    return blocks;
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
          Block block = new Block(name, names.arguments());
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
    return CodeBlock.of("$L($L);\n", block.name(), String.join(", ", block.arguments()));
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
        Block group = new Block(members.member(name + "Part"), List.copyOf(arguments));
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
