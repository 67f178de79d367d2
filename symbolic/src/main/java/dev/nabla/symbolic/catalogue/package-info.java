/** The functions of the language with their derivatives, to be looked up. */
package dev.nabla.symbolic.catalogue;
