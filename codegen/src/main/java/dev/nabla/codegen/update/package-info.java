/** Classes of a folder of definitions, kept up to date from build to build. */
package dev.nabla.codegen.update;
