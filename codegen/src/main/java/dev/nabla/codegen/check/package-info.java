/** Compares generated, interpreted and numeric gradients. */
package dev.nabla.codegen.check;
