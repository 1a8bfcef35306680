// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.source.enumerator.Monitoring;
import io.multimodal.connectors.media.source.listing.FileFilter;
import io.multimodal.connectors.media.source.listing.FolderListing;
import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.connectors.media.source.listing.MediaPath;
import io.multimodal.connectors.media.source.listing.NameRule;
import io.multimodal.connectors.media.source.reader.FileRows;
import io.multimodal.store.StoreConfig;
import io.multimodal.support.Clusters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FolderSourceITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(4);

    private static final int FILES = 400;
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration SETTLE_TIME = Duration.ofMillis(50);

    /** Which the functions of jobs, who run in this process, share with the tests. */
    private static CountDownLatch gate;

    private static CountDownLatch atTheGate;
    private static final Queue<String> EMITTED = new ConcurrentLinkedQueue<>();
    private static AtomicBoolean failedOnce;

    @TempDir private Path temp;
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        gate = new CountDownLatch(1);
        atTheGate = new CountDownLatch(1);
        EMITTED.clear();
        failedOnce = new AtomicBoolean();
        folder = Files.createDirectory(temp.resolve("folder"));
        for (String name : names(0, FILES)) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    @Test
    void emitsTheFilesInTheirOrder() throws Exception {
        DataStream<String> names = names(environment(1), Optional.empty());

        assertThat(names.executeAndCollect(FILES + 1)).isEqualTo(names(0, FILES));
    }

    @Test
    void emitsEachFileOnceThoughTheJobFailsOnTheWay() throws Exception {
        Configuration options = new Configuration();
        options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        StreamExecutionEnvironment env = environment(options, 2).enableCheckpointing(20);
        DataStream<String> names =
                names(env, Optional.empty())
                        .map(
                                name -> {
                                    Thread.sleep(1);
                                    if (name.endsWith("300") && !failedOnce.getAndSet(true)) {
                                        throw new IOException("once");
                                    }
                                    return name;
                                });

        assertThat(names.executeAndCollect(2 * FILES))
                .containsExactlyInAnyOrderElementsOf(names(0, FILES));
        assertThat(failedOnce).isTrue();
    }

    @Test
    void goesOnWithAnotherParallelismFromASavepoint() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        names(env, Optional.of(OFTEN))
                .map(
                        name -> {
                            EMITTED.add(name);
                            if (name.endsWith("200")) {
                                atTheGate.countDown();
                            }
                            // The savepoint comes before the last row.
                            Thread.sleep(atTheGate.getCount() == 0 ? 20 : 1);
                            return name;
                        })
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync();
        atTheGate.await();
        String savepoint =
                job.stopWithSavepoint(
                                false,
                                temp.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get();
        List<String> emitted = new ArrayList<>(EMITTED);
        assertThat(emitted).hasSizeBetween(1, FILES - 1);

        for (String name : names(FILES, FILES + 50)) {
            Files.writeString(folder.resolve(name), name);
        }
        Configuration options = new Configuration();
        options.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        try (CloseableIterator<String> rest =
                names(environment(options, 3), Optional.of(OFTEN))
                        .map(name -> name)
                        .executeAndCollect()) {
            while (emitted.size() < FILES + 50) {
                emitted.add(rest.next());
            }
        }

        assertThat(emitted).containsExactlyInAnyOrderElementsOf(names(0, FILES + 50));
    }

    /** Flink would report the loss of a split that was on its way to the task that failed. */
    @RepeatedTest(5)
    void saysWhatMadeTheJobFail() {
        DataStream<String> names =
                names(environment(2), Optional.empty())
                        .map(
                                name -> {
                                    throw new IOException("of " + name);
                                });

        assertThatThrownBy(() -> names.executeAndCollect(1))
                .rootCause()
                .hasMessageStartingWith("of file-");
    }

    @Test
    void readsAFileWhileAnotherOneIsWaitedFor() throws Exception {
        Path large = Files.createDirectory(temp.resolve("large"));
        for (String name : names(0, 8)) {
            Files.write(large.resolve(name), new byte[1 << 20]);
        }
        FileRows.Opener<String> inPairs = metrics -> new InPairs();

        assertThat(stream(environment(1), large, Optional.empty(), inPairs).executeAndCollect(9))
                .isEqualTo(names(0, 8));
    }

    @Test
    void aReaderThatIsCancelledInterruptsWhatItReads() throws Exception {
        StreamExecutionEnvironment env = environment(1);
        stream(env, folder, Optional.empty(), metrics -> new ForEver()).print();
        JobClient job = env.executeAsync();
        atTheGate.await();

        job.cancel().get();

        assertThat(gate.await(60, TimeUnit.SECONDS)).as("closed").isTrue();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj("file-%04d"::formatted).toList();
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        return environment(new Configuration(), parallelism);
    }

    private static StreamExecutionEnvironment environment(Configuration options, int parallelism) {
        return StreamExecutionEnvironment.getExecutionEnvironment(options)
                .setParallelism(parallelism);
    }

    private DataStream<String> names(
            StreamExecutionEnvironment env, Optional<Duration> monitorInterval) {
        return stream(env, folder, monitorInterval, metrics -> new Names());
    }

    private static DataStream<String> stream(
            StreamExecutionEnvironment env,
            Path folder,
            Optional<Duration> monitorInterval,
            FileRows.Opener<String> rows) {
        return env.fromSource(
                        new FolderSource<>(
                                new FolderListing(
                                        new MediaPath(folder.toString()),
                                        NameRule.given("*"),
                                        LinkRule.WITHIN_FOLDER,
                                        FileFilter.ALL,
                                        List.of(),
                                        false),
                                monitorInterval.map(often -> new Monitoring(often, SETTLE_TIME)),
                                StoreConfig.of("memory:folder-source"),
                                Long.MAX_VALUE,
                                rows,
                                Types.STRING),
                        WatermarkStrategy.noWatermarks(),
                        "files")
                .uid("files");
    }

    private static class Names implements FileRows<String> {
        @Override
        public String of(ListedFile file) throws IOException {
            return file.name();
        }

        @Override
        public void close() {}
    }

    /** The first two files are read when both are. */
    private static final class InPairs extends Names {
        private final CyclicBarrier pair = new CyclicBarrier(2);

        @Override
        public String of(ListedFile file) throws IOException {
            try {
                if (file.name().equals("file-0000") || file.name().equals("file-0001")) {
                    pair.await();
                }
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IOException(e);
            }
            return file.name();
        }
    }

    /** No file ends before it is interrupted. */
    private static final class ForEver extends Names {
        @Override
        public String of(ListedFile file) throws IOException {
            atTheGate.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return file.name();
        }

        @Override
        public void close() {
            gate.countDown();
        }
    }
}
