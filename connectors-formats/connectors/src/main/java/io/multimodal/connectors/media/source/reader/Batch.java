// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.reader;

import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.split.SplitInReading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.flink.util.ExceptionUtils;

/**
 * Consecutive files whose rows are handed from one thread to another together: handing on a single
 * one costs as much as reading the head of a file.
 */
final class Batch<T> {
    private static final int MOST_FILES = 16;
    private static final long MOST_BYTES = 1L << 20;

    private final SplitInReading split;
    private final List<ListedFile> files;
    private final CompletableFuture<List<T>> rows;
    private final CompletableFuture<Void> ready;
    private final long bytes;
    private int emitted;

    private Batch(SplitInReading split, List<ListedFile> files, CompletableFuture<List<T>> rows) {
        this.split = split;
        this.files = files;
        this.rows = rows;
        this.bytes = files.stream().mapToLong(ListedFile::sizeBytes).sum();
        this.ready = rows.handle((made, failure) -> null);
    }

    /** Of the next files of the split. */
    static <T> Batch<T> begin(SplitInReading split, FileRows<T> rows, Executor threads) {
        List<ListedFile> files = split.begin(MOST_FILES, MOST_BYTES);
        return new Batch<>(
                split, files, CompletableFuture.supplyAsync(() -> make(files, rows), threads));
    }

    private static <T> List<T> make(List<ListedFile> files, FileRows<T> rows) {
        List<T> made = new ArrayList<>(files.size());
        for (ListedFile file : files) {
            try {
                made.add(rows.of(file));
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        }
        return made;
    }

    SplitInReading split() {
        return split;
    }

    /** How many bytes its files have together, as they are listed. */
    long bytes() {
        return bytes;
    }

    /** Completes, never exceptionally, when {@link #next} does not block. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** The file of the next row. */
    ListedFile file() {
        return files.get(emitted);
    }

    /**
     * The next row.
     *
     * @throws Exception that which making the rows ended in
     */
    T next() throws Exception {
        try {
            return rows.join().get(emitted++);
        } catch (CompletionException e) {
            ExceptionUtils.rethrowException(e.getCause());
            throw e;
        }
    }

    boolean isEmitted() {
        return emitted == files.size();
    }
}
