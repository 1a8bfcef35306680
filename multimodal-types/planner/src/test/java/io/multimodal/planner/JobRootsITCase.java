// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.HeldRoot;
import io.multimodal.store.collect.JobRoots;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.runtime.Stores;
import io.multimodal.support.Clusters;
import io.multimodal.types.config.MultimodalOptions;
import io.multimodal.types.roots.RootedJob;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Roots of jobs in two stores, over checkpoints, savepoints, failures and restores. */
@Timeout(120)
class JobRootsITCase {
    /** The adaptive scheduler makes another hook each time that a job starts again. */
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            Clusters.withSlots(4, Map.of("jobmanager.scheduler", "adaptive"));

    private static CountDownLatch running;
    private static CountDownLatch goOn;
    private static CountDownLatch checkpointed;
    private static AtomicInteger failures;

    @TempDir private Path temp;

    @BeforeEach
    void begin() {
        running = new CountDownLatch(1);
        goOn = new CountDownLatch(1);
        checkpointed = new CountDownLatch(1);
        failures = new AtomicInteger();
    }

    /** Jobs release their roots in the background. */
    @AfterEach
    void awaitReleases() throws Exception {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("release-roots-of-")) {
                thread.join();
            }
        }
    }

    @Test
    void aBatchJobHasARootInEachStoreUntilItEnds() throws Exception {
        JobClient job = start(options("BATCH"), true);
        running.await();
        assertThat(owners("a")).singleElement().asString().startsWith("job of batch");
        assertThat(owners("b")).singleElement().asString().startsWith("job of batch");

        goOn.countDown();
        job.getJobExecutionResult().get();

        awaitOwners("a", 0);
        awaitOwners("b", 0);
    }

    @Test
    void whatAJobWroteIsKeptForATimeWhenItHasEnded() throws Exception {
        Configuration options = options("BATCH");
        options.set(MultimodalOptions.STORE_OUTPUT_RETENTION, Duration.ofDays(8));
        JobClient job = start(options, true);
        running.await();
        HeldRoot during = roots("a").get(0);
        assertThat(during.endsAt()).isEmpty();
        goOn.countDown();
        job.getJobExecutionResult().get();

        for (String store : List.of("a", "b")) {
            await(() -> owners(store).stream().allMatch(owner -> owner.startsWith("output of ")));
            assertThat(roots(store))
                    .singleElement()
                    .satisfies(
                            root -> {
                                assertThat(root.owner()).startsWith("output of job of batch, run ");
                                assertThat(root.root().life()).hasValue(Duration.ofDays(8));
                                assertThat(root.root().floor()).isEqualTo(during.root().floor());
                            });
        }
    }

    @Test
    void aQueryWhoseRowsGoToTheClientWritesNothingThatIsKept() throws Exception {
        Configuration options = options("BATCH");
        options.set(MultimodalOptions.STORE_OUTPUT_RETENTION, Duration.ofDays(8));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(options);
        try (var rows = env.fromSequence(0, 1).collectAsync()) {
            JobClient job = new ClusterAwareExecutor(env).executeAsync(env.getStreamGraph());
            job.getJobExecutionResult().get();
        }
        awaitOwners("a", 0);
    }

    @Test
    void aRetentionWithoutRootsIsRefused() throws Exception {
        Configuration options = options("BATCH");
        options.set(MultimodalOptions.STORE_JOB_ROOTS, false);
        options.set(MultimodalOptions.STORE_OUTPUT_RETENTION, Duration.ofDays(8));
        assertThatThrownBy(() -> start(options, true))
                .isInstanceOf(ValidationException.class)
                .hasMessageContainingAll(
                        "of batch", "for 8 d", "'multimodal.store.job-roots' = 'true'");
        options.set(MultimodalOptions.STORE_OUTPUT_RETENTION, Duration.ofDays(200_000));
        assertThatThrownBy(() -> start(options, false))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("multimodal.store.output-retention");
        assertThat(owners("a")).isEmpty();
    }

    @Test
    void withoutTheOptionThereIsNoRoot() throws Exception {
        Configuration options = options("BATCH");
        options.set(MultimodalOptions.STORE_JOB_ROOTS, false);
        JobClient job = start(options, true);
        running.await();
        assertThat(owners("a")).isEmpty();
        goOn.countDown();
        job.getJobExecutionResult().get();
    }

    @Test
    void aJobThatIsNotRunMakesNone() throws Exception {
        pipeline(options("STREAMING"));
        assertThat(owners("a")).isEmpty();
    }

    @Test
    void aStreamingJobWithoutACheckpointLeavesNoRoot() throws Exception {
        JobClient job = start(options("STREAMING"), true);
        running.await();
        assertThat(owners("a")).hasSize(1);
        job.cancel().get();
        awaitOwners("a", 0);
    }

    @Test
    void whatASavepointNeedsIsKeptBeyondTheJobAndByEachJobThatRestoresIt() throws Exception {
        String savepoint = savepoint();
        awaitOwners("a", 1);
        HeldRoot kept = roots("a").get(0);
        assertThat(kept.owner()).startsWith("checkpoints of job of streaming");
        assertThat(kept.root().floor()).isEqualTo(1);
        beginEpoch("a", 7);

        running = new CountDownLatch(2);
        JobClient first = start(restoring(savepoint), true);
        JobClient second = start(restoring(savepoint), false);
        running.await();
        awaitOwners("a", 5);
        assertThat(roots("a"))
                .as("new roots are as low as that of the savepoint, though epoch 7 is present")
                .extracting(root -> root.root().floor())
                .containsOnly(1L);
        first.cancel().get();
        second.cancel().get();

        awaitOwners("a", 3);
        assertThat(owners("a")).allMatch(owner -> owner.startsWith("checkpoints of "));
        assertThat(roots("a")).extracting(HeldRoot::root).contains(kept.root());
        beginEpoch("a", 8);
        for (HeldRoot root : roots("a")) {
            release("a", root);
        }
        running = new CountDownLatch(1);
        JobClient fresh = start(options("STREAMING"), true);
        assertThat(roots("a"))
                .as("the control: without the savepoint's root, floors rise")
                .extracting(root -> root.root().floor())
                .containsExactly(8L);
        running.await();
        fresh.cancel().get();
        awaitOwners("a", 0);
    }

    @Test
    void aSavepointWhoseRootWasReleasedIsNotRestored() throws Exception {
        String savepoint = savepoint();
        awaitOwners("b", 1);
        HeldRoot kept = roots("b").get(0);
        release("b", kept);

        JobClient job = start(restoring(savepoint), true);

        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .isInstanceOf(ExecutionException.class)
                .hasStackTraceContaining("The root " + kept.root())
                .hasStackTraceContaining("is not held");
        assertThat(owners("a")).singleElement().asString().startsWith("checkpoints of ");
        assertThat(owners("b")).isEmpty();
    }

    @Test
    void withoutTheOptionASavepointIsRestoredAndItsRootStays() throws Exception {
        Configuration options = restoring(savepoint());
        options.set(MultimodalOptions.STORE_JOB_ROOTS, false);
        running = new CountDownLatch(1);

        JobClient job = start(options, true);
        running.await();

        awaitOwners("a", 1);
        job.cancel().get();
    }

    @Test
    void allCheckpointsOfARunShareOneRootThoughItFailsOver() throws Exception {
        Configuration options = options("STREAMING");
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        options.setString("execution.checkpointing.interval", "50 ms");
        JobClient job = start(options, true);
        running.await();
        checkpointed.await();
        running = new CountDownLatch(1);
        failures.set(1);
        running.await();
        savepointOf(job, true);
        awaitOwners("a", 1);
    }

    private String savepoint() throws Exception {
        JobClient job = start(options("STREAMING"), true);
        running.await();
        return savepointOf(job, true);
    }

    private String savepointOf(JobClient job, boolean stop) throws Exception {
        String folder = temp.resolve("savepoints").toUri().toString();
        for (int attempt = 1; ; attempt++) {
            try {
                return (stop
                                ? job.stopWithSavepoint(
                                        false, folder, SavepointFormatType.CANONICAL)
                                : job.triggerSavepoint(folder, SavepointFormatType.CANONICAL))
                        .get();
            } catch (ExecutionException e) {
                if (attempt == 100) {
                    throw e;
                }
                Thread.sleep(50); // the master has not heard yet that all tasks run
            }
        }
    }

    private Configuration options(String mode) {
        Configuration options = new Configuration();
        options.setString("execution.runtime-mode", mode);
        options.setString("multimodal.stores.a.uri", uri("a").toString());
        options.setString("multimodal.stores.b.uri", uri("b").toString());
        options.set(MultimodalOptions.STORE, "a");
        options.set(MultimodalOptions.STORE_JOB_ROOTS, true);
        options.setString("pipeline.name", "of " + mode.toLowerCase(Locale.ROOT));
        return options;
    }

    private Configuration restoring(String savepoint) {
        Configuration options = options("STREAMING");
        options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        return options;
    }

    private static JobClient start(Configuration options, boolean sql) throws Exception {
        if (sql) {
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(options);
            return new ClusterAwareExecutor(env).executeAsync(graph(env, options));
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(options);
        StreamGraph graph = graph(env, options);
        RootedJob.attach(graph);
        return env.executeAsync(graph);
    }

    private static StreamGraph graph(StreamExecutionEnvironment env, Configuration options) {
        env.setParallelism(1);
        boolean batch = options.toMap().get("execution.runtime-mode").equals("BATCH");
        env.fromSequence(0, batch ? 10 : Long.MAX_VALUE)
                .uid("numbers")
                .map(new Waiting(batch))
                .uid("waiting")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        return env.getStreamGraph();
    }

    /** The pipeline as SQL makes it, whose options are those of the session. */
    private static Pipeline pipeline(Configuration options) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        var stream = env.fromSequence(0, 1);
        Pipeline pipeline =
                new ClusterAwareExecutor(env)
                        .createPipeline(List.of(stream.getTransformation()), options, "explained");
        assertThat(((StreamGraph) pipeline).getJobConfiguration().toMap())
                .as("options of the session reach the executor")
                .containsAllEntriesOf(
                        Map.of(
                                MultimodalOptions.STORE_JOB_ROOTS.key(),
                                "true",
                                "multimodal.store",
                                "a"));
        return pipeline;
    }

    private URI uri(String store) {
        return temp.resolve(store).toUri();
    }

    private List<HeldRoot> roots(String name) throws StoreException {
        try (ObjectStore store = Stores.open(uri(name))) {
            return JobRoots.of(store).list();
        }
    }

    private List<String> owners(String store) throws StoreException {
        return roots(store).stream().map(HeldRoot::owner).toList();
    }

    private void awaitOwners(String store, int count) throws Exception {
        await(() -> owners(store).size() == count);
        assertThat(owners(store)).hasSize(count);
    }

    private static void await(Callable<Boolean> done) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!done.call() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    private void release(String name, HeldRoot root) throws StoreException {
        try (ObjectStore store = Stores.open(uri(name))) {
            JobRoots.of(store).release(root.root());
        }
    }

    private void beginEpoch(String name, long epoch) throws StoreException {
        try (ObjectStore store = Stores.open(uri(name))) {
            store.control().write("epochs/" + epoch, new byte[0]);
        }
    }

    /** Tells that it runs, and waits in batch; fails when it is asked to. */
    private static final class Waiting extends RichMapFunction<Long, Long>
            implements CheckpointListener {
        private static final long serialVersionUID = 1L;
        private final boolean batch;

        Waiting(boolean batch) {
            this.batch = batch;
        }

        @Override
        public void open(OpenContext context) {
            running.countDown();
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            checkpointed.countDown();
        }

        @Override
        public Long map(Long value) throws Exception {
            if (batch) {
                goOn.await();
            } else {
                Thread.sleep(1);
            }
            if (failures.compareAndSet(1, 0)) {
                throw new IllegalStateException("asked to fail");
            }
            return value;
        }
    }
}
