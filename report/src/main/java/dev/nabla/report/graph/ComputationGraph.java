package dev.nabla.report.graph;

import dev.nabla.grammar.base.Source;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The computation graph of a network: data and operations as nodes, what flows from one to another
 * as edges. An edge goes from an operand to the operation; operands stand in the order of the text.
 *
 * <p>What becomes a node, with {@link Detail#OPERATIONS}:
 *
 * <ul>
 *   <li>every input, target, parameter and named number that is mentioned, once;
 *   <li>every operation of a statement as it was typed. The one on the outside bears the name that
 *       the statement gives. An operation that is written twice with the same operands is one node;
 *   <li>a constant such as {@code identity(n)} or {@code 2 pi}. Plain numbers, π and e are no nodes
 *       but part of the operation, as in {@code 1 - ·} or {@code max(0, ·)}: they would be the most
 *       frequent nodes and tell the least;
 *   <li>a formula with indices, {@code sum[i] x[i] W[i,j]}, as a whole: its parts are elements and
 *       have no value of their own;
 *   <li>at the end, each value that flows nowhere: the loss, and predictions.
 * </ul>
 *
 * <p>With {@link Detail#STATEMENTS} a whole statement is one node that shows its formula. That is
 * what becomes of graphs of more than {@value #MOST_OPERATIONS} nodes unless operations are asked
 * for: one page shows about so many operations, and about ten times as many statements still make a
 * column that can be read.
 *
 * @param name the network's name
 * @param detail what an operation is; never {@link Detail#AUTO}
 * @param nodes data and operations; each after its operands
 * @param edges by operation, and by position within one
 * @param frames the statements that more than one operation belongs to
 * @param result the name of what is differentiated
 * @param evaluated whether there are values
 */
public record ComputationGraph(
    String name,
    Detail detail,
    List<Node> nodes,
    List<Edge> edges,
    List<Frame> frames,
    String result,
    boolean evaluated) {
  /** A graph with more nodes than this is folded by statement, unless it is asked for. */
  public static final int MOST_OPERATIONS = 150;

  /** The largest number of nodes that are drawn. */
  public static final int MOST_NODES = 6_000;

  /** How much of a formula is one node. */
  public enum Detail {
    /** Operations, or statements where that would be too many. */
    AUTO,
    /** Each operation. */
    OPERATIONS,
    /** Each statement. */
    STATEMENTS
  }

  /** What a node stands for. */
  public enum Kind {
    INPUT("input"),
    TARGET("target"),
    PARAMETER("parameter"),
    CONSTANT("constant"),
    OPERATION("operation"),
    /** The name of a prediction at the end of the edge that carries it. */
    OUTPUT("output"),
    /** The same of the loss. */
    LOSS("loss"),
    /** The same of any other value that flows nowhere. */
    RESULT("result");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The kind in a word. */
    public String word() {
      return word;
    }

    /** Whether this is a name at the end of an edge. */
    public boolean isEnd() {
      return this == OUTPUT || this == LOSS || this == RESULT;
    }
  }

  /**
   * A node.
   *
   * @param id its position among the nodes
   * @param kind what it stands for
   * @param label the operation's sign or formula, or the name of data
   * @param name the name of the value that an operation computes, if it has one
   * @param formula what is computed, as it was typed
   * @param output whether the value is marked or taken as a prediction
   * @param shape the value's shape on paper
   * @param frame the frame it stands in, if any
   * @param value what the node computes; empty without values
   * @param adjoint the derivative of the result by the value, all edges together; empty where
   *     nothing that is derived by flows in, or where the value does not reach the result
   */
  public record Node(
      int id,
      Kind kind,
      String label,
      Optional<String> name,
      String formula,
      boolean output,
      Shape shape,
      OptionalInt frame,
      Optional<Tensor> value,
      Optional<Tensor> adjoint) {}

  /**
   * An edge from an operand to an operation.
   *
   * @param from the operand
   * @param to the operation
   * @param position the place of the operand, from 0
   * @param adjoint what comes back along this edge: the derivative of the result by the operand at
   *     this place alone; the adjoint of a node is the sum over its edges
   */
  public record Edge(int from, int to, int position, Optional<Tensor> adjoint) {}

  /**
   * A statement that several nodes belong to.
   *
   * @param id its position among the frames
   * @param label the statement as it was typed
   */
  public record Frame(int id, String label) {}

  public ComputationGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    frames = List.copyOf(frames);
  }

  /**
   * The graph without values.
   *
   * @param source the text that the network was read from
   * @throws GraphException when it would have more than {@value #MOST_NODES} nodes
   */
  public static ComputationGraph of(Network network, Source source, Detail detail) {
    return GraphBuilder.of(network, source, detail).graph(Optional.empty());
  }

  /**
   * The graph with values, and adjoints by these variables.
   *
   * @param source the text that the network was read from
   * @param given the values of all inputs, targets and parameters; no size of the network is open
   * @param wrt inputs, parameters or values to derive by
   * @throws GraphException when it would have more than {@value #MOST_NODES} nodes, when the result
   *     is not a number, or when a function has no definition
   */
  public static ComputationGraph of(
      Network network,
      Source source,
      Detail detail,
      Map<Variable, Tensor> given,
      List<Variable> wrt) {
    return GraphBuilder.of(network, source, detail)
        .graph(Optional.of(new NodeValues.Point(given, wrt)));
  }
}
