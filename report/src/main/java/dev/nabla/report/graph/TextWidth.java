package dev.nabla.report.graph;

import java.util.HashMap;
import java.util.Map;

/**
 * How wide a text is in a sans-serif font, without asking a font: a machine may have none, and the
 * one that a viewer takes is not known. Of common fonts (those that Helvetica, Verdana and DejaVu
 * stand for) no character is wider than here, so a text stays inside its box.
 */
final class TextWidth {
  /** A hundredth of the font's size, and the characters of this width; others are the widest. */
  private static final String[] TABLE = {
    "28 'ijlᵢⱼ",
    "32  ,.I·Ιₜ",
    "36 /:;\\f|ι",
    "40 ()-[]tₐₙᵀ",
    "44 !r²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ₑₒₖ",
    "48 \"ₓ",
    "52 *J`°‖∂",
    "56 ?L_cszΓεζνξ⁻₊₋",
    "60 kvxyγκλςυχŷ",
    "64 $0123456789FTabdeghnopqu{}ΣΤβδηθμορστₘ√∘",
    "68 EKPSYΕΚΞΡΥαφ∇",
    "72 ABVXZΑΒΔΖΛΧπψ",
    "76 CHNRUΗΝΠ",
    "80 &DGOQΘΟΦΩ",
    "84 #+<=>^w~×÷±Ψω⊙⊗≤≥≠∞−",
    "88 MΜ",
    "104 %Wm…→@"
  };

  private static final int WIDEST = 104;
  private static final Map<Integer, Integer> WIDTHS = new HashMap<>();

  static {
    for (String row : TABLE) {
      int space = row.indexOf(' ');
      int width = Integer.parseInt(row.substring(0, space));
      row.substring(space + 1).codePoints().forEach(c -> WIDTHS.put(c, width));
    }
  }

  private TextWidth() {}

  /** The width at a size of the font, in the same unit. */
  static double of(String text, double size) {
    return text.codePoints().map(c -> WIDTHS.getOrDefault(c, WIDEST)).sum() * size / 100;
  }
}
