/** The annotation processor: from {@code @Nabla} to the source files of classes. */
package dev.nabla.processor;
