package dev.nabla.symbolic.elaborate;

import java.util.List;

final class Balancer {
  Balancer(Definition definition, Prelude prelude) {}

  List<String> suggestions(Failure failure) {
    return List.of();
  }
}
