package dev.nabla.codegen;

/** The numbers that generated code computes with. */
public enum NumberType {
  DOUBLE("double"),
  FLOAT("float");

  private final String keyword;

  NumberType(String keyword) {
    this.keyword = keyword;
  }

  /** The Java type. */
  public String keyword() {
    return keyword;
  }
}
