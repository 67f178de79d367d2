/**
 * What everything else is written with: sources and places in them, exact numbers, names, limits.
 */
package dev.nabla.grammar.base;
