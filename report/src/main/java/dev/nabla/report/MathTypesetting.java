package dev.nabla.report;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.print.Markup;
import dev.nabla.grammar.print.MathMl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** NetworkFormulas in MathML. */
final class MathTypesetting implements Typesetting<MathMl> {
  private static final MathMl D = MathMl.of(Markup.tag("mi").around("∂"));
  private static final MathMl SPACE =
      MathMl.of(Markup.tag("mspace").with("width", "0.15em").around());

  @Override
  public MathMl expression(Expression expression) {
    return MathMl.of(expression);
  }

  @Override
  public MathMl indexed(MathMl base, List<Name> indices) {
    return MathMl.element("msub", fenced("[", base, "]"), separated(indices));
  }

  private static MathMl separated(List<Name> indices) {
    List<MathMl> list = new ArrayList<>();
    for (Name index : indices) {
      if (!list.isEmpty()) {
        list.add(MathMl.sign(","));
      }
      list.add(MathMl.of(index));
    }
    return MathMl.row(list);
  }

  private static MathMl fenced(String open, MathMl content, String close) {
    return MathMl.of(
        Markup.tag("mrow")
            .around(
                Markup.tag("mo").around(open), content.whole(), Markup.tag("mo").around(close)));
  }

  @Override
  public MathMl derivative(MathMl above, List<MathMl> by) {
    int order = by.size();
    boolean same = by.stream().map(MathMl::whole).distinct().count() == 1;
    List<MathMl> below = new ArrayList<>();
    if (same) {
      below.add(D);
      below.add(raised(by.get(0), order));
    } else {
      for (MathMl variable : by) {
        below.add(below.isEmpty() ? D : MathMl.row(SPACE, D));
        below.add(variable);
      }
    }
    return MathMl.element("mfrac", MathMl.row(raised(D, order), above), MathMl.row(below));
  }

  private static MathMl raised(MathMl base, int order) {
    return order == 1
        ? base
        : MathMl.element("msup", base, MathMl.of(Markup.tag("mn").around(Integer.toString(order))));
  }

  @Override
  public MathMl hessianProduct(MathMl above, Optional<MathMl> part) {
    MathMl nabla = MathMl.of(Markup.tag("mi").with("mathvariant", "normal").around("∇"));
    MathMl vector = MathMl.of(Markup.tag("mi").around("v"));
    MathMl product = MathMl.row(raised(nabla, 2), above, SPACE, vector);
    return part.map(name -> MathMl.element("msub", fenced("(", product, ")"), name))
        .orElse(product);
  }

  @Override
  public MathMl product(List<MathMl> factors) {
    List<MathMl> row = new ArrayList<>();
    for (MathMl factor : factors) {
      row.add(row.isEmpty() ? factor : MathMl.row(MathMl.sign("⋅"), factor).breakable());
    }
    return MathMl.row(row);
  }

  @Override
  public MathMl equation(MathMl left, MathMl right) {
    return MathMl.row(left, MathMl.row(MathMl.sign("="), right).breakable());
  }

  @Override
  public MathMl directly(MathMl derivative, boolean alone, MathMl definition) {
    MathMl from =
        MathMl.of(
            Markup.tag("mtext")
                .around(alone ? "directly from\u00a0" : "\u00a0directly from\u00a0"));
    return MathMl.row(alone ? MathMl.row() : derivative, from, definition.breakable());
  }
}
