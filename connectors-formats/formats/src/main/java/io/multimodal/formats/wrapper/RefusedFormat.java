// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.types.DataType;

/**
 * A format that refuses to be used. Flink's {@code filesystem} connector makes formats for all uses
 * of a table, of which it then takes one.
 */
final class RefusedFormat<I> implements DecodingFormat<I>, EncodingFormat<I> {
    private final String why;

    RefusedFormat(String why) {
        this.why = why;
    }

    @Override
    public I createRuntimeDecoder(DynamicTableSource.Context context, DataType type) {
        throw new ValidationException(why);
    }

    @Override
    public I createRuntimeEncoder(DynamicTableSink.Context context, DataType type) {
        throw new ValidationException(why);
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }
}
