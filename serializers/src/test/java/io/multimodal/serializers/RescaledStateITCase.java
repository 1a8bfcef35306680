// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Media in keyed, broadcast and operator state, through a savepoint into a job of another width.
 */
@SuppressWarnings("try") // Flink's iterator may throw InterruptedException when it is closed
class RescaledStateITCase {
    private static final long IMAGES = 8;

    /** Which images a job of this process knows. */
    private static final Set<Image> KNOWN = ConcurrentHashMap.newKeySet();

    private static CountDownLatch allKnown;

    @TempDir private Path folder;

    @BeforeEach
    void nothingIsKnown() {
        KNOWN.clear();
        allKnown = new CountDownLatch((int) IMAGES);
    }

    static void tellThatAPictureIsKnown(Image image) {
        if (KNOWN.add(image)) {
            allKnown.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource({"hashmap,1,2", "rocksdb,2,1"})
    void isTheSameInAJobOfAnotherParallelism(String backend, int before, int after)
            throws Exception {
        String savepoint = savepoint(backend, before);
        assertThat(restore(backend, after, savepoint))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, IMAGES).mapToObj(SharedMediaState::held).toList());
    }

    private String savepoint(String backend, int parallelism) throws Exception {
        StreamExecutionEnvironment env = environment(backend, parallelism, new Configuration());
        job(env, Long.MAX_VALUE, IMAGES).sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync();
        assertThat(allKnown.await(60, TimeUnit.SECONDS)).isTrue();
        return Savepoints.stop(job, folder);
    }

    private static List<String> restore(String backend, int parallelism, String savepoint)
            throws Exception {
        Configuration config = new Configuration();
        config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        config.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        List<String> found = new ArrayList<>();
        try (CloseableIterator<String> iterator =
                job(environment(backend, parallelism, config), IMAGES - 1, 0).executeAndCollect()) {
            iterator.forEachRemaining(found::add);
        }
        return found;
    }

    /** The restored job has sources of its own, and is told no rule again. */
    private static DataStream<String> job(StreamExecutionEnvironment env, long last, long rules) {
        DataStream<Image> shared =
                env.fromSequence(0, IMAGES)
                        .uid("rules-to-" + last)
                        .filter(number -> number < rules)
                        .map(MediaState::image)
                        .returns(MediaTypeInfo.forValues(Image.class));
        BroadcastStream<Image> broadcast = shared.broadcast(SharedMediaState.RULES);
        return env.fromSequence(0, last)
                .uid("images-to-" + last)
                .map(number -> MediaState.image(number % IMAGES))
                .returns(MediaTypeInfo.forValues(Image.class))
                .keyBy(image -> image, MediaTypeInfo.forValues(Image.class))
                .connect(broadcast)
                .process(new SharedMediaState())
                .uid("shared-media-state");
    }

    private static StreamExecutionEnvironment environment(
            String backend, int parallelism, Configuration config) {
        config.set(StateBackendOptions.STATE_BACKEND, backend);
        config.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(parallelism);
        env.setMaxParallelism(128);
        return env;
    }
}
