/** Training from tables: data, optimisers, the loop, what is kept of it, plots. */
package dev.nabla.train;
