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

    /** Of the last file; 0 before there is one. */
    private volatile long lastModified;

    ReadCounters(SourceReaderMetricGroup metrics, FileRows<?> rows) {
        this.rows = rows;
        this.recordsIn = metrics.getIOMetricGroup().getNumRecordsInCounter();
        this.bytesIn = metrics.getIOMetricGroup().getNumBytesInCounter();
        this.recordsInErrors = metrics.getNumRecordsInErrorsCounter();
        metrics.addGroup("media").gauge("lagMillis", this::lagMillis);
    }

    /**
     * Counts one more file.
     *
     * @param modifiedMillis when it was written last
     */
    void oneMore(long modifiedMillis) {
        lastModified = modifiedMillis;
        recordsIn.inc();
        recordsInErrors.inc(rows.failedFiles() - recordsInErrors.getCount());
        bytesIn.inc(rows.readBytes() - bytesIn.getCount());
    }

    /** For how long the last file had been there when it became a row, or has been since. */
    private long lagMillis() {
        long last = lastModified;
        return last == 0 ? 0 : Math.max(0, System.currentTimeMillis() - last);
    }
}
