/** The annotation that a network is defined with in Java. */
package dev.nabla.annotation;
