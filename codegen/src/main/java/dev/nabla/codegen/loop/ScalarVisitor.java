package dev.nabla.codegen.loop;

/** A case for each kind of scalar; those without one of their own are treated alike. */
public interface ScalarVisitor<R> {
  /** What has no case of its own. */
  R other(Scalar s);

  default R literal(Scalar.Literal s) {
    return other(s);
  }

  default R position(Scalar.Position s) {
    return other(s);
  }

  default R samples(Scalar.Samples s) {
    return other(s);
  }

  default R read(Scalar.Read s) {
    return other(s);
  }

  default R use(Scalar.Use s) {
    return other(s);
  }

  default R linear(Scalar.Linear s) {
    return other(s);
  }

  default R product(Scalar.Product s) {
    return other(s);
  }

  default R raise(Scalar.Raise s) {
    return other(s);
  }

  default R apply(Scalar.Apply s) {
    return other(s);
  }

  default R call(Scalar.Call s) {
    return other(s);
  }

  default R onlyAt(Scalar.OnlyAt s) {
    return other(s);
  }

  default R ifGreater(Scalar.IfGreater s) {
    return other(s);
  }
}
