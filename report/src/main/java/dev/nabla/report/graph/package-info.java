/**
 * The computation graph of a network: what its nodes and edges are, their values and adjoints at a
 * point, and the graph as a drawing or as text for Graphviz.
 *
 * <p>{@link dev.nabla.report.graph.ComputationGraph} is made from a network and the text it was
 * read from; {@link dev.nabla.report.graph.SvgGraph} and {@link dev.nabla.report.graph.DotGraph}
 * write it.
 */
package dev.nabla.report.graph;
