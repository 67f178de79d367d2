/** How functions are written in Java: one row each, for numbers and for vectors. */
package dev.nabla.codegen.spelling;
