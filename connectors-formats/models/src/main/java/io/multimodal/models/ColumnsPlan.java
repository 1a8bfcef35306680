// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.input.ColumnInput;
import io.multimodal.models.internal.input.RowLengths;
import io.multimodal.models.internal.input.TextInput;
import io.multimodal.models.internal.task.ClassOutput;
import io.multimodal.models.internal.task.ColumnsTask;
import io.multimodal.models.internal.task.Pooling;
import io.multimodal.models.internal.task.RowOutput;
import io.multimodal.models.internal.task.ScoreRule;
import io.multimodal.models.internal.task.TensorOutput;
import io.multimodal.models.internal.task.TextEmbedding;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.TaskContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * Plans the tasks that take columns of any types: {@code tensor} and {@code classification}. Each
 * column feeds an input of the model of its own.
 */
final class ColumnsPlan {
    /** The entry of a model's metadata with the labels of its classes, one a line. */
    private static final String LABELS = "multimodal.labels";

    private final TaskContext context;
    private final List<ColumnInput> inputs = new ArrayList<>();
    private final List<RowLengths> lengths = new ArrayList<>();
    private final BatchPlan batch;

    /** The dimensions before those of a row in an output: 1 where the model has a batch. */
    private final int batchDimensions;

    private final OutputChoice outputs;

    /** Lines of text are one image, which has defaults of its own. */
    static ColumnsPlan ofLines(TaskContext context) {
        TaskOptions line = new TaskOptions(context);
        return new ColumnsPlan(
                context, List.of(new ColumnInputs.Fed(line.lineInput(), List.of(line.lengths()))));
    }

    ColumnsPlan(TaskContext context) {
        this(context, fed(context));
    }

    private ColumnsPlan(TaskContext context, List<ColumnInputs.Fed> columns) {
        this.context = context;
        for (ColumnInputs.Fed column : columns) {
            inputs.add(column.input());
            lengths.addAll(column.lengths());
        }
        this.batch = BatchPlan.of(lengths);
        this.batchDimensions = batch.rows() == ModelBinding.NO_BATCH ? 0 : 1;
        this.outputs = new OutputChoice(context.options(), context.signature(), batchDimensions);
    }

    private static List<ColumnInputs.Fed> fed(TaskContext context) {
        List<ModelColumn> columns = context.columns().inputs();
        Map<String, String> named =
                context.options().getOptional(OnnxModelOptions.INPUT).orElse(Map.of());
        TextOptions text = new TextOptions(context);
        Optional<ModelColumn> ofText =
                TextOptions.isOfText(context.signature())
                        ? columns.stream().filter(ColumnsPlan::isText).findFirst()
                        : Optional.empty();
        List<ModelColumn> others =
                columns.stream().filter(column -> !ofText.equals(Optional.of(column))).toList();
        List<ModelSignature.Tensor> inputs = new ArrayList<>(context.signature().inputs());
        ofText.ifPresent(column -> inputs.removeAll(text.inputs()));
        List<ModelSignature.Tensor> fed =
                new InputMapping(others, new ModelSignature(inputs, List.of()), named).inputs();
        ColumnInputs makers = new ColumnInputs(context);
        List<ColumnInputs.Fed> all = new ArrayList<>();
        for (ModelColumn column : columns) {
            all.add(
                    ofText.equals(Optional.of(column))
                            ? text.of(column)
                            : makers.of(column, fed.get(others.indexOf(column))));
        }
        return all;
    }

    private static boolean isText(ModelColumn column) {
        return column.type().is(LogicalTypeFamily.CHARACTER_STRING);
    }

    /** The task {@code text-embedding}. */
    PlannedTask textEmbedding() {
        if (inputs.size() != 1 || !(inputs.get(0) instanceof TextInput text)) {
            throw new ValidationException(
                    "Text embedding takes one column STRING and a model with the input '%s'; INPUT is %s, and the model's inputs are %s"
                            .formatted(
                                    TextInput.Part.IDS.input(),
                                    context.columns().inputs(),
                                    context.signature().inputs()));
        }
        Pooling pooling = context.options().get(OnnxModelOptions.POOLING);
        int rank = pooling == Pooling.NONE ? 1 : 2;
        ModelSignature.Tensor output = outputs.floats("Text embedding by " + pooling, rank);
        TextEmbedding task =
                new TextEmbedding(
                        text,
                        context.columns().inputs().get(0).type(),
                        pooling,
                        context.options().get(OnnxModelOptions.NORMALIZE),
                        batch.behindOne(),
                        new TensorOutput(List.of(vectorColumn(output))));
        return new PlannedTask(
                task,
                new ModelBinding(
                        lengths.stream().map(RowLengths::input).toList(),
                        batch.rows(),
                        List.of(output),
                        text.shapes().stream()
                                .map(row -> ColumnsTask.behindOne(row, batch.behindOne()))
                                .toList()));
    }

