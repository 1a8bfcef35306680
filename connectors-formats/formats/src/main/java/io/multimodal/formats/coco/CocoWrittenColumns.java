// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.formats.spi.SampleColumn;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Which columns a table has that documents are written from. */
final class CocoWrittenColumns {
    private static final Set<LogicalTypeRoot> INTEGERS =
            Set.of(
                    LogicalTypeRoot.TINYINT,
                    LogicalTypeRoot.SMALLINT,
                    LogicalTypeRoot.INTEGER,
                    LogicalTypeRoot.BIGINT);

    private CocoWrittenColumns() {}

    /**
     * Checks the columns of a table, which {@link CocoColumns#check} has let pass.
     *
     * @param listed whether the table lists the categories
     */
    static void check(List<SampleColumn> columns, boolean listed) {
        List<String> fields =
                columns.stream().map(column -> CocoColumns.field(column.name())).toList();
        require(
                fields.stream().filter(CocoColumns.FILE_NAME::equals).count() == 1,
                "has one column 'image', the path of the image");
        require(
                !fields.contains(CocoColumns.ANNOTATIONS) || !fields.contains(CocoColumns.CAPTIONS),
                "has the column 'annotations' or the column 'captions', and not both");
        for (SampleColumn column : columns) {
            switch (CocoColumns.field(column.name())) {
                case CocoColumns.FILE_NAME ->
                        require(isText(column.type()), "has paths of images of the type STRING");
                case CocoDocument.ID ->
                        require(isInteger(column.type()), "has ids of images of an integer type");
                case CocoColumns.ANNOTATIONS ->
                        check((RowType) ((ArrayType) column.type()).getElementType(), listed);
                default -> {}
            }
        }
    }

    private static void check(RowType annotation, boolean listed) {
        List<String> fields = annotation.getFieldNames();
        boolean category = fields.contains(CocoColumns.CATEGORY);
        boolean id = fields.contains(CocoDocument.CATEGORY_ID);
        require(
                !fields.contains(CocoDocument.IMAGE_ID),
                "has annotations without 'image_id', which is the 'id' of the image");
        require(
                category || !(id || fields.contains(CocoColumns.SUPERCATEGORY)),
                "has annotations with 'category', the name, where they have 'category_id' or 'supercategory'");
        require(
                !listed || (category && !id),
                "with the option 'coco.categories' has annotations with 'category' and without 'category_id'");
        for (RowType.RowField field : annotation.getFields()) {
            switch (field.getName()) {
                case CocoColumns.CATEGORY, CocoColumns.SUPERCATEGORY ->
                        require(isText(field.getType()), "has categories of the type STRING");
                case CocoDocument.ID, CocoDocument.CATEGORY_ID ->
                        require(
                                isInteger(field.getType()),
                                "has ids of annotations and of categories of an integer type");
                case CocoBox.BBOX ->
                        require(
                                CocoBox.isBox(field.getType()),
                                "has a 'bbox' that is a ROW of four numbers or an ARRAY of numbers");
                default -> {}
            }
        }
    }

    private static boolean isText(LogicalType type) {
        return type.is(LogicalTypeFamily.CHARACTER_STRING);
    }

    private static boolean isInteger(LogicalType type) {
        return INTEGERS.contains(type.getTypeRoot());
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new ValidationException("A 'coco' table that is written " + rule);
        }
    }
}
