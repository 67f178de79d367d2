/** The canonical layout of a source: spelling, spaces, columns; comments stay. */
package dev.nabla.grammar.format;
