// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.util.List;
import java.util.Map;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.types.DataType;

/** A format that writes media as another one writes references. */
final class WrappedEncodingFormat<I> implements EncodingFormat<I> {
    /** Makes of an encoder of references one of media. */
    @FunctionalInterface
    interface Mapped<I> {
        I of(I encoder, MappedRows rows);
    }

    private final EncodingFormat<I> inner;
    private final References references;
    private final Mapped<I> mapped;
    private List<String> metadata = List.of();

    WrappedEncodingFormat(EncodingFormat<I> inner, References references, Mapped<I> mapped) {
        this.inner = inner;
        this.references = references;
        this.mapped = mapped;
    }

    @Override
    public I createRuntimeEncoder(DynamicTableSink.Context context, DataType physical) {
        I encoder = inner.createRuntimeEncoder(context, references.outside(physical));
        return references
                .leaving(References.with(physical, metadata, inner.listWritableMetadata()))
                .map(rows -> mapped.of(encoder, rows))
                .orElse(encoder);
    }

    @Override
    public Map<String, DataType> listWritableMetadata() {
        return inner.listWritableMetadata();
    }

    @Override
    public void applyWritableMetadata(List<String> keys) {
        metadata = List.copyOf(keys);
        inner.applyWritableMetadata(keys);
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return inner.getChangelogMode();
    }
}
