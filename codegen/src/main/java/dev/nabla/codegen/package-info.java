/** Java from derived programs: derived program, loop program, scheduled program, text. */
package dev.nabla.codegen;
