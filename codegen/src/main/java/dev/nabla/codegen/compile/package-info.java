/** Compiles and loads generated classes in memory. */
package dev.nabla.codegen.compile;
