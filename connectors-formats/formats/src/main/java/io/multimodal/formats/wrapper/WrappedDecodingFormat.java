// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;

/** A format that reads media as another one reads references. */
class WrappedDecodingFormat<I> implements ProjectableDecodingFormat<I> {
    /** Makes of a decoder of references one of media. */
    @FunctionalInterface
    interface Mapped<I> {
        I of(I decoder, MappedRows rows, TypeInformation<RowData> type);
    }

    private final DecodingFormat<I> inner;
    private final References references;
    private final Mapped<I> mapped;
    private List<String> metadata = List.of();

    WrappedDecodingFormat(DecodingFormat<I> inner, References references, Mapped<I> mapped) {
        this.inner = inner;
        this.references = references;
        this.mapped = mapped;
    }

    final DecodingFormat<I> inner() {
        return inner;
    }

    final References references() {
        return references;
    }

    @Override
    public final I createRuntimeDecoder(
            DynamicTableSource.Context context, DataType physical, int[][] projections) {
        DataType outside = references.outside(physical);
        Projection projection = Projection.of(projections);
        RowType wanted = withMetadata(projection.project(physical));
        if (inner instanceof ProjectableDecodingFormat<I> projectable) {
            return mapped(
                    context,
                    projectable.createRuntimeDecoder(context, outside, projections),
                    withMetadata(projection.project(outside)),
                    IntStream.range(0, wanted.getFieldCount()).toArray(),
                    wanted);
        }
        int fields = DataType.getFieldCount(physical);
        return mapped(
                context,
                inner.createRuntimeDecoder(context, outside),
                withMetadata(outside),
                IntStream.concat(
                                IntStream.of(projection.toTopLevelIndexes()),
                                IntStream.range(fields, fields + metadata.size()))
                        .toArray(),
                wanted);
    }

    private I mapped(
            DynamicTableSource.Context context,
            I decoder,
            RowType given,
            int[] columns,
            RowType wanted) {
        return references
                .entering(given, columns, wanted)
                .map(
                        rows ->
                                mapped.of(
                                        decoder,
                                        rows,
                                        context.createTypeInformation(
                                                TypeConversions.fromLogicalToDataType(wanted))))
                .orElse(decoder);
    }

    private RowType withMetadata(DataType rows) {
        return References.with(rows, metadata, inner.listReadableMetadata());
    }

    @Override
    public final boolean supportsNestedProjection() {
        return references.form() == ReferenceForm.STRUCT
                && inner instanceof ProjectableDecodingFormat<I> projectable
                && projectable.supportsNestedProjection();
    }

    @Override
    public final Map<String, DataType> listReadableMetadata() {
        return inner.listReadableMetadata();
    }

    @Override
    public final void applyReadableMetadata(List<String> keys) {
        metadata = List.copyOf(keys);
        inner.applyReadableMetadata(keys);
    }

    @Override
    public final ChangelogMode getChangelogMode() {
        return inner.getChangelogMode();
    }
}
