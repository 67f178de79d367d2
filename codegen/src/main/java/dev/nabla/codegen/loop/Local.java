package dev.nabla.codegen.loop;

/**
 * A number held in a register.
 *
 * @param id tells the locals of one loop program apart
 * @param hint what to call it, if the name is free
 */
public record Local(int id, String hint) {
  @Override
  public String toString() {
    return hint + "#" + id;
  }
}
