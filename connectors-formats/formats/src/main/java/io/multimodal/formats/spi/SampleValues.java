// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.store.ObjectHandle;
import java.util.List;

/** The values of a sample that is written, by the index of the column. Not thread-safe. */
@Public
public final class SampleValues {
    private final List<SampleColumn> columns;
    private final List<Object> values;

    /**
     * @param values one for each column: an {@link ObjectHandle} of a medium, else Flink's internal
     *     form; null for NULL. Not copied
     */
    public SampleValues(List<SampleColumn> columns, List<Object> values) {
        this.columns = columns;
        this.values = values;
    }

    /** Whether the column is NULL. */
    public boolean isNull(int column) {
        return values.get(column) == null;
    }

    /**
     * The bytes of a column that is not NULL: the file of a medium, else the text of the value in
     * UTF-8, or BYTES as they are. Reading them blocks.
     */
    public ObjectHandle content(int column) {
        return values.get(column) instanceof ObjectHandle object
                ? object
                : new ArrayHandle(TextValue.write(values.get(column), columns.get(column).type()));
    }

    /**
     * The value of a column that is not a medium, in Flink's internal form; null if it is NULL.
     *
     * @throws IllegalArgumentException if the column is a medium
     */
    public Object value(int column) {
        if (columns.get(column).isMedium()) {
            throw new IllegalArgumentException(
                    "The column '%s' is a medium; read its content"
                            .formatted(columns.get(column).name()));
        }
        return values.get(column);
    }

    /** The text of a column that is not a medium; null if it is NULL. */
    public String text(int column) {
        Object value = value(column);
        return value == null
                ? null
                : new String(TextValue.write(value, columns.get(column).type()), UTF_8);
    }
}
