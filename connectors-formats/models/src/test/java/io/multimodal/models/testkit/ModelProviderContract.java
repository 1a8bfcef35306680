// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.multimodal.models.runtime.RuntimeOptions;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.OutputTensor;
import io.multimodal.store.StoreConfig;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every provider of models keeps. An author extends it, and returns the provider and the
 * options that name a model. The contract runs it with random inputs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModelProviderContract {
    /** The length of dimensions that the model leaves open. */
    private static final int FREE_LENGTH = 8;

    /** What one batch may differ from another in, relative to the values. */
    private static final double TOLERANCE = 1e-4;

    private StoreConfig stores;
    private ModelSource model;
    private ModelBinding binding;
    private BatchRunner runner;

    /**
     * The value of the option {@code provider}; its factory's service file is on the class path.
     */
    protected abstract String identifier();

    /** What the factory returns. */
    protected abstract InferenceProvider provider();

    /** The options that name a model, without {@code provider} and {@code task}. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Options with which the provider predicts something else, or has another model. */
    protected List<Map<String, String>> otherOptions() {
        return List.of();
    }

    /** Options that name no model; empty if there is always one. */
    protected Map<String, String> wrongOptions() {
        return Map.of();
    }

    /** What of the model is used; by default the first input, with a batch, and all outputs. */
    protected ModelBinding binding(ModelSignature signature) {
        return ModelBinding.of(signature.inputs().get(0), signature.outputs());
    }

    @BeforeAll
    final void open() throws Exception {
        stores = Runs.config().store();
        model = provider().open(Configuration.fromMap(options()), stores);
        binding = binding(model.signature());
        runner = model.load(binding, Runs.SETTINGS);
    }

    @AfterAll
    final void close() {
        runner.close();
        model.close();
    }

    @Test
    void isFoundByItsIdentifier() {
        ModelProviderFactory factory =
                FactoryUtil.discoverFactory(
                        getClass().getClassLoader(), ModelProviderFactory.class, identifier());
        assertThat(factory.requiredOptions()).containsAll(provider().requiredOptions());
        assertThat(factory.optionalOptions()).containsAll(provider().optionalOptions());
    }

    @Test
    void hasOptionsOfItsOwn() {
        Set<ConfigOption<?>> own = new HashSet<>(provider().requiredOptions());
        own.addAll(provider().optionalOptions());
        for (ConfigOption<?> option : own) {
            assertThat(option.key()).matches("[a-z][a-z0-9.-]*").isNotIn("task", "provider");
            assertThat(RuntimeOptions.OPTIONAL)
                    .extracting(ConfigOption::key)
                    .doesNotContain(option.key());
        }
    }

    /** Providers travel to the task managers in the job, which opens the same model again. */
    @Test
    void opensTheSameModelWhereverItIs() throws Exception {
        InferenceProvider copy = InstantiationUtil.clone(provider(), getClass().getClassLoader());
        assertThat(copy.isDeterministic()).isEqualTo(provider().isDeterministic());
        try (ModelSource again = copy.open(Configuration.fromMap(options()), stores)) {
            assertThat(again.digest()).isEqualTo(model.digest());
            assertThat(again.signature()).isEqualTo(model.signature());
            assertThat(again.origin()).isNotBlank();
        }
    }

    /** Predictions are remembered under the digest. */
    @Test
    void hasAnotherDigestWithEachOtherOption() throws Exception {
        List<String> digests = new ArrayList<>();
        digests.add(model.digest().hex());
        for (Map<String, String> other : otherOptions()) {
            try (ModelSource changed = provider().open(Configuration.fromMap(other), stores)) {
                digests.add(changed.digest().hex());
            }
        }
        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void refusesToOpenWhatIsNoModel() {
        assumeThat(wrongOptions()).isNotEmpty();
        assertThatThrownBy(
                        () ->
                                provider()
                                        .open(Configuration.fromMap(wrongOptions()), stores)
                                        .close())
                .isInstanceOf(ModelException.class);
    }

    @Test
    void givesWhatTheBindingNames() throws Exception {
        ModelOutput output = runner.run(rows(1, 0), shape(1)).get(0);
        assertThat(output.tensors()).hasSameSizeAs(binding.outputs());
        for (int i = 0; i < binding.outputs().size(); i++) {
            ModelSignature.Tensor declared = binding.outputs().get(i);
            OutputTensor tensor = output.tensors().get(i);
            assertThat(tensor.type()).isEqualTo(ElementType.of(declared.dtype()).orElseThrow());
            int[] lengths = tensor.shape();
            assertThat(tensor.size()).isEqualTo(Runs.elements(lengths));
            int before = binding.batchRows() == ModelBinding.NO_BATCH ? 0 : 1;
            assertThat(lengths).hasSize(declared.shape().size() - before);
            for (int j = 0; j < lengths.length; j++) {
                assertThat(declared.dimension(j + before)).isIn(-1, lengths[j]);
            }
        }
    }

    /** Whatever the size of the batch, in order, and none more for padding. */
    @Test
    void givesEachRowOfABatchWhatItGivesTheRowAlone() throws Exception {
        int most = binding.maxRows(Runs.SETTINGS.maxBatchRows());
        List<ModelOutput> alone = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            alone.addAll(runner.run(rows(1, i), shape(1)));
        }
        assertThat(alone).hasSize(most);
        assertThat(alone.stream().map(output -> numbers(output.first())).distinct())
                .as("outputs for %d inputs", most)
                .hasSize(most);
        for (int count = 1; count <= most; count++) {
            List<ModelOutput> together = runner.run(rows(count, 0), shape(count));
            assertThat(together).hasSize(count);
            for (int row = 0; row < count; row++) {
                assertSame(together.get(row), alone.get(row));
            }
        }
    }

    /** A buffer has other rows before and behind those of the batch. */
    @Test
    void readsFromThePositionToTheLimit() throws Exception {
        ModelOutput expected = runner.run(rows(1, 1), shape(1)).get(0);
        int length = Runs.elements(rowShape());
        FloatBuffer three = rows(3, 0).position(length).limit(2 * length);
        assertSame(runner.run(three.slice(), shape(1)).get(0), expected);
        assertSame(runner.run(three, shape(1)).get(0), expected);
    }

    @Test
    void givesTheSameAgainWhereItSaysSo() throws Exception {
        assumeThat(provider().isDeterministic()).isTrue();
        String first = numbers(runner.run(rows(1, 0), shape(1)).get(0).first()).toString();
        String again = numbers(runner.run(rows(1, 0), shape(1)).get(0).first()).toString();
        assertThat(again).isEqualTo(first);
    }

    @Test
    void runsSeveralBatchesAtOnce() throws Exception {
        List<List<Object>> expected = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            // Copies: a model that gives one buffer again and again changes what it gave before.
            expected.add(numbers(runner.run(rows(1, i), shape(1)).get(0).first()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<ModelOutput>>> batches = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                int row = i;
                batches.add(() -> runner.run(rows(1, row), shape(1)));
            }
            List<Future<List<ModelOutput>>> outputs = threads.invokeAll(batches);
            for (int i = 0; i < expected.size(); i++) {
                assertClose(numbers(outputs.get(i).get().get(0).first()), expected.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A bad batch is refused by itself. */
    @Test
    void goesOnAfterABatchThatItCannotRun() throws Exception {
        ModelOutput expected = runner.run(rows(1, 0), shape(1)).get(0);
        long[] wrong = Runs.batch(1, Runs.elements(rowShape()));
        assumeThat(rowShape().length).isGreaterThan(1);
        assertThatThrownBy(() -> runner.run(rows(1, 0), wrong)).isInstanceOf(ModelException.class);
        assertSame(runner.run(rows(1, 0), shape(1)).get(0), expected);
    }

    /** The runtime closes the source when it has loaded the model, and the model with the job. */
    @Test
    void outlivesItsSourceAndEndsAlone() throws Exception {
        ModelOutput expected = runner.run(rows(1, 0), shape(1)).get(0);
        ModelSource source = provider().open(Configuration.fromMap(options()), stores);
        try (BatchRunner other = source.load(binding, Runs.SETTINGS)) {
            source.close();
            source.close();
            assertSame(other.run(rows(1, 0), shape(1)).get(0), expected);
        }
        assertSame(runner.run(rows(1, 0), shape(1)).get(0), expected);
    }

    private int[] rowShape() {
        List<Long> shape = binding.input().shape();
        int before = binding.batchRows() == ModelBinding.NO_BATCH ? 0 : 1;
        return shape.subList(before, shape.size()).stream()
                .mapToInt(length -> length < 0 ? FREE_LENGTH : Math.toIntExact(length))
                .toArray();
    }

    private long[] shape(int rows) {
        return Runs.batch(rows, rowShape());
    }

    /** Rows from a number on; each is the same in every batch. */
    private FloatBuffer rows(int count, int from) {
        int length = Runs.elements(rowShape());
        FloatBuffer rows = Runs.buffer(count * length);
        for (int row = from; row < from + count; row++) {
            Random values = new Random(row);
            for (int i = 0; i < length; i++) {
                rows.put(values.nextFloat() * (row + 1));
            }
        }
        return rows.flip();
    }

    private static void assertSame(ModelOutput observed, ModelOutput expected) {
        assertThat(observed.tensors()).hasSameSizeAs(expected.tensors());
        for (int i = 0; i < expected.tensors().size(); i++) {
            assertClose(numbers(observed.tensors().get(i)), numbers(expected.tensors().get(i)));
        }
    }

    private static void assertClose(List<Object> observed, List<Object> expected) {
        assertThat(observed).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            if (expected.get(i) instanceof Double number) {
                double tolerance = TOLERANCE * Math.max(1, Math.abs(number));
                assertThat((Double) observed.get(i)).isCloseTo(number, within(tolerance));
            } else {
                assertThat(observed.get(i)).isEqualTo(expected.get(i));
            }
        }
    }

    private static List<Object> numbers(OutputTensor tensor) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < tensor.size(); i++) {
            values.add(
                    tensor.type() == ElementType.STRING
                            ? (Object) tensor.text(i)
                            : (Object) tensor.number(i));
        }
        return values;
    }
}
