/**
 * What formulas cost: operations counted as polynomials in the sizes, common subexpressions once,
 * products in the order that needs the fewest multiplications.
 */
package dev.nabla.symbolic.cost;
