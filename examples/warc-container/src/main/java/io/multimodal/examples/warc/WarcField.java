// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.warc;

import io.multimodal.formats.spi.SampleColumn;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** What a column of a web archive is read from, by the name of the column. */
enum WarcField {
    URI("WARC-Target-URI"),
    DATE("WARC-Date"),
    RECORD_ID("WARC-Record-ID"),
    RECORD_TYPE("WARC-Type"),
    CONTENT_TYPE("Content-Type"),
    /** The resource itself. */
    PAYLOAD(null);

    private final String header;

    WarcField(String header) {
        this.header = header;
    }

    /** The header of a record; null for the payload. */
    String header() {
        return header;
    }

    String column() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The fields of columns. */
    static List<WarcField> of(List<SampleColumn> columns) {
        return columns.stream().map(WarcField::of).toList();
    }

    private static WarcField of(SampleColumn column) {
        WarcField field =
                Stream.of(values())
                        .filter(known -> known.column().equals(column.name()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "A 'warc' table has no column '%s'; it has %s"
                                                        .formatted(column.name(), names())));
        boolean text = column.type().is(LogicalTypeFamily.CHARACTER_STRING);
        if (field != PAYLOAD && !text) {
            throw new ValidationException(
                    "The column '%s' of a 'warc' table is a STRING, not %s"
                            .formatted(column.name(), column.type().asSummaryString()));
        }
        return field;
    }

    private static List<String> names() {
        return Stream.of(values()).map(WarcField::column).toList();
    }
}
