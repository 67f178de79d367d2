/** Prints scheduled programs as Java. */
package dev.nabla.codegen.emit;
