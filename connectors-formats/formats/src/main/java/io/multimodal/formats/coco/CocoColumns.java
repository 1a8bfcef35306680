// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.formats.spi.SampleColumn;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * Which fields of a document are read.
 *
 * @param columns those of the table
 * @param ofImages names of the fields of an image
 * @param annotation what is read of an annotation; null if no column has annotations
 * @param ofAnnotations names of the fields of an annotation
 */
record CocoColumns(
        List<SampleColumn> columns,
        Set<String> ofImages,
        RowType annotation,
        Set<String> ofAnnotations) {
    static final String ANNOTATIONS = "annotations";
    static final String CAPTIONS = "captions";

    /** Fields of the category of an annotation, which the annotation names by its id. */
    static final String CATEGORY = "category";

    static final String SUPERCATEGORY = "supercategory";

    private static final String IMAGE = "image";
    static final String FILE_NAME = "file_name";

    static CocoColumns of(List<SampleColumn> columns) {
        RowType annotation =
                columns.stream()
                        .filter(column -> column.name().equals(ANNOTATIONS))
                        .map(column -> (RowType) ((ArrayType) column.type()).getElementType())
                        .findFirst()
                        .orElse(null);
        Set<String> ofAnnotations =
                annotation == null
                        ? new java.util.HashSet<>()
                        : new java.util.HashSet<>(annotation.getFieldNames());
        ofAnnotations.removeAll(Set.of(CATEGORY, SUPERCATEGORY));
        if (columns.stream().anyMatch(column -> column.name().equals(CAPTIONS))) {
            ofAnnotations.add(CocoDocument.CAPTION);
        }
        return new CocoColumns(
                columns,
                columns.stream()
                        .map(column -> field(column.name()))
                        .collect(Collectors.toUnmodifiableSet()),
                annotation,
                Set.copyOf(ofAnnotations));
    }

    /** The field of an image that a column has. */
    static String field(String column) {
        return column.equals(IMAGE) ? FILE_NAME : column;
    }

    /** Whether categories have to be looked up. */
    boolean haveCategories() {
        return annotation != null
                && (annotation.getFieldNames().contains(CATEGORY)
                        || annotation.getFieldNames().contains(SUPERCATEGORY));
    }

    static void check(List<SampleColumn> columns) {
        for (SampleColumn column : columns) {
            LogicalType type = column.type();
            LogicalType element = type instanceof ArrayType array ? array.getElementType() : null;
            if (column.isMedium()) {
                throw new ValidationException(
                        "The column '%s' of a 'coco' table is the path of an image; to read images, set 'format' = 'multimodal', 'multimodal.format' = 'coco' and 'multimodal.reference' = 'link'"
                                .formatted(column.name()));
            } else if (column.name().equals(ANNOTATIONS) && !(element instanceof RowType)) {
                throw refused(column, "ARRAY<ROW<…>> with the fields of an annotation");
            } else if (column.name().equals(CAPTIONS)
                    && !(element != null && element.is(LogicalTypeFamily.CHARACTER_STRING))) {
                throw refused(column, "ARRAY<STRING>");
            } else if (!JsonValue.supports(type)) {
                throw refused(
                        column,
                        "STRING, BOOLEAN, an integer type, FLOAT or DOUBLE, or an ARRAY or ROW of these");
            }
        }
    }

    private static ValidationException refused(SampleColumn column, String expected) {
        return new ValidationException(
                "The column '%s' of a 'coco' table has the type %s; it is %s"
                        .formatted(column.name(), column.type().asSummaryString(), expected));
    }
}
