// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.types.Image;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A SQL job with media in its state is stopped and goes on where it was, wider or narrower. */
class SqlSavepointITCase {
    private static final long IMAGES = 5;

    /** What a job of this process told of each image. */
    private static final Map<Image, Told> TOLD = new ConcurrentHashMap<>();

    private static CountDownLatch enough;

    private record Told(Row first, Row last, int times) {
        Told and(Row row) {
            return new Told(first, row, times + 1);
        }
    }

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"hashmap,1,2", "rocksdb,2,1"})
    void goesOnWhereItWas(String backend, int before, int after) throws Exception {
        JobClient first = start(backend, before, new Configuration());
        String savepoint = Savepoints.stop(first, folder);
        Map<Image, Told> earlier = Map.copyOf(TOLD);

        Configuration restore = new Configuration();
        restore.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        start(backend, after, restore).cancel().get(60, TimeUnit.SECONDS);

        for (long n = 0; n < IMAGES; n++) {
            Image image = MediaState.image(n);
            Row last = earlier.get(image).last();
            Row next = TOLD.get(image).first();
            assertThat(next.getField("c"))
                    .as("the count of %s after %s", image, last)
                    .isEqualTo((Long) last.getField("c") + 1);
            assertThat(next.getField("latest")).hasToString(image.toString());
            assertThat(next.getField("kept")).isEqualTo(last.getField("kept"));
        }
    }

    /** Starts a job, and returns when it has told of each image a few times. */
    private static JobClient start(String backend, int parallelism, Configuration config)
            throws Exception {
        TOLD.clear();
        enough = new CountDownLatch((int) IMAGES);
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(StateBackendOptions.STATE_BACKEND, backend);
        StreamExecutionEnvironment streams =
                StreamExecutionEnvironment.getExecutionEnvironment(config);
        streams.setParallelism(parallelism);
        streams.setMaxParallelism(128);
        // Without chains, and the numbers in them, operators are known by their place alone.
        streams.disableOperatorChaining();
        StreamTableEnvironment env = StreamTableEnvironment.create(streams);
        MultimodalSql.install(env);
        env.createTemporarySystemFunction("NUMBERED_IMAGE", SqlStateITCase.NumberedImage.class);
        env.createTemporaryView(
                "numbers",
                streams.fromSequence(0, Long.MAX_VALUE).setParallelism(1).uid("numbers"));
        Table counted =
                env.sqlQuery(
                        """
                        SELECT img, COUNT(*) AS c, LAST_VALUE(img) AS latest, FIRST_VALUE(other) AS kept
                        FROM (SELECT NUMBERED_IMAGE(MOD(f0, 5)) AS img, NUMBERED_IMAGE(f0) AS other FROM numbers)
                        GROUP BY img""");
        env.toChangelogStream(counted)
                .filter(row -> row.getKind() != RowKind.UPDATE_BEFORE)
                .map(SqlSavepointITCase::tell)
                .returns(Long.class)
                .sinkTo(new DiscardingSink<>());
        JobClient job = streams.executeAsync();
        assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
        return job;
    }

    private static Long tell(Row row) {
        Told told =
                TOLD.compute(
                        (Image) row.getField("img"),
                        (image, before) ->
                                before == null ? new Told(row, row, 1) : before.and(row));
        if (told.times() == 3) {
            enough.countDown();
        }
        return (Long) row.getField("c");
    }
}
