/** Pictures in SVG. */
package dev.nabla.report.svg;
