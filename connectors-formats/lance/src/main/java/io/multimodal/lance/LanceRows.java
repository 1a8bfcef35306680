// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.store.Payload;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.lance.BlobFile;
import org.lance.Dataset;
import org.lance.ipc.LanceScanner;
import org.lance.ipc.ScanOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a scan, batch by batch: eight threads put the media of a batch into the store. Used
 * by one thread.
 */
final class LanceRows implements Closeable {
    private static final int THREADS = 8;
    private static final int MOST_SECONDS_TO_END = 30;

    /** Stands for a blob that is not read. */
    private static final byte[] TOO_LARGE = new byte[0];

    private static final Logger LOG = LoggerFactory.getLogger(LanceRows.class);

    private final LanceTable table;
    private final RowType row;
    private final BufferAllocator memory = new RootAllocator();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final MediaRuntime media;
    private final FailurePolicy failures;
    private final Dataset dataset;
    private final LanceScanner scanner;
    private final ArrowReader batches;

    LanceRows(
            LanceTable table,
            MultimodalConfig config,
            RowType row,
            long version,
            ScanOptions options)
            throws IOException {
        this.table = table;
        this.row = row;
        this.media = MediaRuntime.acquire(config);
        Dataset opened = null;
        try {
            this.failures =
                    config.failurePolicy(
                            LanceTableFactory.IDENTIFIER,
                            media.stores().main().records(),
                            new ErrorBudget(config.errorBudget()));
            opened = table.open(memory, version);
            this.dataset = opened;
            this.scanner = opened.newScan(options);
            this.batches = scanner.scanBatches();
        } catch (RuntimeException e) {
            release(opened);
            throw table.failed("scan", e);
        } catch (IOException e) {
            release(opened);
            throw e;
        }
    }

    /**
     * @param opened null if it is not open
     */
    private void release(Dataset opened) throws IOException {
        threads.shutdownNow();
        if (opened != null) {
            opened.close();
        }
        media.close();
    }

    /** The next rows; null after the last ones. Blocks. */
    List<RowData> next() throws IOException {
        try {
            if (!batches.loadNextBatch()) {
                return null;
            }
        } catch (RuntimeException e) {
            throw table.failed("read", e);
        }
        VectorSchemaRoot batch = batches.getVectorSchemaRoot();
        Map<Integer, byte[][]> blobs = new HashMap<>();
        for (int i = 0; i < row.getFieldCount(); i++) {
            if (LanceSchema.isBlob(vector(batch, i).getField())) {
                blobs.put(i, blobs(batch, i));
            }
        }
        List<Future<RowData>> made = new ArrayList<>();
        for (int i = 0; i < batch.getRowCount(); i++) {
            int at = i;
            made.add(threads.submit(() -> row(batch, at, blobs)));
        }
        List<RowData> rows = new ArrayList<>();
        for (Future<RowData> one : made) {
            rows.add(await(one));
        }
        return rows;
    }

    private static RowData await(Future<RowData> row) throws IOException {
        try {
            return row.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("A row of a Lance table cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while rows of a Lance table were made", e);
        }
    }

    private FieldVector vector(VectorSchemaRoot batch, int column) {
        return batch.getVector(row.getFieldNames().get(column));
    }

    /** The blobs of a column, which a scan only describes; null where there is none. */
    private byte[][] blobs(VectorSchemaRoot batch, int column) throws IOException {
        UInt8Vector ids = (UInt8Vector) batch.getVector("_rowid");
        FieldVector described = vector(batch, column);
        List<Long> wanted = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < batch.getRowCount(); i++) {
            if (!LanceSchema.isNullBlob(described, i)) {
                wanted.add(ids.get(i));
                at.add(i);
            }
        }
        byte[][] blobs = new byte[batch.getRowCount()][];
        if (wanted.isEmpty()) {
            return blobs;
        }
        try {
            List<BlobFile> files = dataset.takeBlobs(wanted, row.getFieldNames().get(column));
            if (files.size() != wanted.size()) {
                throw new IOException(
                        "The Lance table '%s' gives %d blobs of the column '%s' where it has %d"
                                .formatted(
                                        table.path(),
                                        files.size(),
                                        row.getFieldNames().get(column),
                                        wanted.size()));
            }
            for (int i = 0; i < files.size(); i++) {
                try (BlobFile file = files.get(i)) {
                    blobs[at.get(i)] =
                            file.size() > media.limits().maxBytes() ? TOO_LARGE : file.read();
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(
                    "Cannot read blobs of the Lance table '%s': %s"
                            .formatted(table.path(), e.getMessage()),
                    e);
        }
        return blobs;
    }

    private RowData row(VectorSchemaRoot batch, int at, Map<Integer, byte[][]> blobs)
            throws IOException {
        GenericRowData made = new GenericRowData(row.getFieldCount());
        for (int i = 0; i < row.getFieldCount(); i++) {
            LogicalType type = row.getTypeAt(i);
            Object value =
                    blobs.containsKey(i)
                            ? blobs.get(i)[at]
                            : ArrowValues.get(vector(batch, i), at, type);
            Modality<?> modality = Modalities.of(type).orElse(null);
            made.setField(
                    i,
                    value == null || modality == null
                            ? value
                            : medium(modality, (byte[]) value, row.getFieldNames().get(i)));
        }
        return made;
    }

    private RowData medium(Modality<?> modality, byte[] bytes, String column) throws IOException {
        try {
            if (bytes == TOO_LARGE || bytes.length > media.limits().maxBytes()) {
                throw new MediaException(
                        ErrorCode.TOO_LARGE,
                        "it has more than the %d bytes of 'multimodal.limits.bytes'"
                                .formatted(media.limits().maxBytes()));
            }
            return described(modality, bytes);
        } catch (IOException e) {
            failures.onFailure(table.path() + " (" + column + ")", e);
            return null;
        }
    }

    @SuppressWarnings("unchecked") // a value has its type's attributes
    private <T extends MediaValue> RowData described(Modality<T> modality, byte[] bytes)
            throws IOException {
        T value =
                modality.describe(
                        media, new ArrayHandle(bytes), () -> media.stores().put(Payload.of(bytes)));
        return ((MultimodalType<T>) value.type()).toRowData(value);
    }

    /** Waits for the rows that are being made: they use the memory that is freed. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try (MediaRuntime closedLast = media) {
            if (!threads.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.warn(
                        "Rows of {} are still made after {} s; their memory is kept",
                        table,
                        MOST_SECONDS_TO_END);
                return;
            }
            free();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void free() throws IOException {
        try (BufferAllocator freed = memory;
                Dataset opened = dataset) {
            batches.close();
            scanner.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Cannot close the Lance table '" + table.path() + "'", e);
        }
    }
}
