/** Writes tests of generated classes, which run in the build of whoever uses them. */
package dev.nabla.codegen.testing;
