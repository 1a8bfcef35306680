// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.connectors.media.ingest.SourceFile;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Optional;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.utils.PartitionPathUtils;

/**
 * A column whose value is in the path of a file, as {@code 2026} is in {@code year=2026/a.jpg},
 * with the escapes of Hive.
 *
 * @param name of the column
 * @param dataType which values of it are read as
 * @param nullName what stands for NULL in a path
 */
record PartitionColumn(String name, DataType dataType, String nullName) implements TableColumn {
    @Override
    public LogicalType type() {
        return dataType.getLogicalType();
    }

    @Override
    public Object of(SourceFile file) {
        return ofListed(file.listed().key(), file.listed());
    }

    @Override
    public Object ofListed(String path, ListedFile file) {
        try {
            return text(path).map(this::value).orElse(null);
        } catch (RuntimeException e) {
            return null; // Checking the file says so.
        }
    }

    /**
     * Does nothing if the path of a file holds a value of this column.
     *
     * @throws MediaException if it does not
     */
    void check(ListedFile file) throws MediaException {
        Optional<String> text = text(file.key());
        if (text.isEmpty()) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "its path has no folder '%s=…' for the column that the table is partitioned by"
                            .formatted(name));
        }
        try {
            Object value = value(text.get());
            if (value == null && !type().isNullable()) {
                throw new TableException("it is NULL, and the column is NOT NULL");
            }
        } catch (RuntimeException e) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "'%s' in its path is not of type %s, which the column '%s' has"
                            .formatted(text.get(), type().asSummaryString(), name),
                    e);
        }
    }

    private Object value(String text) {
        return text.equals(nullName)
                ? null
                : PartitionPathUtils.convertStringToInternalValue(text, dataType);
    }

    /** The last folder that names the column counts. */
    private Optional<String> text(String path) {
        String[] segments = path.split("/", -1);
        for (int i = segments.length - 2; i >= 0; i--) {
            int equals = segments[i].indexOf('=');
            if (equals > 0
                    && PartitionPathUtils.unescapePathName(segments[i].substring(0, equals))
                            .equals(name)) {
                return Optional.of(
                        PartitionPathUtils.unescapePathName(segments[i].substring(equals + 1)));
            }
        }
        return Optional.empty();
    }
}
