package dev.nabla.grammar.latex;

import dev.nabla.grammar.base.Span;
import java.util.List;
import java.util.Optional;

/**
 * What LaTeX shows as one thing: a letter, a fraction, a pair of brackets, a letter with an index.
 */
sealed interface Node {
  Span span();

  /** A letter, a number, a sign, or a command without arguments. */
  record Leaf(Span span, Lexeme.Kind kind, String text) implements Node {
    boolean is(Lexeme.Kind wanted, String what) {
      return kind == wanted && text.equals(what);
    }
  }

  /** What stands between braces, which do not show. */
  record Group(Span span, List<Node> body) implements Node {
    public Group {
      body = List.copyOf(body);
    }
  }

  /**
   * What stands between brackets that show.
   *
   * @param open {@code (}, {@code [}, <code>{</code>, {@code |} or {@code ‖}
   */
  record Fence(Span span, String open, Span opening, List<Node> body) implements Node {
    public Fence {
      body = List.copyOf(body);
    }

    boolean is(String bracket) {
      return open.equals(bracket);
    }
  }

  /**
   * A command with its arguments.
   *
   * @param raw the first argument as text, spaces included
   */
  public record Call(Span span, String name, List<Group> arguments, String raw) implements Node {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** An environment: its rows, and the cells of each. */
  record Table(Span span, String environment, List<List<Group>> rows) implements Node {
    public Table {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Something with a subscript, a superscript or primes. */
  record Scripted(Span span, Node base, Optional<Group> sub, Optional<Group> sup, int primes)
      implements Node {}

  /** The brackets that a node is, with scripts or without. */
  static Optional<Fence> fence(Node node) {
    Node base =
        node instanceof Scripted scripted && scripted.primes() == 0 ? scripted.base() : node;
    return base instanceof Fence fence ? Optional.of(fence) : Optional.empty();
  }

  /** Whether this is the command. */
  static boolean isCommand(Node node, String name) {
    return node instanceof Leaf leaf && leaf.is(Lexeme.Kind.COMMAND, name);
  }

  /** Whether this is the sign. */
  static boolean isSign(Node node, String sign) {
    return node instanceof Leaf leaf && leaf.is(Lexeme.Kind.SIGN, sign);
  }

  /** Whether this shows nothing. */
  static boolean isSpace(Node node) {
    return node instanceof Leaf leaf
        && leaf.kind() == Lexeme.Kind.COMMAND
        && Commands.meaning(leaf.text()) == Commands.Meaning.SPACE;
  }

  /** The nodes that show something, without braces around all of them. */
  static List<Node> shown(List<Node> nodes) {
    List<Node> shown = nodes.stream().filter(node -> !isSpace(node)).toList();
    return shown.size() == 1 && shown.get(0) instanceof Group group ? shown(group.body()) : shown;
  }

  /** From the first node to the last. */
  static Span span(List<? extends Node> nodes) {
    return nodes.get(0).span().to(nodes.get(nodes.size() - 1).span());
  }
}
