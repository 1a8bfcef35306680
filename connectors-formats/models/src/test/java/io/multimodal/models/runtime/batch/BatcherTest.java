// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.models.internal.cuda.MemoryLock;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.Device;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches over a runner that doubles its input, records shapes and can be held. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BatcherTest {
    private final List<String> runs = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstRunMayEnd = new CountDownLatch(1);
    private final CountDownLatch firstRunStarted = new CountDownLatch(1);
    private final NativeBuffers buffers = new NativeBuffers(1 << 20);
    private final InferenceMeter meter = new InferenceMeter();

    @AfterEach
    void free() {
        buffers.close();
    }

    @Test
    void runsALoneRowAtOnce() throws Exception {
        firstRunMayEnd.countDown();
        try (Batcher batcher = batcher(1, 4, Duration.ofDays(1))) {
            assertThat(values(submit(batcher, 7, 1, 2))).containsExactly(14, 14);
        }
        assertThat(runs).containsExactly("1x1x2");
    }

    @Test
    void gathersWhatArrivesWhileTheDeviceIsBusy() throws Exception {
        try (Batcher batcher = batcher(1, 3, Duration.ZERO)) {
            List<CompletableFuture<ModelOutput>> outputs = new ArrayList<>();
            outputs.add(submit(batcher, 1, 2));
            firstRunStarted.await();
            for (int i = 2; i <= 5; i++) {
                outputs.add(submit(batcher, i, 2));
            }
            firstRunMayEnd.countDown();
            for (int i = 1; i <= 5; i++) {
                assertThat(values(outputs.get(i - 1))).containsExactly(2 * i, 2 * i);
            }
        }
        assertThat(runs).containsExactly("1x2", "3x2", "1x2");
        assertThat(meter.rows()).isEqualTo(5);
        assertThat(meter.batches()).isEqualTo(3);
    }

    @Test
    void mixesNoShapes() throws Exception {
        try (Batcher batcher = batcher(1, 9, Duration.ZERO)) {
            List<CompletableFuture<ModelOutput>> outputs = new ArrayList<>();
            outputs.add(submit(batcher, 0, 1));
            firstRunStarted.await();
            outputs.add(submit(batcher, 1, 2));
            outputs.add(submit(batcher, 2, 3));
            outputs.add(submit(batcher, 3, 2));
            firstRunMayEnd.countDown();
            CompletableFuture.allOf(outputs.toArray(CompletableFuture[]::new)).get();
        }
        assertThat(runs).containsExactly("1x1", "2x2", "1x3");
    }

    @Test
    void waitsForRowsThatAreBeingPreparedButNotForEver() throws Exception {
        firstRunMayEnd.countDown();
        try (Batcher batcher = batcher(1, 2, Duration.ofMillis(50))) {
            batcher.announce();
            long start = System.nanoTime();
            values(submit(batcher, 1, 1));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(50));
            batcher.abandon();
            CompletableFuture<ModelOutput> next = submit(batcher, 2, 1);
            assertThat(values(next)).containsExactly(4);
        }
    }

    @Test
    void poisonsNoBatchMates() throws Exception {
        try (Batcher batcher = batcher(1, 8, Duration.ZERO)) {
            CompletableFuture<ModelOutput> first = submit(batcher, 1, 1);
            firstRunStarted.await();
            CompletableFuture<ModelOutput> good = submit(batcher, 2, 1);
            CompletableFuture<ModelOutput> bad = submit(batcher, -1, 1);
            CompletableFuture<ModelOutput> alsoGood = submit(batcher, 3, 1);
            firstRunMayEnd.countDown();
            assertThat(values(first)).containsExactly(2);
            assertThat(values(good)).containsExactly(4);
            assertThat(values(alsoGood)).containsExactly(6);
            assertThatThrownBy(bad::get).hasCauseInstanceOf(ModelException.class);
        }
    }

    @Test
    void asksAServerThatDoesNotAnswerOnceForABatch() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        BatchRunner runner =
                (input, shape) -> {
                    asked.incrementAndGet();
                    throw ModelException.ofRow(new MediaException(ErrorCode.UNREACHABLE, "gone"));
                };
        RunSettings settings = new RunSettings(Device.CPU, 1, 1, 3, Duration.ofDays(1), 1 << 20);
        try (Batcher batcher = new Batcher("test", runner, settings, meter)) {
            batcher.announce();
            List<CompletableFuture<ModelOutput>> outputs =
                    List.of(submit(batcher, 1, 1), submit(batcher, 2, 1), submit(batcher, 3, 1));
            batcher.abandon();
            assertThat(outputs)
                    .allSatisfy(row -> assertThatThrownBy(row::get).hasMessageContaining("gone"));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void tellsEachRowOfAnErrorAndGoesOn() throws Exception {
        firstRunMayEnd.countDown();
        RunSettings settings = new RunSettings(Device.CPU, 1, 1, 4, Duration.ofDays(1), 1 << 20);
        AtomicBoolean exhausted = new AtomicBoolean(true);
        BatchRunner runner =
                (input, shape) -> {
                    if (exhausted.get()) {
                        throw new OutOfMemoryError("of " + shape[0] + " rows");
                    }
                    return run(input, shape);
                };
        try (Batcher batcher = new Batcher("test", runner, settings, meter)) {
            batcher.announce();
            CompletableFuture<ModelOutput> first = submit(batcher, 1, 1);
            CompletableFuture<ModelOutput> second = submit(batcher, 2, 1);
            batcher.abandon();
            assertThatThrownBy(first::get).hasRootCauseInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(second::get).hasRootCauseInstanceOf(OutOfMemoryError.class);
            exhausted.set(false);
            assertThat(values(submit(batcher, 3, 1))).containsExactly(6);
        }
    }

    @Test
    void refusesRowsOnceAllLanesHaveEnded() throws Exception {
        firstRunMayEnd.countDown();
        BatchRunner runner =
                (input, shape) -> {
                    // A row that comes before the lane has noticed is run by an interrupted thread.
                    Thread.interrupted();
                    List<ModelOutput> outputs = run(input, shape);
                    Thread.currentThread().interrupt();
                    return outputs;
                };
        RunSettings settings = new RunSettings(Device.CPU, 1, 1, 4, Duration.ofDays(1), 1 << 20);
        try (Batcher batcher = new Batcher("test", runner, settings, meter)) {
            CompletableFuture<Throwable> failure;
            do {
                failure = submit(batcher, 1, 1).handle((output, thrown) -> thrown);
            } while (failure.get() == null);
            assertThat(failure.get()).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void runsWhatWaitsWhenItIsClosedAndRefusesWhatComesThen() throws Exception {
        Batcher batcher = batcher(1, 2, Duration.ZERO);
        List<CompletableFuture<ModelOutput>> outputs = new ArrayList<>();
        outputs.add(submit(batcher, 1, 1));
        firstRunStarted.await();
        for (int i = 2; i <= 6; i++) {
            outputs.add(submit(batcher, i, 1));
        }
        firstRunMayEnd.countDown();
        batcher.close();
        assertThat(outputs).allSatisfy(output -> assertThat(output).isCompleted());
        assertThatThrownBy(submit(batcher, 7, 1)::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void sharesRowsOutAmongLanes() throws Exception {
        firstRunMayEnd.countDown();
        try (Batcher batcher = batcher(2, 100, Duration.ofDays(1))) {
            batcher.announce();
            List<CompletableFuture<ModelOutput>> outputs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                outputs.add(submit(batcher, i, 1));
            }
            batcher.abandon();
            CompletableFuture.allOf(outputs.toArray(CompletableFuture[]::new)).get();
        }
        // Each lane takes its share of what is left; which of them begins to run first is chance.
        assertThat(runs).containsExactlyInAnyOrder("5x1", "3x1", "1x1", "1x1");
    }

    @Test
    void fillsBatchesOfFixedSizesUp() throws Exception {
        try (Batcher batcher = fixed(1, List.of(1, 4, 16))) {
            List<CompletableFuture<ModelOutput>> outputs = new ArrayList<>();
            outputs.add(submit(batcher, 0, 1));
            firstRunStarted.await();
            for (int i = 1; i <= 15; i++) {
                outputs.add(submit(batcher, i, i < 10 ? 1 : 2));
            }
            firstRunMayEnd.countDown();
            for (int i = 0; i <= 15; i++) {
                assertThat(values(outputs.get(i))).containsOnly(2 * i);
            }
        }
        // 9 of 16 are more than half; 6 of 16 are not, and leave 2 of 4, which are not, either.
        assertThat(runs).containsExactly("1x1", "16x1", "4x2", "1x2", "1x2");
        assertThat(meter.rows()).isEqualTo(16);
        assertThat(meter.padding()).isEqualTo(7);
    }

    @Test
    void runsRowsOfABadBatchInTheSmallestSize() throws Exception {
        try (Batcher batcher = fixed(1, List.of(2, 4))) {
            CompletableFuture<ModelOutput> first = submit(batcher, 1, 1);
            firstRunStarted.await();
            CompletableFuture<ModelOutput> bad = submit(batcher, -1, 1);
            CompletableFuture<ModelOutput> good = submit(batcher, 2, 1);
            CompletableFuture<ModelOutput> alsoGood = submit(batcher, 3, 1);
            firstRunMayEnd.countDown();
            assertThat(values(first)).containsExactly(2);
            assertThat(values(good)).containsExactly(4);
            assertThat(values(alsoGood)).containsExactly(6);
            assertThatThrownBy(bad::get).hasCauseInstanceOf(ModelException.class);
        }
        assertThat(runs).containsExactly("2x1", "4x1", "2x1", "2x1", "2x1");
    }

    @Test
    void takesFullBatchesOnlyWhileAnotherLaneRuns() throws Exception {
        try (Batcher batcher = fixed(2, List.of(1, 4))) {
            CompletableFuture<ModelOutput> first = submit(batcher, 0, 1);
            firstRunStarted.await();
            List<CompletableFuture<ModelOutput>> outputs = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                outputs.add(submit(batcher, i, 1));
            }
            while (runs.size() < 2) {
                Thread.onSpinWait();
            }
            firstRunMayEnd.countDown();
            assertThat(values(first)).containsExactly(0);
            assertThat(values(outputs.get(3))).containsExactly(8);
        }
        assertThat(runs).containsExactly("1x1", "4x1");
    }

    @Test
    void runsEachKnownShapeInEachSizeAndLaneBeforeTheFirstRow() throws Exception {
        firstRunMayEnd.countDown();
        RunSettings settings = settings(2, 4, List.of(1, 4), Duration.ZERO);
        List<RowShape> known = List.of(RowShape.of(2), RowShape.of(3));
        try (Batcher batcher = warm(this::run, settings, known)) {
            assertThat(batcher.awaitWarm()).isEqualTo(4);
            assertThat(runs.subList(0, 4)).containsExactlyElementsOf(runs.subList(4, 8));
            assertThat(runs.subList(0, 4)).containsExactlyInAnyOrder("4x2", "1x2", "4x3", "1x3");
            assertThat(meter.batches()).isZero();
            assertThat(values(submit(batcher, 7, 2))).containsExactly(14, 14);
        }
    }

    @Test
    void aBatchThatCannotBeRunBeforehandHoldsNothingUp() throws Exception {
        firstRunMayEnd.countDown();
        BatchRunner runner =
                (input, shape) -> {
                    if (shape[0] == 4) {
                        throw new ModelException("four rows are too many");
                    }
                    return run(input, shape);
                };
        RunSettings settings = settings(1, 4, List.of(1, 4), Duration.ZERO);
        List<RowShape> known = List.of(RowShape.of(1));
        try (Batcher batcher = warm(runner, settings, known)) {
            assertThat(batcher.awaitWarm()).isEqualTo(2);
            assertThat(values(submit(batcher, 7, 1))).containsExactly(14);
        }
    }

    @Test
    void goesOnWithSmallerBatchesWhereMemoryIsShort() throws Exception {
        for (boolean fixed : new boolean[] {true, false}) {
            runs.clear();
            List<Integer> sizes = fixed ? List.of(1, 4, 16) : List.of();
            CountDownLatch mayEnd = new CountDownLatch(1);
            BatchRunner runner =
                    (input, shape) -> {
                        if (shape[0] > 4) {
                            runs.add("too many: " + shape[0]);
                            throw ModelException.outOfMemory("of " + shape[0] + " rows", null);
                        }
                        await(mayEnd);
                        return run(input, shape);
                    };
            firstRunMayEnd.countDown();
            RunSettings settings = settings(1, 16, sizes, Duration.ofDays(1));
            try (Batcher batcher = new Batcher("test", runner, settings, meter)) {
                List<CompletableFuture<ModelOutput>> outputs = new ArrayList<>();
                batcher.announce();
                for (int i = 0; i < 32; i++) {
                    outputs.add(submit(batcher, i, 1));
                }
                batcher.abandon();
                mayEnd.countDown();
                for (int i = 0; i < 32; i++) {
                    assertThat(values(outputs.get(i))).containsExactly(2 * i);
                }
            }
            List<String> tooMany = runs.stream().filter(run -> run.startsWith("too many")).toList();
            // The first batch alone finds out; later ones have fewer rows from the beginning.
            assertThat(tooMany)
                    .isEqualTo(
                            fixed
                                    ? List.of("too many: 16")
                                    : List.of("too many: 16", "too many: 8", "too many: 8"));
            assertThat(runs).filteredOn("4x1"::equals).hasSize(8);
        }
    }

    @Test
    void aRowThatDoesNotFitAloneFailsAlone() throws Exception {
        firstRunMayEnd.countDown();
        BatchRunner runner =
                (input, shape) -> {
                    throw ModelException.outOfMemory("of " + shape[0] + " rows", null);
                };
        RunSettings settings = settings(1, 4, List.of(2, 4), Duration.ZERO);
        try (Batcher batcher = new Batcher("test", runner, settings, meter)) {
            batcher.announce();
            CompletableFuture<ModelOutput> one = submit(batcher, 1, 1);
            CompletableFuture<ModelOutput> other = submit(batcher, 2, 1);
            batcher.abandon();
            assertThatThrownBy(one::get).hasMessageEndingWith("of 2 rows");
            assertThatThrownBy(other::get).hasMessageEndingWith("of 2 rows");
        }
    }

    private static void await(CountDownLatch latch) throws ModelException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new ModelException("interrupted", e);
        }
    }

    private Batcher warm(BatchRunner runner, RunSettings settings, List<RowShape> known) {
        return new Batcher("test", runner, settings, known, MemoryLock.NONE, meter);
    }

    private Batcher fixed(int lanes, List<Integer> sizes) {
        int most = sizes.get(sizes.size() - 1);
        return new Batcher(
                "test", this::run, settings(lanes, most, sizes, Duration.ofDays(1)), meter);
    }

    private static RunSettings settings(
            int lanes, int maxRows, List<Integer> sizes, Duration maxWait) {
        return new RunSettings(
                Device.CPU, lanes, 1, maxRows, sizes, maxWait, 1 << 20, java.util.Map.of());
    }

    private Batcher batcher(int lanes, int maxRows, Duration maxWait) {
        return new Batcher(
                "test",
                this::run,
                new RunSettings(Device.CPU, lanes, 1, maxRows, maxWait, 1 << 20),
                meter);
    }

    private List<ModelOutput> run(FloatBuffer input, long[] shape) throws ModelException {
        StringBuilder text = new StringBuilder(Long.toString(shape[0]));
        int length = 1;
        for (int i = 1; i < shape.length; i++) {
            text.append('x').append(shape[i]);
            length *= (int) shape[i];
        }
        runs.add(text.toString());
        firstRunStarted.countDown();
        try {
            firstRunMayEnd.await();
        } catch (InterruptedException e) {
            throw new ModelException("interrupted", e);
        }
        List<ModelOutput> outputs = new ArrayList<>();
        for (int row = 0; row < shape[0]; row++) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = 2 * input.get();
                if (values[i] < 0) {
                    throw new ModelException("this runner takes no negative numbers");
                }
            }
            outputs.add(ModelOutput.of(FloatBuffer.wrap(values), length));
        }
        return outputs;
    }

    private CompletableFuture<ModelOutput> submit(Batcher batcher, float value, int... shape)
            throws InterruptedException {
        int length = 1;
        for (int side : shape) {
            length *= side;
        }
        NativeBuffers.Lease input = buffers.acquire(length);
        for (int i = 0; i < length; i++) {
            input.floats().put(i, value);
        }
        batcher.announce();
        return batcher.submit(input, shape);
    }

    private static List<Integer> values(CompletableFuture<ModelOutput> output) throws Exception {
        FloatBuffer floats = output.get().first().floats();
        List<Integer> values = new ArrayList<>();
        while (floats.hasRemaining()) {
            values.add((int) floats.get());
        }
        return values;
    }
}
