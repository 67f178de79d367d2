package dev.nabla.symbolic.notation;

/** Matrix notation cannot say this; the whole formula is written in index form instead. */
final class NoMatrixForm extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoMatrixForm(String what) {
    super(what, null, false, false);
  }
}
