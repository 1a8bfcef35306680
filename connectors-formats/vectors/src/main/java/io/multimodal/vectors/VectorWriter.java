// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import io.multimodal.vectors.index.SegmentStore;
import io.multimodal.vectors.segment.SegmentWriter;
import io.multimodal.vectors.segment.VectorIndex;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.table.data.RowData;

/**
 * Writes a segment for each checkpoint. A row whose vector cannot be in the index is handled as
 * {@code multimodal.on-error} says. Used by one thread.
 */
final class VectorWriter implements CommittingSinkWriter<RowData, WrittenSegment> {
    private final VectorIndex index;
    private final StoreRuntime stores;
    private final SegmentStore segments;
    private final SegmentWriter writer;
    private final FailurePolicy failures;

    private VectorWriter(
            VectorIndex index, StoreRuntime stores, SegmentStore segments, FailurePolicy failures) {
        this.index = index;
        this.stores = stores;
        this.segments = segments;
        this.writer = new SegmentWriter(index, segments);
        this.failures = failures;
    }

    static VectorWriter open(VectorIndex index, MultimodalConfig config) throws IOException {
        index.check();
        StoreRuntime stores = StoreRuntime.acquire(config.store());
        try {
            return new VectorWriter(
                    index,
                    stores,
                    SegmentStore.open(index.place()),
                    config.failurePolicy(
                            VectorIndexTableFactory.IDENTIFIER, stores.main().records()));
        } catch (IOException | RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    @Override
    public void write(RowData row, Context context) throws IOException {
        try {
            writer.add(row);
        } catch (MediaException e) {
            failures.onFailure("a row", e);
        }
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<WrittenSegment> prepareCommit() throws IOException {
        return writer.finish()
                .map(segment -> List.of(new WrittenSegment(index.place().root(), segment)))
                .orElse(List.of());
    }

    @Override
    public void close() throws IOException {
        try (StoreRuntime closedLast = stores;
                SegmentStore closed = segments) {
            writer.close();
        }
    }
}
