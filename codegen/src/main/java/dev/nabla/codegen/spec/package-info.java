/** From the text of a definition to a generated file, as every front end does it. */
package dev.nabla.codegen.spec;
