/**
 * The front door of the language: {@link dev.nabla.grammar.SpecParser} turns a {@link
 * dev.nabla.grammar.Source} into a tree of {@code dev.nabla.grammar.ast} or into {@link
 * dev.nabla.grammar.Diagnostics}. Characters become tokens in the generated lexer, tokens become
 * statements in {@code Layout}, statements become trees in the generated parser and the builders.
 */
package dev.nabla.grammar;
