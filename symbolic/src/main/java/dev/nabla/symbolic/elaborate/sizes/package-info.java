/** Shapes whose sizes are not known yet, and how they are solved. */
package dev.nabla.symbolic.elaborate.sizes;
