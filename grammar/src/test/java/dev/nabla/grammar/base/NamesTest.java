package dev.nabla.grammar.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "z1,z1,z1,z₁",
    "z_1,z1,z1,z₁",
    "z₁,z1,z1,z₁",
    "z_{1},z1,z1,z₁",
    "z_12,z12,z12,z₁₂",
    "z₁₂,z12,z12,z₁₂",
    "W_1_2,W1_2,W1_2,W₁_2",
    "W1₂,W1_2,W1_2,W₁_2",
    "n_in,n_in,n_in,n_in",
    "z_{out},z_out,z_out,z_out",
    "xᵢ,x_i,x_i,xᵢ",
    "x_i,x_i,x_i,xᵢ",
    "xᵢⱼ,x_ij,x_ij,x_ij",
    "ŷ,yhat,yhat,ŷ",
    "y\u0302,yhat,yhat,ŷ",
    "x\u0302,xhat,xhat,x\u0302",
    "ŷ_1,yhat1,yhat1,ŷ₁",
    "yhat,yhat,yhat,ŷ",
    "δz1,δz1,delta_z1,δz₁",
    "delta_z1,δz1,delta_z1,δz₁",
    "delta_z_1,δz1,delta_z1,δz₁",
    "δ_{z1},δz1,delta_z1,δz₁",
    "delta_yhat,δyhat,delta_yhat,δŷ",
    "delta_delta_z,δδz,delta_delta_z,δδz",
    "δ,δ,delta,δ",
    "δ_1,δ1,delta1,δ₁",
    "delta1,delta1,delta1,delta₁",
    "π,pi,pi,π",
    "α,α,alpha,α",
    "Ω_2,Ω2,Omega2,Ω₂",
    "µ,μ,mu,μ",
    "x\u0304,x\u0304,xbar,x\u0304",
    "a_,a_,a_,a_",
    "z__1,z__1,z__1,z__1",
    "a1b,a1b,a1b,a1b",
    "ж1,ж1,u04361,ж₁",
  })
  void haveOneCanonicalSpelling(String typed, String canonical, String ascii, String pretty) {
    assertThat(Names.canonical(typed)).isEqualTo(canonical);
    assertThat(Names.canonical(canonical)).isEqualTo(canonical);
    assertThat(Names.ascii(canonical)).isEqualTo(ascii);
    assertThat(Names.pretty(canonical)).isEqualTo(pretty);
    assertThat(Names.canonical(pretty)).isEqualTo(canonical);
  }

  @Test
  void anAdjointIsNamedAfterItsValue() {
    assertThat(Names.adjointOf("z1")).isEqualTo("δz1");
    assertThat(Names.same("delta_z_1", "δz₁")).isTrue();
    assertThat(Names.same("z1", "z11")).isFalse();
  }
}
