// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import io.multimodal.models.ModelVersions;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ContentId;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.TableRuntimeException;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.StaticArgument;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/**
 * Trains with all rows of a query, puts the model into the store, and gives its options. Nothing is
 * stored if training fails. Not thread-safe, as all functions of Flink; the last call blocks for as
 * long as training takes, and ends early if its thread is interrupted.
 */
public abstract class Training extends AggregateFunction<Map<String, String>, TrainingRows> {
    /** What the column with the features is cast to. */
    static final DataType FEATURES = DataTypes.ARRAY(DataTypes.FLOAT()).bridgedTo(ArrayData.class);

    private static final List<String> NAMES = List.of("features", "label");
    private static final String CARD = "card.training.";
    private static final long serialVersionUID = 1L;

    private final TrainingPlan plan;

    Training(TrainingPlan plan) {
        this.plan = plan;
    }

    /**
     * What has to be known to train.
     *
     * @param model its name
     * @param options that the model has whatever is learned
     * @param size of the sample
     */
    record TrainingPlan(
            String model, HashMap<String, String> options, SampleSize size, StoreConfig stores)
            implements Serializable {}

    /**
     * A model.
     *
     * @param onnx the file
     * @param options that it needs
     * @param card what is told of the training
     */
    @SuppressWarnings("ArrayRecordComponent") // Neither copied nor compared.
    record Trained(byte[] onnx, Map<String, String> options, Map<String, String> card) {}

    /** What the aggregate takes. */
    abstract List<DataType> arguments();

    /** Learns from rows of one length. */
    abstract Trained train(List<SampledRow> sample, int length);

    final TrainingPlan plan() {
        return plan;
    }

    @Override
    public final TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .staticArguments(staticArguments())
                .accumulatorTypeStrategy(
                        TypeStrategies.explicit(types.createRawDataType(TrainingRows.class)))
                .outputTypeStrategy(
                        TypeStrategies.explicit(
                                DataTypes.MAP(DataTypes.STRING(), DataTypes.STRING())))
                .build();
    }

    private List<StaticArgument> staticArguments() {
        List<DataType> types = arguments();
        return IntStream.range(0, types.size())
                .mapToObj(i -> StaticArgument.scalar(NAMES.get(i), types.get(i), false))
                .toList();
    }

    @Override
    public final boolean isDeterministic() {
        return false; // It writes.
    }

    @Override
    public final TrainingRows createAccumulator() {
        return new TrainingRows();
    }

    @Override
    public final Map<String, String> getValue(TrainingRows rows) {
        List<SampledRow> sample = rows.sample();
        Trained trained = train(sample, rows.length());
        Map<String, String> options = new HashMap<>(plan.options());
        options.putAll(trained.options());
        trained.card().forEach((name, value) -> options.put(CARD + name, value));
        options.put(CARD + "rows", Long.toString(rows.rows()));
        options.put(CARD + "sampled-rows", Integer.toString(sample.size()));
        options.put(CARD + "features", Integer.toString(rows.length()));
        options.put(CARD + "seed", Long.toString(plan.size().seed()));
        options.put("provider", "onnx");
        options.put("digest", ContentId.hash(trained.onnx()).toString());
        options.put("path", stored(trained.onnx()));
        return options;
    }

    private String stored(byte... onnx) {
        try {
            return ModelVersions.put("model " + plan.model(), onnx, plan.stores());
        } catch (ModelException e) {
            throw new TableRuntimeException(e.getMessage(), e);
        }
    }

    /**
     * Ends a training that nobody waits for any more.
     *
     * @throws TableRuntimeException if the thread is interrupted
     */
    static void checkNotCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new TableRuntimeException("training was cancelled");
        }
    }
}
