// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.Image;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Media in keyed state, through savepoints of the heap and of RocksDB, and from one to the other.
 */
@SuppressWarnings("try") // Flink's iterator may throw InterruptedException when it is closed
class StateBackendITCase {
    private static final long IMAGES = 5;

    /** What came out of the state of a job in this process. */
    private static final AtomicLong SEEN = new AtomicLong();

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void isWrittenToASavepointAndReadBackByEitherBackend(String backend) throws Exception {
        String savepoint = savepoint(backend, folder);
        for (String reader : List.of("hashmap", "rocksdb")) {
            assertThat(restore(reader, savepoint))
                    .as("from %s to %s", backend, reader)
                    .containsExactlyInAnyOrderElementsOf(held());
        }
    }

    /** {@code golden/savepoint-v1} was written by version 1 of the serializers. */
    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void isReadFromTheSavepointOfVersion1(String backend) throws Exception {
        if (Boolean.getBoolean("golden.write")) {
            Path written = Path.of(URI.create(savepoint("hashmap", folder)));
            Path golden =
                    Files.createDirectories(Path.of("src/test/resources/golden/savepoint-v1"));
            Files.write(
                    golden.resolve("_metadata"), Files.readAllBytes(written.resolve("_metadata")));
        }
        Path golden =
                Path.of(
                        Objects.requireNonNull(
                                        StateBackendITCase.class.getResource(
                                                "/golden/savepoint-v1/_metadata"))
                                .toURI());
        assertThat(restore(backend, golden.getParent().toUri().toString()))
                .containsExactlyInAnyOrderElementsOf(held());
    }

    /** Runs until the state holds every image, and stops with a savepoint. */
    private static String savepoint(String backend, Path folder) throws Exception {
        StreamExecutionEnvironment env = environment(backend, new Configuration());
        media(env, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
        SEEN.set(0);
        JobClient job = env.executeAsync();
        for (int i = 0; i < 1200 && SEEN.get() < IMAGES; i++) {
            Thread.sleep(50);
        }
        return Savepoints.stop(job, folder);
    }

    private static List<String> restore(String backend, String savepoint) throws Exception {
        Configuration config = new Configuration();
        config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        config.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        List<String> found = new ArrayList<>();
        try (CloseableIterator<String> iterator =
                media(environment(backend, config), IMAGES - 1).executeAndCollect()) {
            iterator.forEachRemaining(found::add);
        }
        return found;
    }

    private static DataStream<String> media(StreamExecutionEnvironment env, long last) {
        // Not the source's state: the sequence of the restored job would be the endless one.
        return env.fromSequence(0, last)
                .uid("source-to-" + last)
                .map(number -> MediaState.image(number % IMAGES))
                .returns(MediaTypeInfo.forValues(Image.class))
                .keyBy(image -> image, MediaTypeInfo.forValues(Image.class))
                .process(new MediaState())
                .uid("media-state")
                .map(
                        text -> {
                            SEEN.incrementAndGet();
                            return text;
                        });
    }

    private static StreamExecutionEnvironment environment(String backend, Configuration config) {
        config.set(StateBackendOptions.STATE_BACKEND, backend);
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.parse("1mb"));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(1);
        return env;
    }

    private static List<String> held() {
        return LongStream.range(0, IMAGES).mapToObj(MediaState::held).toList();
    }
}
