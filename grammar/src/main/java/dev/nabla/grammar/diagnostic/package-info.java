/** What is wrong with a source, by the catalogue of codes. */
package dev.nabla.grammar.diagnostic;
