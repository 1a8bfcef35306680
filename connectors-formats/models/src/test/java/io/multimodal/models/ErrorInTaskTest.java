// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.runtime.ModelSpec;
import io.multimodal.models.runtime.RowInference;
import io.multimodal.models.runtime.Tasks;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.InputShape;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelTask;
import io.multimodal.models.spi.ModelTaskFactory;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.util.TemporaryClassLoaderContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An {@link Error} in a task's code fails the rows that need it, and nothing else. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ErrorInTaskTest {
    private enum Step {
        PREPARE,
        WRITE,
        DECODE
    }

    private record Fault(Step step, Error error) {
        private static final AtomicReference<Fault> NEXT = new AtomicReference<>();

        private static void throwAt(Step step) {
            Fault next = NEXT.get();
            if (next != null && next.step == step) {
                NEXT.set(null);
                throw next.error;
            }
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(Step.values())
                .flatMap(
                        step ->
                                Stream.of(
                                                new StackOverflowError(),
                                                new OutOfMemoryError("of a test"),
                                                new NoClassDefFoundError("of/a/Test"))
                                        .map(error -> Arguments.of(step, error)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void failsItsRowAndThoseThatWaitForItAndTheNextRowIsInferred(
            Step step, Error error, @TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("jar/META-INF/services"));
        Files.writeString(
                services.resolve(ModelTaskFactory.class.getName()), Factory.class.getName());
        URL[] jar = {folder.resolve("jar").toUri().toURL()};
        try (URLClassLoader classes = new URLClassLoader(jar, getClass().getClassLoader());
                TemporaryClassLoaderContext unused = TemporaryClassLoaderContext.of(classes)) {
            ModelJob job = new ModelJob(folder.resolve("store"), true);
            RowData image = RowInferenceTest.row(job.put(ModelJob.png(DrawnText.line("Upright"))));
            ModelSpec spec = spec(folder);
            try (RowInference subtask = RowInference.open(spec, new UnregisteredMetricsGroup());
                    RowInference other = RowInference.open(spec, new UnregisteredMetricsGroup())) {
                PreparersHeld held = PreparersHeld.of(spec);
                Fault.NEXT.set(new Fault(step, error));
                CompletableFuture<RowData> led = subtask.infer(image);
                CompletableFuture<RowData> followed = other.infer(image);
                held.close();
                assertFailedBy(error, led);
                assertFailedBy(error, followed);
                assertThat(subtask.infer(image).get().getString(0)).hasToString("0");
                assertThat(other.infer(image).get().getString(0)).hasToString("0");
            }
        }
    }

    private static void assertFailedBy(Error error, CompletableFuture<RowData> row) {
        assertThatThrownBy(row::get)
                .isInstanceOf(ExecutionException.class)
                .satisfies(failure -> assertThat(failure).hasRootCause(error));
    }

    private static ModelSpec spec(Path folder) throws Exception {
        ModelSpec spec =
                RowInferenceTest.orientation(
                        OcrModels.ORIENTATION.writeTo(folder), folder.resolve("store"));
        Configuration options = new Configuration(spec.options());
        options.setString("task", new Factory().name());
        return new ModelSpec(
                spec.name(),
                spec.job(),
                spec.provider(),
                spec.digest(),
                spec.signature(),
                options,
                spec.config());
    }

    /** The built-in task for orientation, which throws once if it is told to. */
    public static final class Factory implements ModelTaskFactory {
        private static ModelTaskFactory builtIn() {
            return Tasks.named("text-orientation");
        }

        @Override
        public String name() {
            return "text-orientation-with-errors";
        }

        @Override
        public Set<ConfigOption<?>> options() {
            return Set.of();
        }

        @Override
        public PlannedTask plan(TaskContext context) {
            PlannedTask planned = builtIn().plan(context);
            return new PlannedTask(new Task(planned.task()), planned.binding());
        }
    }

    private record Task(ModelTask task) implements ModelTask {
        @Override
        public List<LogicalType> inputTypes() {
            return task.inputTypes();
        }

        @Override
        public List<LogicalType> outputTypes() {
            return task.outputTypes();
        }

        @Override
        public PreparedRow prepare(InputRow row, MediaRuntime media)
                throws IOException, InvalidReferenceException {
            Fault.throwAt(Step.PREPARE);
            return new Prepared(task.prepare(row, media));
        }

        @Override
        public boolean takesInputsOfManyShapes() {
            return task.takesInputsOfManyShapes();
        }

        @Override
        public String identity() {
            return task.identity();
        }
    }

    private record Prepared(PreparedRow row) implements PreparedRow {
        @Override
        public List<InputShape> inputs() {
            return row.inputs();
        }

        @Override
        public void write(List<ByteBuffer> targets) throws IOException, InvalidReferenceException {
            Fault.throwAt(Step.WRITE);
            row.write(targets);
        }

        @Override
        public RowData decode(ModelOutput output) throws IOException {
            Fault.throwAt(Step.DECODE);
            return row.decode(output);
        }
    }
}
