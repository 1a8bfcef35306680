// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.types.DeclaredType;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.StructuredType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.utils.TypeConversions;

/** What a medium is in the wrapped format: the values of {@code multimodal.reference}. */
public enum ReferenceForm {
    /** A ROW of the attributes of its type, in Flink's internal form the medium itself. */
    STRUCT("struct"),
    /** The text form of its reference, as OBJECT_URI gives it. */
    TEXT("text"),
    /** The medium itself: a ROW of its bytes and a path, as the Python package datasets has it. */
    HUGGINGFACE("huggingface"),
    /** The URI or path of its file. */
    LINK("link");

    /** What a medium is in the form HUGGINGFACE. */
    static final RowType EMBEDDED_ROW =
            row(
                    true,
                    List.of("bytes", "path"),
                    List.of(
                            new VarBinaryType(VarBinaryType.MAX_LENGTH),
                            new VarCharType(VarCharType.MAX_LENGTH)));

    private final String word;

    ReferenceForm(String word) {
        this.word = word;
    }

    /** The type that the wrapped format knows in the place of a type that may hold media. */
    DataType outside(DataType type) {
        return TypeConversions.fromLogicalToDataType(outside(type.getLogicalType()));
    }

    private LogicalType outside(LogicalType type) {
        boolean nullable = type.isNullable();
        List<LogicalType> parts = type.getChildren().stream().map(this::outside).toList();
        Optional<DeclaredType> medium = DeclaredType.of(type);
        if (medium.isPresent() && (this == TEXT || this == LINK)) {
            return new VarCharType(nullable, VarCharType.MAX_LENGTH);
        } else if (medium.isPresent() && this == HUGGINGFACE) {
            return EMBEDDED_ROW.copy(nullable);
        } else if (type instanceof StructuredType structured) {
            return row(
                    nullable,
                    structured.getAttributes().stream()
                            .map(StructuredType.StructuredAttribute::getName)
                            .toList(),
                    parts);
        } else if (type instanceof RowType row) {
            return row(nullable, row.getFieldNames(), parts);
        } else if (type instanceof ArrayType) {
            return new ArrayType(nullable, parts.get(0));
        } else if (type instanceof MultisetType) {
            return new MultisetType(nullable, parts.get(0));
        } else if (type instanceof MapType) {
            return new MapType(nullable, parts.get(0), parts.get(1));
        }
        return type;
    }

    private static RowType row(boolean nullable, List<String> names, List<LogicalType> types) {
        LogicalType[] fields = types.toArray(LogicalType[]::new);
        return RowType.of(nullable, fields, names.toArray(String[]::new));
    }

    /** The word as options spell it; Flink parses and prints enum options by it. */
    @Override
    public String toString() {
        return word;
    }
}
