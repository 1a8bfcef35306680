// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.Puts;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file from its beginning or from where a checkpoint says: 64 samples or 8 MiB at a time,
 * of which eight threads make rows. Used by one thread. Holds the fields of one such batch in
 * memory; larger fields pass through.
 */
final class ContainerReader implements BulkFormat.Reader<RowData> {
    private static final int BATCH_SAMPLES = 64;
    private static final long BATCH_BYTES = 8 << 20;
    private static final int THREADS = 8;
    private static final int MOST_SECONDS_TO_END = 30;
    private static final Logger LOG = LoggerFactory.getLogger(ContainerReader.class);

    private final ContainerSettings settings;
    private final List<SampleColumn> columns;
    private final WantedValues wanted;
    private final ContainerFile file;
    private final MediaRuntime media;
    private final FailurePolicy failures;
    private final ExecutorService threads;
    private SampleInput input;
    private SampleReader samples;
    private SampleRows rows;
    private long position;
    private MediaException failure;

    /**
     * @param position where a sample begins, as the format counts
     */
    ContainerReader(
            ContainerSettings settings,
            List<SampleColumn> columns,
            WantedValues wanted,
            boolean inPlace,
            FileSourceSplit split,
            long position)
            throws IOException {
        this.settings = settings;
        this.columns = columns;
        this.wanted = wanted;
        this.file = new ContainerFile(split);
        this.position = position;
        this.media = MediaRuntime.acquire(settings.config());
        this.failures = settings.failures(media);
        this.threads =
                Executors.newFixedThreadPool(THREADS, new ExecutorThreadFactory(settings.name()));
        try {
            open(inPlace);
        } catch (MediaException e) {
            failure = e;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(boolean inPlace) throws IOException {
        input = file.open(position, settings.format().mayBeCompressed());
        if (inPlace && file.isCompressed()) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "it is compressed, so that no range of it is a field; decompress it, or set '%s.in-place' to 'false'"
                            .formatted(settings.name()));
        }
        ExternalRef whole = inPlace ? media.stores().refer(file.path().toUri()) : null;
        rows = new SampleRows(columns, file, whole, media, failures);
        samples = guarded(() -> settings.format().reader(input, columns, wanted.texts()));
    }

    /** What a format does that its author did not think of is a fault of the file. */
    private <T> T guarded(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException | RuntimeException e) {
            if (input.failure() != null) {
                throw input.failure();
            } else if (e instanceof MediaException known) {
                throw known;
            } else if (e instanceof StoreUnavailableException down) {
                throw down;
            }
            throw new MediaException(
                    e instanceof EOFException ? ErrorCode.TRUNCATED : ErrorCode.CORRUPT,
                    "it is not a complete file of the format %s: %s".formatted(settings.name(), e),
                    e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
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
                file.checkUnchanged();
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

    /** What is wrong with the file itself: the rest of it is left out, or the job fails. */
    private void endWith(MediaException damage) throws IOException {
        failures.onFailure(file.uri(), damage);
        failure = null;
        samples = null;
    }

    private void fill(List<CompletableFuture<ReadSample>> batch) throws IOException {
        long bytesRead = 0;
        while (samples != null && batch.size() < BATCH_SAMPLES && bytesRead < BATCH_BYTES) {
            Sample sample = next();
            if (sample == null) {
                samples = null;
                return;
            }
            if (!wanted.has(sample)) {
                continue;
            }
            byte[][] bytes = new byte[columns.size()][];
            for (int i = 0; i < bytes.length && sample.fault() == null; i++) {
                if (sample.fields().get(i) instanceof SampleField.Range range
                        && rows.wantsBytes(columns.get(i), range)) {
                    bytes[i] = read(range);
                    bytesRead += bytes[i].length;
                } else if (sample.fields().get(i) instanceof SampleField.Bytes read) {
                    bytes[i] = read.bytes();
                    bytesRead += read.bytes().length;
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

    private byte[] read(SampleField.Range range) throws IOException {
        input.seek(range.offset());
        byte[] bytes = input.readExactly(Math.toIntExact(range.sizeBytes()));
        byte[] prefix = range.prefix();
        if (prefix.length == 0) {
            return bytes;
        }
        byte[] all = Arrays.copyOf(prefix, prefix.length + bytes.length);
        System.arraycopy(bytes, 0, all, prefix.length, bytes.length);
        return all;
    }

    private Sample next() throws IOException {
        Sample sample = guarded(samples::next);
        if (sample == null) {
            return null;
        }
        if (sample.end() <= position) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "the sample %s ends at %d, and the one before at %d"
                            .formatted(sample.name(), sample.end(), position));
        }
        for (SampleField field : sample.fields()) {
            if (field instanceof SampleField.Range range
                    && (range.offset() < 0
                            || range.sizeBytes() < 0
                            || range.sizeBytes() > input.sizeBytes() - range.offset())) {
                throw new MediaException(
                        ErrorCode.TRUNCATED,
                        "a field of the sample %s has %d bytes from byte %d on, and the file has %d bytes"
                                .formatted(
                                        sample.name(),
                                        range.sizeBytes(),
                                        range.offset(),
                                        input.sizeBytes()));
            }
        }
        position = sample.end();
        return sample;
    }

    /** Waits for the rows that are being made: they use what is closed, and the job's classes. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try (MediaRuntime closed = media;
                ContainerFile unpacked = file;
                SampleInput in = input) {
            if (!threads.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.warn("Rows of {} are still made after {} s", file.uri(), MOST_SECONDS_TO_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
