// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source.reader;

import io.multimodal.connectors.media.source.split.AskAhead;
import io.multimodal.connectors.media.source.split.FilesSplit;
import io.multimodal.connectors.media.source.split.SplitInReading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits a row for each file, in the order of the files. Rows are made ahead by several threads, so
 * that one file is read while others wait for their disk or their network, or until they are
 * durable in the store: sixteen batches, and four where they are large. What is held in memory is
 * what they read, and their rows.
 *
 * <p>All methods are called by the thread of the task; what passes between it and the others are
 * the futures of {@link Batch}es alone.
 */
public final class FolderReader<T> implements SourceReader<T, FilesSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(FolderReader.class);

    /** How many batches are made at once, or wait to be emitted, whatever their files hold. */
    private static final int BATCHES_AHEAD = 4;

    /** The same for batches that hold few bytes together. */
    private static final int SMALL_BATCHES_AHEAD = 16;

    private static final long BYTES_AHEAD = 16L << 20;

    /** How long a file that is being read may hold up the end of the task. */
    private static final Duration CLOSE_TIME = Duration.ofSeconds(30);

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final SourceReaderContext context;
    private final FileRows<T> rows;
    private final ExecutorService threads;
    private final ReadCounters counters;

    /** In the order in which they are emitted. The next one is asked for when all are begun. */
    private final Deque<SplitInReading> splits = new ArrayDeque<>();

    private final Deque<Batch<T>> batches = new ArrayDeque<>();
    private long bytesAhead;
    private final Set<String> paused = new HashSet<>();
    private CompletableFuture<Void> news = new CompletableFuture<>();

    /** Whether the answer to a request is on its way. */
    private boolean asked;

    /** Whether the last answer was that no file waits. */
    private boolean nothingWaits;

    private boolean noMoreSplits;

    /** Takes over the rows' maker, which is closed with the reader. */
    public FolderReader(SourceReaderContext context, FileRows<T> rows) {
        this.context = context;
        this.rows = rows;
        this.threads =
                Executors.newFixedThreadPool(
                        SMALL_BATCHES_AHEAD,
                        new ExecutorThreadFactory(
                                "folder-reader-%d".formatted(context.getIndexOfSubtask())));
        this.counters = new ReadCounters(context.metricGroup(), rows);
    }

    @Override
    public void start() {
        readAhead();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        readAhead();
        Batch<T> batch = batches.peek();
        if (batch == null) {
            return noMoreSplits ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        if (!mayEmit(batch).isDone()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        emitOne(batch, output);
        return InputStatus.MORE_AVAILABLE;
    }

    private void emitOne(Batch<T> batch, ReaderOutput<T> output) throws Exception {
        SplitInReading split = batch.split();
        long modified = batch.file().modified().toEpochMilli();
        T row = batch.next();
        SourceOutput<T> toSplit = output.createOutputForSplit(split.id());
        counters.oneMore(modified);
        if (row != null) {
            toSplit.collect(row, modified);
        }
        split.emittedOne();
        if (batch.isEmitted()) {
            batches.remove();
            bytesAhead -= batch.bytes();
        }
        if (split.isEmitted()) {
            splits.remove();
            paused.remove(split.id());
            output.releaseOutputForSplit(split.id());
        }
    }

    /** Completes when a call of {@link #pollNext} may bring something. */
    @Override
    public CompletableFuture<Void> isAvailable() {
        Batch<T> batch = batches.peek();
        if (batch == null) {
            return noMoreSplits || !splits.isEmpty() ? NOW : news;
        }
        return mayEmit(batch);
    }

    private CompletableFuture<Void> mayEmit(Batch<T> batch) {
        // A row may make the task fail. Where it fails with a split on its way to it, Flink reports
        // the loss of the split as what went wrong.
        return asked || paused.contains(batch.split().id()) ? news : batch.ready();
    }

    private void readAhead() {
        for (SplitInReading split : splits) {
            while (!split.isBegun() && hasRoom()) {
                Batch<T> batch = Batch.begin(split, rows, threads);
                batches.add(batch);
                bytesAhead += batch.bytes();
            }
        }
        boolean allBegun = splits.isEmpty() || splits.peekLast().isBegun();
        if (asked || noMoreSplits || !allBegun || !hasRoom()) {
            return;
        }
        if (splits.isEmpty()) {
            asked = true;
            context.sendSplitRequest();
        } else if (!nothingWaits) {
            asked = true;
            context.sendSourceEventToCoordinator(new AskAhead());
        }
    }

    private boolean hasRoom() {
        int batchesAhead = batches.size();
        return batchesAhead < BATCHES_AHEAD
                || (batchesAhead < SMALL_BATCHES_AHEAD && bytesAhead < BYTES_AHEAD);
    }

    @Override
    public void addSplits(List<FilesSplit> added) {
        asked = false;
        nothingWaits = false;
        added.stream()
                .filter(split -> !split.files().isEmpty())
                .map(SplitInReading::new)
                .forEach(splits::add);
        tell();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        asked = false;
        nothingWaits = true;
        tell();
    }

    @Override
    public void notifyNoMoreSplits() {
        asked = false;
        noMoreSplits = true;
        tell();
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        paused.addAll(toPause);
        toResume.forEach(paused::remove);
        tell();
    }

    private void tell() {
        CompletableFuture<Void> told = news;
        news = new CompletableFuture<>();
        told.complete(null);
    }

    @Override
    public List<FilesSplit> snapshotState(long checkpointId) {
        return splits.stream().map(SplitInReading::unread).toList();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        threads.shutdownNow();
        // A task that is cancelled is interrupted here, too; the rows' store is closed all the
        // same.
        try (rows) {
            awaitThreads();
        }
    }

    private void awaitThreads() throws InterruptedException {
        if (!threads.awaitTermination(CLOSE_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("A file is still being read {} after the reader was closed", CLOSE_TIME);
        }
    }
}
