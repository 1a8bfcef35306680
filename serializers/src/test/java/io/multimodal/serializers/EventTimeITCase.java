// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.types.Image;
import io.multimodal.types.MultimodalTypes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

/**
 * Media in the state of SQL's operators on event time: windows, and joins in intervals and
 * versions.
 */
class EventTimeITCase {
    private static final Image A = MediaState.image(1);
    private static final Image B = MediaState.image(2);

    private StreamTableEnvironment env;

    @Test
    void isTheKeyAndTheValueOfWindows() throws Exception {
        install("rocksdb");
        assertThat(
                        rows(
                                "SELECT window_start, img, COUNT(*), LAST_VALUE(name) FROM TUMBLE(TABLE posts, DESCRIPTOR(ts), INTERVAL '1' MINUTE) GROUP BY window_start, window_end, img"))
                .containsExactlyInAnyOrder(
                        Row.of(time(0), A, 2L, "z"),
                        Row.of(time(0), B, 1L, "y"),
                        Row.of(time(60), A, 1L, "w"));
        assertThat(
                        rows(
                                "SELECT window_start, FIRST_VALUE(img), LAST_VALUE(img), COLLECT(img) FROM TUMBLE(TABLE posts, DESCRIPTOR(ts), INTERVAL '1' MINUTE) GROUP BY window_start, window_end"))
                .containsExactlyInAnyOrder(
                        Row.of(time(0), A, A, Map.of(A, 2, B, 1)),
                        Row.of(time(60), A, A, Map.of(A, 1)));
    }

    @Test
    void isRankedInWindows() throws Exception {
        install("hashmap");
        assertThat(
                        rows(
                                "SELECT window_start, img, name FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, img ORDER BY ts DESC) AS r FROM TUMBLE(TABLE posts, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) WHERE r <= 1"))
                .containsExactlyInAnyOrder(
                        Row.of(time(0), A, "z"), Row.of(time(0), B, "y"), Row.of(time(60), A, "w"));
    }

    @Test
    void isJoinedInIntervals() throws Exception {
        install("rocksdb");
        assertThat(
                        rows(
                                "SELECT p.name, q.name, q.img FROM posts AS p JOIN posts AS q ON p.img = q.img AND q.ts BETWEEN p.ts AND p.ts + INTERVAL '30' SECOND"))
                .containsExactlyInAnyOrder(
                        Row.of("x", "x", A),
                        Row.of("x", "z", A),
                        Row.of("y", "y", B),
                        Row.of("z", "z", A),
                        Row.of("w", "w", A));
    }

    @Test
    void isTheKeyOfVersions() throws Exception {
        install("hashmap");
        env.executeSql(
                "CREATE TEMPORARY VIEW latest AS SELECT img, name, ts FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY img ORDER BY ts DESC) AS r FROM posts) WHERE r = 1");
        assertThat(
                        rows(
                                "SELECT p.name, v.name, v.img FROM posts AS p JOIN latest FOR SYSTEM_TIME AS OF p.ts AS v ON p.img = v.img"))
                .containsExactlyInAnyOrder(
                        Row.of("x", "x", A),
                        Row.of("y", "y", B),
                        Row.of("z", "z", A),
                        Row.of("w", "w", A));
    }

    private void install(String backend) {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(StateBackendOptions.STATE_BACKEND, backend);
        StreamExecutionEnvironment streams =
                StreamExecutionEnvironment.getExecutionEnvironment(config);
        streams.setParallelism(1);
        env = StreamTableEnvironment.create(streams);
        env.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        MultimodalSql.install(env);
        env.createTemporaryView(
                "posts",
                streams.fromData(
                                post("x", A, 1),
                                post("y", B, 2),
                                post("z", A, 20),
                                post("w", A, 100))
                        .returns(
                                Types.ROW_NAMED(
                                        new String[] {"name", "img", "at"},
                                        Types.STRING,
                                        MediaTypeInfo.forValues(Image.class),
                                        Types.INSTANT)),
                Schema.newBuilder()
                        .column("name", DataTypes.STRING())
                        .column("img", MultimodalTypes.image())
                        .column("at", DataTypes.TIMESTAMP_LTZ(3))
                        .columnByExpression("ts", "CAST(`at` AS TIMESTAMP_LTZ(3))")
                        .watermark("ts", "ts")
                        .build());
    }

    private static Row post(String name, Image image, long second) {
        return Row.of(name, image, Instant.ofEpochSecond(second));
    }

    private static LocalDateTime time(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }

    private List<Row> rows(String query) throws Exception {
        return Changelogs.end(env.executeSql(query));
    }
}
