// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.lance;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.WriteParams;

/**
 * Writes rows as fragments of at most 100,000 rows or about 128 MiB, which are held in memory until
 * then. Used by one thread.
 */
final class LanceWriter implements CommittingSinkWriter<RowData, LanceFragments> {
    private static final int MOST_ROWS = 100_000;
    private static final long MOST_BYTES = 128 << 20;

    private final LanceTable table;
    private final RowType row;
    private final List<RowData.FieldGetter> getters = new ArrayList<>();
    private final MediaRuntime media;
    private final FailurePolicy failures;
    private final BufferAllocator memory = new RootAllocator();
    private final VectorSchemaRoot batch;
    private final long version;
    private final List<FragmentMetadata> written = new ArrayList<>();
    private int rows;
    private long bytes;

    LanceWriter(LanceSink sink) throws IOException {
        this.table = sink.table();
        this.row = sink.row();
        for (int i = 0; i < row.getFieldCount(); i++) {
            getters.add(RowData.createFieldGetter(row.getTypeAt(i), i));
        }
        Schema schema = LanceSchema.of(row);
        long newest = 0;
        try (Dataset dataset = table.openIfThere(memory)) {
            if (dataset != null) {
                schema = existing(dataset.getSchema());
                newest = dataset.version();
            }
        }
        this.version = newest;
        this.batch = VectorSchemaRoot.create(schema, memory);
        this.media = MediaRuntime.acquire(sink.config());
        this.failures =
                sink.config()
                        .failurePolicy(
                                LanceTableFactory.IDENTIFIER,
                                media.stores().main().records(),
                                new ErrorBudget(sink.config().errorBudget()));
    }

    /** Rows are written as the table is. */
    private Schema existing(Schema schema) throws IOException {
        Set<String> there =
                schema.getFields().stream().map(Field::getName).collect(Collectors.toSet());
        if (!there.equals(Set.copyOf(row.getFieldNames()))) {
            throw new IOException(
                    "Cannot append to the Lance table '%s': it has the columns %s, and the table declares %s"
                            .formatted(table.path(), there, row.getFieldNames()));
        }
        return schema;
    }

    @Override
    public void write(RowData element, Context context) throws IOException {
        Object[] values = new Object[getters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(getters.get(i).getFieldOrNull(element), i);
        }
        for (int i = 0; i < values.length; i++) {
            bytes +=
                    ArrowSetter.set(
                            batch.getVector(row.getFieldNames().get(i)),
                            rows,
                            values[i],
                            row.getTypeAt(i));
        }
        rows++;
        if (rows == MOST_ROWS || bytes >= MOST_BYTES) {
            writeFragment();
        }
    }

    private Object value(Object value, int column) throws IOException {
        LogicalType type = row.getTypeAt(column);
        Modality<?> modality = Modalities.of(type).orElse(null);
        if (value == null || modality == null) {
            return value;
        }
        try {
            return bytes(modality, (RowData) value);
        } catch (IOException e) {
            failures.onFailure("a row (" + row.getFieldNames().get(column) + ")", e);
            return null;
        }
    }

    private <T extends MediaValue> byte[] bytes(Modality<T> modality, RowData attributes)
            throws IOException {
        T value = modality.type().fromRowData(attributes);
        try {
            return value.reference() instanceof DerivedRef
                    ? modality.render(media, value).bytes()
                    : media.stores().read(value.reference(), media.limits().maxBytes());
        } catch (InvalidReferenceException e) {
            throw new MediaException(ErrorCode.REFUSED, "it has no reference that can be read", e);
        }
    }

    private void writeFragment() throws IOException {
        if (rows == 0) {
            return;
        }
        batch.setRowCount(rows);
        try {
            written.addAll(
                    Fragment.write()
                            .datasetUri(table.path())
                            .allocator(memory)
                            .data(batch)
                            .storageOptions(table.storage())
                            .mode(
                                    version == 0
                                            ? WriteParams.WriteMode.CREATE
                                            : WriteParams.WriteMode.APPEND)
                            .execute());
        } catch (RuntimeException e) {
            throw table.failed("write to", e);
        }
        batch.clear();
        rows = 0;
        bytes = 0;
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        writeFragment();
    }

    @Override
    public Collection<LanceFragments> prepareCommit() throws IOException {
        writeFragment();
        if (written.isEmpty()) {
            return List.of();
        }
        LanceFragments fragments = new LanceFragments(table.path(), version, List.copyOf(written));
        written.clear();
        return List.of(fragments);
    }

    @Override
    public void close() throws IOException {
        batch.close();
        try (MediaRuntime closedLast = media) {
            memory.close();
        }
    }
}
