// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import io.multimodal.models.ModelCard;
import io.multimodal.models.OnnxModelProviderFactory;
import io.multimodal.models.runtime.RuntimeOptions;
import io.multimodal.models.training.Training.TrainingPlan;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.training.ModelTrainerFactory;
import io.multimodal.types.training.PlannedTraining;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/** The base of what trains here: checks the options and the columns. Stateless. */
abstract class TrainerFactory implements ModelTrainerFactory {
    private static final String PROVIDER = OnnxModelProviderFactory.IDENTIFIER;
    private static final List<String> PREFIXES =
            List.of(ModelCard.PREFIX, RuntimeOptions.CUDA.key() + ".");

    private final String identifier;
    private final boolean labelled;

    /**
     * @param labelled whether the rows have a label behind the features
     */
    TrainerFactory(String identifier, boolean labelled) {
        this.identifier = identifier;
        this.labelled = labelled;
    }

    @Override
    public final String factoryIdentifier() {
        return identifier;
    }

    /** The training; the options are valid. */
    abstract Training training(TrainingPlan plan, ReadableConfig options);

    /** The columns that the model gives. */
    abstract Schema output();

    @Override
    public final PlannedTraining plan(
            String model, Map<String, String> given, ResolvedSchema rows, ReadableConfig session) {
        Configuration options = Configuration.fromMap(given);
        check(model, given, options);
        checkColumns(model, rows);
        HashMap<String, String> kept = new HashMap<>(given);
        own().forEach(option -> kept.remove(option.key()));
        Training training =
                training(
                        new TrainingPlan(
                                model,
                                kept,
                                SampleSize.of(options),
                                MultimodalOptions.resolve(session).store()),
                        options);
        Column features = rows.getColumns().get(0);
        return new PlannedTraining(
                training.arguments(),
                training,
                Schema.newBuilder()
                        .column(features.getName(), nullable(features.getDataType()))
                        .build(),
                output());
    }

    /** An array of the same elements that may be NULL, whose elements may be. */
    private static DataType nullable(DataType array) {
        return DataTypes.ARRAY(array.getChildren().get(0).nullable());
    }

    private Set<ConfigOption<?>> own() {
        Set<ConfigOption<?>> own = new HashSet<>(requiredOptions());
        own.addAll(optionalOptions());
        return own;
    }

    private void check(String model, Map<String, String> given, Configuration options) {
        if (!PROVIDER.equals(given.get("provider"))) {
            throw refused(
                    model,
                    "a trained model has the provider 'onnx', not '%s'"
                            .formatted(given.get("provider")));
        }
        FactoryUtil.validateFactoryOptions(this, options);
        FactoryUtil.validateUnconsumedKeys(identifier, given.keySet(), known(given.keySet()));
        atLeastOne(model, options, TrainingOptions.MAX_ITERATIONS);
        atLeastOne(model, options, TrainingOptions.SAMPLE_MAX_ROWS);
    }

    /** What training takes, and what says how the trained model runs. */
    private Set<String> known(Set<String> given) {
        Set<ConfigOption<?>> options = own();
        options.addAll(RuntimeOptions.OPTIONAL);
        options.remove(RuntimeOptions.DIGEST);
        Set<String> known = new HashSet<>(Set.of("provider", RuntimeOptions.TASK.key()));
        options.forEach(option -> known.add(option.key()));
        given.stream()
                .filter(key -> PREFIXES.stream().anyMatch(key::startsWith))
                .forEach(known::add);
        return known;
    }

    static void atLeastOne(String model, ReadableConfig options, ConfigOption<Integer> option) {
        if (options.get(option) < 1) {
            throw refused(
                    model,
                    "the option '%s' is at least 1, not %d"
                            .formatted(option.key(), options.get(option)));
        }
    }

    private void checkColumns(String model, ResolvedSchema rows) {
        List<Column> columns = rows.getColumns();
        if (columns.size() != (labelled ? 2 : 1)) {
            throw refused(
                    model,
                    "the query of '%s' gives %s, not %d columns"
                            .formatted(
                                    identifier,
                                    labelled
                                            ? "two columns, the features and the label"
                                            : "one column, the features",
                                    columns.size()));
        }
        DataType features = columns.get(0).getDataType();
        if (!isVector(features.getLogicalType())) {
            throw refused(
                    model,
                    "the column '%s' has the features, and is an array of numbers, not %s; TENSOR_TO_ARRAY makes one of a TENSOR"
                            .formatted(
                                    columns.get(0).getName(),
                                    features.getLogicalType().asSummaryString()));
        }
        if (labelled) {
            LogicalType label = columns.get(1).getDataType().getLogicalType();
            if (!label.is(LogicalTypeFamily.PREDEFINED) || isCollection(label)) {
                throw refused(
                        model,
                        "the column '%s' has the label, and is a text or another single value, not %s"
                                .formatted(columns.get(1).getName(), label.asSummaryString()));
            }
        }
    }

    private static boolean isVector(LogicalType type) {
        return type instanceof ArrayType array
                && array.getElementType().is(LogicalTypeFamily.NUMERIC);
    }

    private static boolean isCollection(LogicalType type) {
        return type.is(LogicalTypeFamily.COLLECTION) || !type.getChildren().isEmpty();
    }

    static ValidationException refused(String model, String why) {
        return new ValidationException("Cannot train the model %s: %s".formatted(model, why));
    }
}
