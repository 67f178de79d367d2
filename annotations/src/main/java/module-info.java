/** The annotation {@code @Nabla}; it is needed to compile, and not to run. */
module dev.nabla.annotation {
  exports dev.nabla.annotation;

  // Generated classes say that they are, with an annotation of this module.
  requires static transitive java.compiler;
}
