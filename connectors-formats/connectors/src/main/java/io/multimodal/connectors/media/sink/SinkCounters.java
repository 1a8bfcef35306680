// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import io.multimodal.types.failure.OnError;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * What a writer or a committer counts of its files: {@code media.files} and {@code media.bytes},
 * staged by a writer and published by a committer; {@code media.failedFiles} and, of these, {@code
 * media.deadLetters}; {@code media.skippedFiles}, whose place was taken; of the files of a
 * committer, {@code media.copiedFiles}, which the server copied. Thread-safe.
 */
final class SinkCounters {
    private final Counter files;
    private final Counter bytes;
    private final Counter failedFiles;
    private final Counter deadLetters;
    private final Counter skippedFiles;
    private final Counter copiedFiles;
    private final boolean letters;

    SinkCounters(MetricGroup metrics, OnError onError) {
        MetricGroup media = metrics.addGroup("media");
        this.files = media.counter("files", new ThreadSafeSimpleCounter());
        this.bytes = media.counter("bytes", new ThreadSafeSimpleCounter());
        this.failedFiles = media.counter("failedFiles", new ThreadSafeSimpleCounter());
        this.deadLetters = media.counter("deadLetters", new ThreadSafeSimpleCounter());
        this.skippedFiles = media.counter("skippedFiles", new ThreadSafeSimpleCounter());
        this.copiedFiles = media.counter("copiedFiles", new ThreadSafeSimpleCounter());
        this.letters = onError == OnError.DEAD_LETTER;
    }

    void file(long sizeBytes) {
        files.inc();
        bytes.inc(sizeBytes);
    }

    /** A row could not be written, and the job goes on. */
    void failed() {
        failedFiles.inc();
        if (letters) {
            deadLetters.inc();
        }
    }

    /** Of the files, one that a server copied. */
    void copied() {
        copiedFiles.inc();
    }

    void skipped() {
        skippedFiles.inc();
    }
}
