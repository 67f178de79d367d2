package dev.nabla.codegen;

/**
 * A generated file.
 *
 * @param path where it belongs below a source folder, with forward slashes
 * @param text its content
 */
public record GeneratedSource(String path, String text) {}
