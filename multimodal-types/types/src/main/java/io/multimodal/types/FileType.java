// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.StructuredType;

/** The definition of {@code FILE}. */
public final class FileType {
    /** Index of the binary reference. */
    public static final int OBJECT = 0;

    /** Index of the media type. */
    public static final int CONTENT_TYPE = 1;

    /** Index of the size in bytes. */
    public static final int SIZE = 2;

    /** The definition. */
    public static final MultimodalType<MediaFile> TYPE =
            new MultimodalType<>(
                    "FILE",
                    MediaFile.class,
                    List.of(
                            new Attribute("object", Attribute.Kind.REFERENCE, "binary reference"),
                            new Attribute("content_type", Attribute.Kind.TEXT, "media type"),
                            new Attribute("size", Attribute.Kind.LONG, "size in bytes")),
                    List.of(),
                    FileType::attribute,
                    v ->
                            new MediaFile(
                                    (byte[]) v[OBJECT], (String) v[CONTENT_TYPE], (Long) v[SIZE]));

    private FileType() {}

    private static Object attribute(MediaFile file, int index) {
        return switch (index) {
            case OBJECT -> file.object();
            case CONTENT_TYPE -> file.contentType();
            case SIZE -> file.size();
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    /** The nullable logical type without parameters. */
    public static StructuredType logicalType() {
        return TYPE.logicalType();
    }

    /** The nullable type for the Table API, whose values are {@link MediaFile}s. */
    public static DataType dataType() {
        return TYPE.dataType();
    }

    /** The same, whose values are {@link RowData}. */
    public static DataType internalDataType() {
        return TYPE.internalDataType();
    }

    /** Flink's internal form of a value; null for null. */
    public static RowData toRowData(MediaFile file) {
        return TYPE.toRowData(file);
    }

    /** The value in Flink's internal form; null for null. */
    public static MediaFile fromRowData(RowData row) {
        return TYPE.fromRowData(row);
    }
}
