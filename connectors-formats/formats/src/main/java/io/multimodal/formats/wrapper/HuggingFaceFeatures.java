// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.types.AudioType;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.ImageType;
import io.multimodal.types.VideoType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The description of columns that the Python package {@code datasets} writes into the schema of a
 * Parquet file, under the key {@code huggingface}: by it, columns are images, audio or video when
 * they are loaded.
 */
final class HuggingFaceFeatures {
    /** The key in the schema. */
    static final String KEY = "huggingface";

    private static final Map<Object, String> MEDIA =
            Map.of(ImageType.TYPE, "Image", AudioType.TYPE, "Audio", VideoType.TYPE, "Video");

    private HuggingFaceFeatures() {}

    /**
     * The description of rows; empty if a column has a type that {@code datasets} has no word for.
     */
    static Optional<String> of(RowType rows) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("info");
            json.writeFieldName("features");
            if (!write(rows, json)) {
                return Optional.empty();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(text.toString());
    }

    private static boolean write(LogicalType type, JsonGenerator json) throws IOException {
        DeclaredType medium = DeclaredType.of(type).orElse(null);
        if (medium != null) {
            String word = MEDIA.get(medium.type());
            if (word == null) {
                return fields(ReferenceForm.EMBEDDED_ROW, json);
            }
            json.writeStartObject();
            json.writeStringField("_type", word);
            json.writeEndObject();
            return true;
        } else if (type instanceof RowType row) {
            return fields(row, json);
        } else if (type instanceof ArrayType array) {
            json.writeStartObject();
            json.writeFieldName("feature");
            boolean known = write(array.getElementType(), json);
            json.writeStringField("_type", "List");
            json.writeEndObject();
            return known;
        }
        String dtype = dtype(type);
        if (dtype == null) {
            return false;
        }
        json.writeStartObject();
        json.writeStringField("dtype", dtype);
        json.writeStringField("_type", "Value");
        json.writeEndObject();
        return true;
    }

    private static boolean fields(RowType row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (RowType.RowField field : row.getFields()) {
            json.writeFieldName(field.getName());
            if (!write(field.getType(), json)) {
                return false;
            }
        }
        json.writeEndObject();
        return true;
    }

    /** As pyarrow reads what Flink writes; null if there is no word for it. */
    private static String dtype(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> "string";
            case BINARY, VARBINARY -> "binary";
            case BOOLEAN -> "bool";
            case TINYINT -> "int8";
            case SMALLINT -> "int16";
            case INTEGER -> "int32";
            case BIGINT -> "int64";
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            case DATE -> "date32";
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                yield "decimal128(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
            }
            default -> null;
        };
    }
}
