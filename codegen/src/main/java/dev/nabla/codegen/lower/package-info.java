/**
 * From derived programs to loop programs: what gets a buffer, in which order products are
 * multiplied, what is fused.
 */
package dev.nabla.codegen.lower;
