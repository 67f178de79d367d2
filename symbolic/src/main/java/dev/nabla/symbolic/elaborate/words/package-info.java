/** The functions of the language as people look them up, and those defined in it. */
package dev.nabla.symbolic.elaborate.words;