    /** The vector of a text, whose last dimension the output has. */
    private TensorOutput.Column vectorColumn(ModelSignature.Tensor output) {
        long size = output.shape().get(output.shape().size() - 1);
        ModelSignature.Tensor vector =
                new ModelSignature.Tensor(output.name(), "FLOAT", List.of(size));
        List<ModelColumn> declared = context.columns().outputs();
        return declared.size() == 1
                ? new OutputColumn(vector, 0, false).as(declared.get(0), ElementType.FLOAT)
                : TensorOutput.Column.array(output.name(), ElementType.FLOAT);
    }

    /** The task {@code tensor}. */
    PlannedTask tensor() {
        List<ModelSignature.Tensor> chosen = outputs.all();
        boolean parts = inputs.stream().anyMatch(ColumnInput::hasParts);
        List<ModelColumn> declared = context.columns().outputs();
        List<TensorOutput.Column> columns = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            columns.add(
                    declared.size() == chosen.size()
                            ? new OutputColumn(chosen.get(i), batchDimensions, parts)
                                    .as(declared.get(i), type(chosen.get(i), chosen))
                            : TensorOutput.Column.array(
                                    chosen.get(i).name(), type(chosen.get(i), chosen)));
        }
        return planned("tensor 2", new TensorOutput(columns), chosen);
    }

    private ElementType type(ModelSignature.Tensor output, List<ModelSignature.Tensor> chosen) {
        return ElementType.of(output.dtype())
                .filter(known -> output.shape().size() >= batchDimensions)
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        "The model's output "
                                                + output
                                                + " fits no column; name those that are wanted of "
                                                + chosen
                                                + " with the option 'output'"));
    }

    /**
     * A task with one class for each row.
     *
     * @param defaultLabels where the option has none, separated by commas
     */
    PlannedTask classification(String defaultLabels) {
        if (inputs.stream().anyMatch(ColumnInput::hasParts)) {
            throw new ValidationException(
                    "A classification has one class for each row, and 'input.parts' gives several; use the task 'tensor'");
        }
        List<String> labels = labels(defaultLabels);
        ModelSignature.Tensor output = outputs.classes(labels.size());
        long classes = output.elementsFrom(batchDimensions);
        boolean scores = ElementType.of(output.dtype()).orElseThrow().isFloating();
        if (scores
                && !labels.isEmpty()
                && classes != ModelSignature.FREE
                && classes != labels.size()) {
            throw new ValidationException(
                    "The option 'labels' has "
                            + labels.size()
                            + " labels, but the model's output is "
                            + output);
        }
        ScoreRule rule =
                context.options()
                        .get(OnnxModelOptions.SCORES)
                        .decided(context.lastOperation(output.name()));
        return planned("classification 2", new ClassOutput(labels, rule), List.of(output));
    }

    private List<String> labels(String otherwise) {
        Optional<String> given = context.options().getOptional(OnnxModelOptions.LABELS);
        String ofModel = context.metadata().get(LABELS);
        if (given.isEmpty() && otherwise.isEmpty() && ofModel != null) {
            return List.of(ofModel.split("\n", -1));
        }
        String labels = given.orElse(otherwise);
        return labels.isBlank()
                ? List.of()
                : Arrays.stream(labels.split(",", -1)).map(String::strip).toList();
    }

    private PlannedTask planned(String name, RowOutput output, List<ModelSignature.Tensor> chosen) {
        List<LogicalType> types =
                context.columns().inputs().stream().map(ModelColumn::type).toList();
        List<ModelSignature.Tensor> bound = lengths.stream().map(RowLengths::input).toList();
        ColumnsTask task =
                new ColumnsTask(
                        inputs.size() == 1 ? name : name + ", inputs " + names(bound),
                        types,
                        inputs,
                        batch.behindOne(),
                        output);
        return new PlannedTask(task, new ModelBinding(bound, batch.rows(), chosen, task.shapes()));
    }

    private static String names(List<ModelSignature.Tensor> inputs) {
        return inputs.stream()
                .map(ModelSignature.Tensor::name)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
