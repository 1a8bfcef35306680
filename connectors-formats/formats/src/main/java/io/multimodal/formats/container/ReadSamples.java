// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import java.util.Iterator;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.MutableRecordAndPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.table.data.RowData;

/** The rows of a batch; after each, a checkpoint says where the next sample begins. */
final class ReadSamples implements BulkFormat.RecordIterator<RowData> {
    private final Iterator<ReadSample> samples;
    private final MutableRecordAndPosition<RowData> position = new MutableRecordAndPosition<>();

    ReadSamples(Iterator<ReadSample> samples) {
        this.samples = samples;
    }

    @Override
    public RecordAndPosition<RowData> next() {
        while (samples.hasNext()) {
            ReadSample sample = samples.next();
            if (sample.row() != null) {
                position.set(sample.row(), sample.end(), 0);
                return position;
            }
        }
        return null;
    }

    @Override
    public void releaseBatch() {
        // Rows are not used again.
    }
}
