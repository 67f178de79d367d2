package dev.nabla.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes tensors as nested arrays. */
public final class JsonTensor {
  private JsonTensor() {}

  /** A field with the nesting of the variable's shape on paper; a column is a flat array. */
  public static void write(JsonGenerator json, Variable variable, Tensor value) throws IOException {
    Shape shape = variable.shape();
    List<Integer> sizes = new ArrayList<>(shape.sizes().stream().map(Size::intValue).toList());
    boolean column = shape.order() == 2 && shape.sizes().get(1).isUnit();
    if (column) {
      sizes.remove(1);
    }
    json.writeFieldName(variable.name());
    write(json, sizes.stream().mapToInt(Integer::intValue).toArray(), value.data());
  }

  /** An array nested as the sizes say. */
  public static void write(JsonGenerator json, int[] sizes, double[] data) throws IOException {
    nested(json, sizes, data, 0, 0);
  }

  private static int nested(JsonGenerator json, int[] sizes, double[] data, int depth, int offset)
      throws IOException {
    if (depth == sizes.length) {
      JsonText.number(json, data[offset]);
      return offset + 1;
    }
    json.writeStartArray();
    int at = offset;
    for (int k = 0; k < sizes[depth]; k++) {
      at = nested(json, sizes, data, depth + 1, at);
    }
    json.writeEndArray();
    return at;
  }
}
