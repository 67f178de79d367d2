/**
 * How each nest runs: straight-line code, literal-offset loops, tiles; and what it costs in
 * bytecode.
 */
package dev.nabla.codegen.schedule;
