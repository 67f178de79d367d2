/** The typed language: the grammar, and what its parser leaves open. */
package dev.nabla.grammar.text;
