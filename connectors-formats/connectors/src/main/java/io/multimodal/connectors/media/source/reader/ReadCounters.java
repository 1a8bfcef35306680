// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.reader;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/**
 * Flink's own counters of a source. They belong to the thread of the task, while files are read by
 * others: what those counted is added when a row is emitted.
 */
final class ReadCounters {
    private final FileRows<?> rows;
    private final Counter recordsIn;
    private final Counter recordsInErrors;
    private final Counter bytesIn;

    ReadCounters(SourceReaderMetricGroup metrics, FileRows<?> rows) {
        this.rows = rows;
        this.recordsIn = metrics.getIOMetricGroup().getNumRecordsInCounter();
        this.bytesIn = metrics.getIOMetricGroup().getNumBytesInCounter();
        this.recordsInErrors = metrics.getNumRecordsInErrorsCounter();
    }

    /** Counts one more file. */
    void oneMore() {
        recordsIn.inc();
        recordsInErrors.inc(rows.failedFiles() - recordsInErrors.getCount());
        bytesIn.inc(rows.readBytes() - bytesIn.getCount());
    }
}
