// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.MediaSink;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.support.Clusters;
import io.multimodal.types.MediaFile;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files are written exactly once, wherever a job fails. */
@Timeout(120)
class MediaSinkExactlyOnceITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(6);

    private static final int FILES = 1200;

    /** What the functions of jobs, who run in this process, share with the tests. */
    private static Path obstacle;

    private static AtomicInteger failures;
    private static AtomicInteger mapped;
    private static CyclicBarrier bothBegun;
    private static CountDownLatch oneEnded;

    @TempDir private Path temp;
    private Path out;

    @BeforeEach
    void begin() {
        out = temp.resolve("out");
        obstacle = out.resolve("b");
        failures = new AtomicInteger();
        mapped = new AtomicInteger();
        bothBegun = new CyclicBarrier(2);
        oneEnded = new CountDownLatch(1);
    }

    /**
     * Fails before the first commit, then in the middle of commits, where the files of one folder
     * can be published and those of the other cannot, then after a commit.
     */
    @Test
    void writesEachFileOnceThoughTheJobFailsBeforeDuringAndAfterACommit() throws Exception {
        Files.createDirectories(out);
        Files.writeString(obstacle, "a file where a folder is to be");
        Configuration options = new Configuration();
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        StreamExecutionEnvironment env = environment(options, 2);

        job(env, new FailingMap());
        env.execute();

        assertThat(failures.get()).isGreaterThanOrEqualTo(2);
        assertAllWrittenOnce(FILES);
    }

    @Test
    void goesOnFromASavepointWithAnotherParallelism() throws Exception {
        StreamExecutionEnvironment env = environment(new Configuration(), 2);
        job(env, new SlowMap());
        JobClient job = env.executeAsync();
        while (mapped.get() < FILES / 3) {
            Thread.sleep(1);
        }
        String savepoint =
                job.stopWithSavepoint(
                                false,
                                temp.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get();
        assertThat(visible()).hasSizeBetween(1, FILES - 1);

        Configuration options = new Configuration();
        options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        StreamExecutionEnvironment again = environment(options, 3);
        job(again, new SlowMap());
        again.execute();

        assertAllWrittenOnce(FILES);
        assertThat(out.resolve(".multimodal/staging")).isEmptyDirectory();
    }

    /** One writer has ended well, and its committer with it, when the other one fails. */
    @Test
    void showsNothingOfABatchJobOneOfWhoseWritersFails() throws Exception {
        Configuration options = new Configuration();
        options.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(options);
        env.setParallelism(2);
        job(env, new LateFailure());

        assertThatThrownBy(env::execute).rootCause().hasMessage("when the other one has ended");

        assertThat(visible()).isEmpty();
        assertThat(out.resolve(".multimodal/manifest")).doesNotExist();
    }

    /**
     * So that no committer begins before all writers have ended, where there are no checkpoints.
     */
    @Test
    void givesEachCommitterAllWritersAsItsInput() {
        StreamExecutionEnvironment env = environment(new Configuration(), 2);
        job(env, new SlowMap());

        List<JobEdge> inputs = new ArrayList<>();
        for (JobVertex vertex : env.getStreamGraph().getJobGraph().getVertices()) {
            if (vertex.getName().contains("Committer")) {
                inputs.addAll(vertex.getInputs());
            }
        }

        assertThat(inputs)
                .extracting(JobEdge::getDistributionPattern)
                .containsExactly(DistributionPattern.ALL_TO_ALL);
    }

    @Test
    void letsTwoJobsWriteToOneFolder() throws Exception {
        StreamExecutionEnvironment env = environment(new Configuration(), 2);
        job(env, new SlowMap());
        JobClient first = env.executeAsync();
        StreamExecutionEnvironment other = environment(new Configuration(), 2);
        job(other, new SlowMap());
        other.execute();
        first.getJobExecutionResult().get();

        assertThat(visible()).hasSize(FILES);
        assertThat(manifest()).hasSize(2 * FILES);
    }

    private StreamExecutionEnvironment environment(Configuration options, int parallelism) {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(options);
        env.setParallelism(parallelism);
        env.enableCheckpointing(50);
        return env;
    }

    private void job(StreamExecutionEnvironment env, RichMapFunction<Long, Long> map) {
        Configuration options = new Configuration();
        options.setString("multimodal.stores.test.uri", temp.resolve("store").toUri().toString());
        MultimodalConfig config = MultimodalOptions.resolve(options);
        env.fromSequence(0, FILES - 1)
                .uid("numbers")
                .map(map)
                .uid("map")
                .sinkTo(
                        MediaSink.of(MediaFile.class, config, out.toString())
                                .pathTemplate("{folder}/{number}.txt")
                                .build(
                                        MediaSinkExactlyOnceITCase::file,
                                        (number, column) ->
                                                column.equals("folder")
                                                        ? (number % 2 == 0 ? "a" : "b")
                                                        : number.toString()))
                .uid("files");
    }

    private static MediaFile file(Long number) {
        byte[] text = text(number).getBytes(StandardCharsets.UTF_8);
        return MediaFile.of(new InlineRef(text), "text/plain", (long) text.length);
    }

    private static String text(long number) {
        return "file " + number;
    }

    private void assertAllWrittenOnce(int files) throws IOException {
        assertThat(visible()).hasSize(files);
        for (long i = 0; i < files; i++) {
            assertThat(out.resolve((i % 2 == 0 ? "a/" : "b/") + i + ".txt")).hasContent(text(i));
        }
        assertThat(manifest())
                .extracting(line -> line.replaceAll(".*\"path\":\"./(\\d+)\\.txt\".*", "$1"))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, files).mapToObj(Long::toString).toList());
    }

    private List<Path> visible() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(out.resolve(".multimodal")))
                    .toList();
        }
    }

    private List<String> manifest() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(out.resolve(".multimodal/manifest"))) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private static class SlowMap extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long number) throws Exception {
            mapped.incrementAndGet();
            Thread.sleep(1);
            return number;
        }
    }

    private static final class LateFailure extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient boolean begun;

        @Override
        public Long map(Long number) throws Exception {
            if (!begun) {
                begun = true;
                bothBegun.await();
            }
            if (subtask() == 1) {
                oneEnded.await();
                throw new IOException("when the other one has ended");
            }
            return number;
        }

        private int subtask() {
            return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        }

        @Override
        public void close() {
            if (subtask() == 0) {
                oneEnded.countDown();
            }
        }
    }

    private static final class FailingMap extends SlowMap implements CheckpointListener {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) throws IOException {
            // Two failures: one of the map, one of a commit.
            if (getRuntimeContext().getTaskInfo().getAttemptNumber() >= 2) {
                if (Files.isRegularFile(obstacle)) {
                    Files.deleteIfExists(obstacle);
                }
            }
        }

        @Override
        public Long map(Long number) throws Exception {
            if (number == 5 && failures.compareAndSet(0, 1)) {
                throw new IOException("before the first commit");
            }
            return super.map(number);
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) throws Exception {
            if (Files.isDirectory(obstacle) && failures.compareAndSet(1, 2)) {
                throw new IOException("after a commit");
            }
        }
    }
}
