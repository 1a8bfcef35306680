// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.runtime.RuntimeOptions;
import io.multimodal.models.runtime.Tasks;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.ModelTaskFactory;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.models.spi.TaskFiles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.binary.BinaryRowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every task of models keeps. An author extends it, and returns the factory and a model that
 * the task fits. Methods that return null where a task has no such thing say so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModelTaskContract {
    private MediaRuntime media;
    private ModelSource model;
    private ModelSignature signature;
    private BatchRunner runner;
    private PlannedTask planned;
    private List<InputRow> rows;

    /** The factory; its service file is on the class path. */
    protected abstract ModelTaskFactory factory();

    /** A model that the task fits; see {@link OnnxModels}. The contract closes it. */
    protected abstract ModelSource model() throws Exception;

    /** The options of CREATE MODEL, without {@code task}. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Options, one map for each that changes a result: its value differs from {@link #options}. */
    protected abstract List<Map<String, String>> otherOptions();

    /** Outputs that the task cannot decode; empty if it takes whatever a model gives. */
    protected abstract List<ModelOutput> wrongOutputs();

    /** The columns that CREATE MODEL declares. */
    protected ModelColumns columns() {
        return ModelColumns.OF_IMAGE;
    }

    /** For what the task reads beside the model. */
    protected TaskFiles files() {
        return TaskFiles.NONE;
    }

    /**
     * Rows of the task's input types, no two alike; for a task of one IMAGE, images of three sizes.
     *
     * @param stores where their objects are put
     */
    protected List<InputRow> rows(MediaRuntime stores) throws Exception {
        return DrawnImages.put(stores);
    }

    @BeforeAll
    final void open() throws Exception {
        media = Runs.media();
        model = model();
        signature = model.signature();
        planned = plan(Map.of());
        runner = model.load(planned.binding(), Runs.SETTINGS);
        rows = rows(media);
    }

    @AfterAll
    final void close() throws Exception {
        runner.close();
        model.close();
        media.close();
    }

    @Test
    void isFoundByItsServiceFile() {
        assertThat(factory().name()).matches("[a-z][a-z0-9-]*");
        assertThat(Tasks.named(factory().name())).hasSameClassAs(factory());
    }

    /** All options of all tasks and of the runtime are options of one CREATE MODEL statement. */
    @Test
    void hasOptionsOfItsOwn() {
        for (ConfigOption<?> option : factory().options()) {
            assertThat(option.key()).matches("[a-z][a-z0-9.-]*");
            assertThat(RuntimeOptions.OPTIONAL)
                    .extracting(ConfigOption::key)
                    .doesNotContain(option.key());
            assertThat(option.key()).isNotIn("task", "provider");
        }
    }

    @Test
    void usesWhatTheModelHas() {
        assertThat(planned.binding().inputs()).isNotEmpty();
        assertThat(signature.inputs()).containsAll(planned.binding().inputs());
        assertThat(planned.binding().outputs()).isNotEmpty();
        assertThat(signature.outputs()).containsAll(planned.binding().outputs());
        assertThat(planned.task().inputTypes()).isNotEmpty();
        assertThat(planned.task().outputTypes()).isNotEmpty().allMatch(LogicalType::isNullable);
    }

    @Test
    void writesAllOfTheInputsThatTheModelTakes() throws Exception {
        for (InputRow row : rows) {
            PreparedRow prepared = planned.task().prepare(row, media);
            List<InputShape> shapes = prepared.inputs();
            assertThat(shapes).hasSameSizeAs(planned.binding().inputs());
            for (int i = 0; i < shapes.size(); i++) {
                assertFits(shapes.get(i), planned.binding().inputs().get(i));
            }
            // What is written does not depend on what was there.
            List<ByteBuffer> overZeros = Runs.targets(shapes, 0);
            prepared.write(overZeros);
            List<ByteBuffer> overOnes = Runs.targets(shapes, 0xff);
            planned.task().prepare(row, media).write(overOnes);
            for (int i = 0; i < shapes.size(); i++) {
                assertThat(overOnes.get(i).rewind())
                        .as("%s of the input %s", shapes.get(i), planned.binding().inputs().get(i))
                        .isEqualTo(overZeros.get(i).rewind());
            }
        }
    }

    private static void assertFits(InputShape shape, ModelSignature.Tensor input) {
        List<Integer> lengths = shape.lengths();
        List<Long> declared = input.shape();
        List<Long> ofRow = declared.subList(declared.size() - lengths.size(), declared.size());
        for (int i = 0; i < lengths.size(); i++) {
            assertThat(lengths.get(i)).isPositive();
            assertThat(ofRow.get(i)).isIn(ModelSignature.FREE, (long) lengths.get(i));
        }
    }

    @Test
    void saysWhetherInputsHaveManyShapes() throws Exception {
        List<List<InputShape>> shapes = new ArrayList<>();
        for (InputRow row : rows) {
            shapes.add(planned.task().prepare(row, media).inputs());
        }
        if (!planned.task().takesInputsOfManyShapes()) {
            assertThat(shapes).allSatisfy(shape -> assertThat(shape).isEqualTo(shapes.get(0)));
        }
    }

    @Test
    void givesRowsOfItsOutputTypes() throws Exception {
        for (InputRow row : rows) {
            assertThat(binary(predict(planned, row)).getArity())
                    .isEqualTo(planned.task().outputTypes().size());
        }
    }

    /** Each subtask makes the task anew. */
    @Test
    void isTheSameWheneverItIsMade() throws Exception {
        PlannedTask again = plan(Map.of());
        assertThat(again.binding()).isEqualTo(planned.binding());
        assertThat(again.task().identity()).isEqualTo(planned.task().identity());
        assertThat(again.task().outputTypes()).isEqualTo(planned.task().outputTypes());
        for (InputRow row : rows) {
            assertThat(binary(predict(again, row))).isEqualTo(binary(predict(planned, row)));
        }
    }

    /** Predictions are remembered under the identity. */
    @Test
    void hasAnotherIdentityWithEachOtherOption() {
        List<String> identities = new ArrayList<>();
        identities.add(planned.task().identity());
        for (Map<String, String> other : otherOptions()) {
            identities.add(plan(other).task().identity());
        }
        assertThat(identities).doesNotHaveDuplicates();
        assertThat(identities).allMatch(identity -> !identity.isBlank());
        assertThat(identities).allMatch(identity -> identity.lines().count() == 1);
    }

    @Test
    void mayBeUsedByManyThreads() throws Exception {
        List<BinaryRowData> expected = new ArrayList<>();
        for (InputRow row : rows) {
            expected.add(binary(predict(planned, row)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<BinaryRowData>> calls = new ArrayList<>();
            for (int i = 0; i < 2 * rows.size(); i++) {
                InputRow row = rows.get(i % rows.size());
                calls.add(() -> binary(predict(planned, row)));
            }
            List<Future<BinaryRowData>> results = threads.invokeAll(calls);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(expected.get(i % rows.size()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesOutputsThatItCannotDecode() throws Exception {
        assumeThat(wrongOutputs()).isNotEmpty();
        for (ModelOutput wrong : wrongOutputs()) {
            PreparedRow prepared = planned.task().prepare(rows.get(0), media);
            assertThatThrownBy(() -> prepared.decode(wrong))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining(wrong.toString());
        }
    }

    /** When a query is planned, with what the model has in the message. */
    @Test
    void refusesAModelThatDoesNotFit() {
        ModelSignature other =
                new ModelSignature(
                        List.of(new ModelSignature.Tensor("other", "STRING", List.of())),
                        List.of(new ModelSignature.Tensor("other", "SEQUENCE", List.of())));
        assertThatThrownBy(
                        () ->
                                factory()
                                        .plan(
                                                new TaskContext(
                                                        with(Map.of()),
                                                        other,
                                                        model,
                                                        columns(),
                                                        files())))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("other S");
    }

    private PlannedTask plan(Map<String, String> others) {
        return factory().plan(new TaskContext(with(others), signature, model, columns(), files()));
    }

    private Configuration with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(options());
        all.putAll(others);
        all.put(RuntimeOptions.TASK.key(), factory().name());
        return Configuration.fromMap(all);
    }

    private RowData predict(PlannedTask with, InputRow row) throws Exception {
        return Runs.predict(with, runner, row, media);
    }

    /** A copy that only values of the output types allow. */
    private BinaryRowData binary(RowData row) {
        LogicalType[] types = planned.task().outputTypes().toArray(LogicalType[]::new);
        return new RowDataSerializer(types).toBinaryRow(row).copy();
    }
}
