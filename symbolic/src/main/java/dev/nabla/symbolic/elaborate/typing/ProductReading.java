package dev.nabla.symbolic.elaborate.typing;

/** How a product by juxtaposition is read, which only the shapes tell. */
final class ProductReading {
  private boolean decided;
  private boolean matrix;
  private boolean dot;

  /** The dot product of two columns. */
  void decideDot() {
    decide(true);
    dot = true;
  }

  boolean isDot() {
    return dot;
  }

  void decide(boolean asMatrixProduct) {
    decided = true;
    matrix = asMatrixProduct;
  }

  boolean isMatrixProduct() {
    if (!decided) {
      throw new IllegalStateException("a product is built before its shapes are known");
    }
    return matrix;
  }

  @Override
  public String toString() {
    return !decided ? "open" : dot ? "dot product" : matrix ? "matrix product" : "scaling";
  }
}
