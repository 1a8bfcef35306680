// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.vectors;

import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.vectors.index.IndexPlace;
import io.multimodal.vectors.index.IndexSchema;
import io.multimodal.vectors.segment.VectorIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Finds {@code 'connector' = 'vector-index'}. */
public final class VectorIndexTableFactory
        implements DynamicTableSourceFactory, DynamicTableSinkFactory {
    /** The word in {@code 'connector' = '…'}. */
    public static final String IDENTIFIER = "vector-index";

    private static final int MAX_DIMENSION = 16_384;

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(VectorIndexOptions.PATH, VectorIndexOptions.DIMENSION);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                VectorIndexOptions.METRIC,
                VectorIndexOptions.VECTOR_COLUMN,
                VectorIndexOptions.CANDIDATES,
                VectorIndexOptions.REFRESH_INTERVAL,
                VectorIndexOptions.LOCAL_FOLDER,
                VectorIndexOptions.LOCAL_MAX_SIZE,
                VectorIndexOptions.PARALLELISM);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        ReadableConfig options = options(context);
        int candidates = options.get(VectorIndexOptions.CANDIDATES);
        if (candidates < 1) {
            throw invalid(VectorIndexOptions.CANDIDATES, candidates + "; it is at least 1");
        }
        return new VectorTableSource(
                index(context, options),
                candidates,
                options.get(VectorIndexOptions.REFRESH_INTERVAL));
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ReadableConfig options = options(context);
        if (context.getCatalogTable().getResolvedSchema().getPrimaryKey().isPresent()) {
            throw new ValidationException(
                    "The table %s has a PRIMARY KEY, and rows of the connector 'vector-index' are only added, never replaced; declare it without the key"
                            .formatted(context.getObjectIdentifier().asSummaryString()));
        }
        return new VectorTableSink(
                new VectorSink(
                        index(context, options),
                        MultimodalOptions.resolve(context.getConfiguration())),
                options.getOptional(VectorIndexOptions.PARALLELISM).orElse(null));
    }

    private ReadableConfig options(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        return helper.getOptions();
    }

    private static VectorIndex index(Context context, ReadableConfig options) {
        RowType row = (RowType) context.getPhysicalRowDataType().getLogicalType();
        int column = vectorColumn(row, options.getOptional(VectorIndexOptions.VECTOR_COLUMN));
        int dimension = options.get(VectorIndexOptions.DIMENSION);
        if (dimension < 1 || dimension > MAX_DIMENSION) {
            throw invalid(
                    VectorIndexOptions.DIMENSION, dimension + "; it is 1 to " + MAX_DIMENSION);
        }
        return new VectorIndex(
                place(options.get(VectorIndexOptions.PATH)),
                IndexSchema.of(options.get(VectorIndexOptions.METRIC), dimension, row, column),
                row,
                column,
                options.getOptional(VectorIndexOptions.LOCAL_FOLDER)
                        .orElse(System.getProperty("java.io.tmpdir")),
                options.get(VectorIndexOptions.LOCAL_MAX_SIZE).getBytes());
    }

    private static IndexPlace place(String path) {
        try {
            return IndexPlace.of(path);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "The option 'path' of a 'vector-index' table is not valid: " + e.getMessage(),
                    e);
        }
    }

    private static int vectorColumn(RowType row, Optional<String> named) {
        List<String> vectors =
                IntStream.range(0, row.getFieldCount())
                        .filter(i -> isVector(row.getTypeAt(i)))
                        .mapToObj(row.getFieldNames()::get)
                        .toList();
        if (named.isEmpty() && vectors.size() == 1) {
            return row.getFieldNames().indexOf(vectors.get(0));
        }
        if (named.isPresent() && vectors.contains(named.get())) {
            return row.getFieldNames().indexOf(named.get());
        }
        throw new ValidationException(
                "A 'vector-index' table has its vectors in a column of type ARRAY<FLOAT>, which 'vector-column' names if there are several; here it is %s, and the columns of this type are %s. A TENSOR becomes one by TENSOR_TO_ARRAY and CAST(… AS ARRAY<FLOAT>)"
                        .formatted(named.map(name -> "'" + name + "'").orElse("not set"), vectors));
    }

    private static boolean isVector(LogicalType type) {
        return type.is(LogicalTypeRoot.ARRAY)
                && ((ArrayType) type).getElementType().is(LogicalTypeRoot.FLOAT);
    }

    private static ValidationException invalid(ConfigOption<?> option, String how) {
        return new ValidationException("'%s' is %s".formatted(option.key(), how));
    }
}
