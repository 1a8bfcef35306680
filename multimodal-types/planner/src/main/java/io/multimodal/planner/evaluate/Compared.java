// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.evaluate;

import io.multimodal.types.evaluation.ClassificationEvaluation;
import io.multimodal.types.evaluation.ClusteringEvaluation;
import io.multimodal.types.evaluation.EmbeddingEvaluation;
import io.multimodal.types.evaluation.Evaluation;
import io.multimodal.types.evaluation.RegressionEvaluation;
import io.multimodal.types.evaluation.ScoredClassificationEvaluation;
import io.multimodal.types.evaluation.TextEvaluation;
import java.util.Optional;
import org.apache.flink.table.ml.TaskType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.logical.utils.LogicalTypeCasts;

/**
 * As what a label and a prediction are compared.
 *
 * @param type to which both are cast
 * @param sole whether the prediction is the only element of an array
 * @param like the type that a label has to have first, so that equal values are equal texts
 */
record Compared(LogicalType type, boolean sole, Optional<LogicalType> like) {
    /** Empty if the task does not compare values of these types. */
    static Optional<Compared> of(TaskType task, LogicalType label, LogicalType output) {
        boolean sole =
                task != TaskType.EMBEDDING
                        && output instanceof ArrayType
                        && !(label instanceof ArrayType);
        LogicalType prediction = sole ? ((ArrayType) output).getElementType() : output;
        return switch (task) {
            case REGRESSION ->
                    isNumber(label) && isNumber(prediction)
                            ? Optional.of(new Compared(new DoubleType(), sole, Optional.empty()))
                            : Optional.empty();
            case EMBEDDING ->
                    isVector(label) && isVector(prediction)
                            ? Optional.of(
                                    new Compared(
                                            new ArrayType(new DoubleType()),
                                            sole,
                                            Optional.empty()))
                            : Optional.empty();
            case TEXT_GENERATION ->
                    isText(label) && isText(prediction)
                            ? Optional.of(
                                    new Compared(VarCharType.STRING_TYPE, sole, Optional.empty()))
                            : Optional.empty();
            case CLASSIFICATION -> classes(label, prediction, sole, false);
            case CLUSTERING -> classes(label, prediction, sole, true);
        };
    }

    /**
     * @param unlike whether they may be of two types: clusters have any names
     */
    private static Optional<Compared> classes(
            LogicalType label, LogicalType prediction, boolean sole, boolean unlike) {
        boolean alike = LogicalTypeCasts.supportsImplicitCast(label, prediction);
        boolean isClass = isText(prediction) || prediction.is(LogicalTypeFamily.PREDEFINED);
        return isClass
                        && !isVector(label)
                        && !isVector(prediction)
                        && (alike || unlike || isText(prediction))
                ? Optional.of(
                        new Compared(
                                VarCharType.STRING_TYPE,
                                sole,
                                alike && !isText(prediction)
                                        ? Optional.of(prediction)
                                        : Optional.empty()))
                : Optional.empty();
    }

    /** What values of a task are, for messages. */
    static String described(TaskType task) {
        return switch (task) {
            case REGRESSION -> "numbers";
            case EMBEDDING -> "arrays of numbers";
            case TEXT_GENERATION -> "texts";
            case CLASSIFICATION, CLUSTERING -> "classes, which are texts or values of one type";
        };
    }

    /**
     * The aggregate that compares.
     *
     * @param scored whether it takes the score of the prediction, too
     */
    static Evaluation<?, ?> evaluation(TaskType task, boolean scored) {
        return switch (task) {
            case REGRESSION -> new RegressionEvaluation();
            case EMBEDDING -> new EmbeddingEvaluation();
            case TEXT_GENERATION -> new TextEvaluation();
            case CLASSIFICATION ->
                    scored ? new ScoredClassificationEvaluation() : new ClassificationEvaluation();
            case CLUSTERING -> new ClusteringEvaluation();
        };
    }

    private static boolean isNumber(LogicalType type) {
        return type.is(LogicalTypeFamily.NUMERIC);
    }

    private static boolean isText(LogicalType type) {
        return type.is(LogicalTypeFamily.CHARACTER_STRING);
    }

    private static boolean isVector(LogicalType type) {
        return type instanceof ArrayType array && isNumber(array.getElementType());
    }
}
