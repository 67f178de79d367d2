package dev.nabla.symbolic.catalogue;

import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.elaborate.BuiltIns;
import org.junit.jupiter.api.Test;

class FunctionDerivativesTest {
  @Test
  void show() {
    for (var f : BuiltIns.all()) {
      System.out.println(
          f.group()
              + " "
              + f.signature()
              + " "
              + f.indices()
              + " = "
              + f.definition()
              + "   | "
              + f.note());
      for (var d : FunctionDerivatives.of(f)) {
        System.out.println(
            "     d"
                + d.by()
                + d.formula().indices()
                + (d.pulledBack() ? " VJP " : " ")
                + Style.TEXT.expression(d.formula().expression())
                + "     "
                + Style.LATEX.expression(d.formula().expression()));
      }
    }
  }
}
