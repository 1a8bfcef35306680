// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import io.multimodal.formats.spi.ContainerFormat;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.formats.spi.SampleWriter;
import java.io.OutputStream;
import java.util.List;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;

/** Records that are {@code tf.train.Example} messages. */
record TfRecordFormat() implements ContainerFormat {
    private static final long serialVersionUID = 1L;

    @Override
    public void checkRead(List<SampleColumn> columns) {
        columns.forEach(TfRecordFormat::check);
    }

    @Override
    public boolean mayBeCompressed() {
        return true;
    }

    @Override
    public SampleReader reader(SampleInput file, List<SampleColumn> columns) {
        return new TfRecordReader(file, columns);
    }

    @Override
    public void checkWritten(List<SampleColumn> columns) {
        columns.forEach(TfRecordFormat::check);
    }

    @Override
    public SampleWriter writer(OutputStream file, List<SampleColumn> columns) {
        return new TfRecordWriter(file, columns);
    }

    private static void check(SampleColumn column) {
        LogicalType type = column.type();
        LogicalType value = type instanceof ArrayType array ? array.getElementType() : type;
        if (!column.isMedium() && !FeatureType.supports(value)) {
            throw new ValidationException(
                    "The column '%s' of a 'tfrecord' table has the type %s; a feature is IMAGE, AUDIO, VIDEO, TENSOR, FILE, or STRING, BYTES, BOOLEAN, FLOAT, DOUBLE, TINYINT, SMALLINT, INT or BIGINT, or an ARRAY of one of the latter"
                            .formatted(column.name(), type.asSummaryString()));
        }
    }
}
