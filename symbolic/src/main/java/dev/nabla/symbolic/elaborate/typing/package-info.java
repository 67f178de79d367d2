/** The rules that give expressions their shapes, and the core that is made of them. */
package dev.nabla.symbolic.elaborate.typing;
