// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.media.MediaRuntime;
import io.multimodal.store.Puts;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/**
 * Reads a shard from its beginning or from where a checkpoint says: 64 samples or 8 MiB at a time,
 * of which eight threads make rows. Used by one thread. Holds the members of one such batch in
 * memory, larger members pass through.
 */
final class ShardReader implements BulkFormat.Reader<RowData> {
    private static final int BATCH_SAMPLES = 64;
    private static final long BATCH_BYTES = 8 << 20;
    private static final int THREADS = 8;
    private static final String FORMAT = "webdataset";

    private final List<MemberColumn> columns;
    private final Shard shard;
    private final MediaRuntime media;
    private final FailurePolicy failures;
    private final ExecutorService threads;
    private TarInput input;
    private Samples samples;
    private SampleRows rows;
    private MediaException failure;

    /**
     * @param position where a sample begins, in bytes
     */
    ShardReader(
            MultimodalConfig config,
            List<MemberColumn> columns,
            boolean inPlace,
            FileSourceSplit split,
            long position)
            throws IOException {
        this.columns = columns;
        this.shard = new Shard(split);
        this.media = MediaRuntime.acquire(config);
        this.failures =
                config.failurePolicy(
                        FORMAT,
                        media.stores().main().records(),
                        new ErrorBudget(config.errorBudget()));
        this.threads =
                Executors.newFixedThreadPool(THREADS, new ExecutorThreadFactory("webdataset"));
        try {
            open(inPlace, position);
        } catch (MediaException e) {
            failure = e;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(boolean inPlace, long position) throws IOException {
        ExternalRef whole = inPlace ? media.stores().refer(shard.path().toUri()) : null;
        rows = new SampleRows(columns, shard, whole, media, failures);
        input = shard.open(position);
        samples = new Samples(new TarMembers(input));
    }

    @Override
    public BulkFormat.RecordIterator<RowData> readBatch() throws IOException {
        if (failure != null) {
            endWith(failure);
            return null;
        }
        List<CompletableFuture<ReadSample>> batch = new ArrayList<>();
        try {
            fill(batch);
        } catch (MediaException e) {
            failure = e; // after the samples that are good
        }
        if (batch.isEmpty()) {
            if (failure == null) {
                shard.checkUnchanged();
                return null;
            }
            return readBatch();
        }
        List<ReadSample> read = new ArrayList<>(batch.size());
        for (CompletableFuture<ReadSample> sample : batch) {
            read.add(Puts.await(sample));
        }
        return new ReadSamples(read.iterator());
    }

    /** What is wrong with the shard itself: the rest of it is passed over, or the job fails. */
    private void endWith(MediaException damage) throws IOException {
        failures.onFailure(shard.uri(), damage);
        failure = null;
        samples = null;
    }

    private void fill(List<CompletableFuture<ReadSample>> batch) throws IOException {
        long bytesRead = 0;
        while (samples != null && batch.size() < BATCH_SAMPLES && bytesRead < BATCH_BYTES) {
            Sample sample = samples.next();
            if (sample == null) {
                samples = null;
                return;
            }
            byte[][] bytes = new byte[columns.size()][];
            for (int i = 0; i < bytes.length && sample.fault() == null; i++) {
                TarMember member = columns.get(i).memberOf(sample.members());
                if (member != null && rows.wantsBytes(columns.get(i), member)) {
                    bytes[i] = input.read(member);
                    bytesRead += member.sizeBytes();
                }
            }
            batch.add(
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return new ReadSample(rows.row(sample, bytes), sample.end());
                                } catch (IOException e) {
                                    throw new CompletionException(e);
                                }
                            },
                            threads));
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try (MediaRuntime closed = media;
                TarInput in = input) {
            // Closes both.
        }
    }
}
