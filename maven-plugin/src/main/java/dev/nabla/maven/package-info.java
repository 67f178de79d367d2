/** The Maven plugin: generates the classes of a project's definitions before it is compiled. */
package dev.nabla.maven;
