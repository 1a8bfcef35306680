// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.types.failure.OnError;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * What a reader counts of its files: {@code media.files} that were read, their {@code media.bytes}
 * that went into the store, {@code media.failedFiles}, and how many of these left a dead letter,
 * {@code media.deadLetters}. Thread-safe.
 */
final class SourceCounters {
    private final Counter files;
    private final Counter bytes;
    private final Counter failedFiles;
    private final Counter deadLetters;
    private final boolean letters;

    SourceCounters(MetricGroup metrics, OnError onError) {
        MetricGroup media = metrics.addGroup("media");
        this.files = media.counter("files", new ThreadSafeSimpleCounter());
        this.bytes = media.counter("bytes", new ThreadSafeSimpleCounter());
        this.failedFiles = media.counter("failedFiles", new ThreadSafeSimpleCounter());
        this.deadLetters = media.counter("deadLetters", new ThreadSafeSimpleCounter());
        this.letters = onError == OnError.DEAD_LETTER;
    }

    void read() {
        files.inc();
    }

    /** A file could not be used, and the job goes on. */
    void failed() {
        failedFiles.inc();
        if (letters) {
            deadLetters.inc();
        }
    }

    long failedFiles() {
        return failedFiles.getCount();
    }

    Counter bytes() {
        return bytes;
    }
}
