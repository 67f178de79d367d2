package dev.nabla.codegen;

/** The numbers that generated code computes with. */
public enum NumberType {
  DOUBLE("double", Double.BYTES),
  FLOAT("float", Float.BYTES);

  private final String keyword;
  private final int bytes;

  NumberType(String keyword, int bytes) {
    this.keyword = keyword;
    this.bytes = bytes;
  }

  /** The Java type. */
  public String keyword() {
    return keyword;
  }

  /** The size of one. */
  public int bytes() {
    return bytes;
  }
}
