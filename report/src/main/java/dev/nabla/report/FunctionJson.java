package dev.nabla.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.catalogue.FunctionDerivative;
import dev.nabla.symbolic.catalogue.FunctionEntry;
import java.io.IOException;
import java.util.List;

/** Functions for programs: an array of objects. */
public final class FunctionJson {
  private FunctionJson() {}

  public static String of(List<FunctionEntry> entries) {
    return JsonText.of(
        json -> {
          json.writeStartArray();
          for (FunctionEntry entry : entries) {
            write(json, entry);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, FunctionEntry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", entry.function().name());
    strings(json, "aliases", entry.function().aliases());
    json.writeStringField("group", entry.function().group().title());
    strings(json, "parameters", entry.function().parameters());
    json.writeStringField("application", Style.TEXT.expression(entry.application()));
    if (entry.definition().isPresent()) {
      json.writeStringField("definition", Style.TEXT.expression(entry.definition().get()));
      json.writeStringField("latex", Style.LATEX.expression(entry.definition().get()));
    }
    json.writeArrayFieldStart("derivatives");
    for (FunctionDerivative derivative : entry.derivatives()) {
      json.writeStartObject();
      json.writeStringField("by", derivative.by());
      json.writeBooleanField("pulledBack", derivative.pulledBack());
      strings(
          json,
          "indices",
          derivative.formula().indices().stream().map(index -> index.text()).toList());
      json.writeStringField("formula", Style.TEXT.expression(derivative.formula().expression()));
      json.writeStringField("latex", FunctionLatex.right(derivative));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("note", entry.function().note());
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
