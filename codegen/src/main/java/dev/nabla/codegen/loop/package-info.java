/** The loop program: nests of loops over flat buffers, and the scalar trees in them. */
package dev.nabla.codegen.loop;
