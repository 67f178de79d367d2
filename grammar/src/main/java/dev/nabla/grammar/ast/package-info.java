/** The syntax tree: immutable values, each with the place it comes from. */
package dev.nabla.grammar.ast;
