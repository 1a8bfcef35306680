// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.types.Image;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.annotation.ArgumentHint;
import org.apache.flink.table.annotation.ArgumentTrait;
import org.apache.flink.table.annotation.StateHint;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.dataview.MapView;
import org.apache.flink.table.functions.ProcessTableFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Media in the tables, the results, the state and the keys of process table functions. */
class ProcessTableFunctionITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final Image A = MediaState.image(1);
    private static final Image B = MediaState.image(2);

    private StreamTableEnvironment env;

    /** What a partition remembers: an image, and how often each was seen. */
    public static final class Seen {
        public Image last;
    }

    /** Tells, of each image, the earlier one in its partition and how often it came. */
    public static final class Previous extends ProcessTableFunction<Previous.Result> {
        private static final long serialVersionUID = 1L;

        public static final class Result {
            public Image image;
            public Image earlier;
            public Integer times;
        }

        public void eval(
                @StateHint Seen seen,
                @StateHint MapView<Image, Integer> times,
                @ArgumentHint(ArgumentTrait.SET_SEMANTIC_TABLE) Row input)
                throws Exception {
            Result result = new Result();
            result.image = (Image) input.getField("img");
            result.earlier = seen.last;
            Integer known = times.get(result.image);
            result.times = known == null ? 1 : known + 1;
            times.put(result.image, result.times);
            seen.last = result.image;
            collect(result);
        }
    }

    /** A scalar argument beside a table of rows. */
    public static final class Same extends ProcessTableFunction<Boolean> {
        private static final long serialVersionUID = 1L;

        public void eval(@ArgumentHint(ArgumentTrait.ROW_SEMANTIC_TABLE) Row input, Image wanted) {
            collect(wanted.equals(input.getField("img")));
        }
    }

    @BeforeEach
    void install() {
        StreamExecutionEnvironment streams =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
        streams.setParallelism(1);
        env = StreamTableEnvironment.create(streams);
        MultimodalSql.install(env);
        env.createTemporarySystemFunction("NUMBERED_IMAGE", UserFunctionITCase.NumberedImage.class);
        env.createTemporarySystemFunction("PREVIOUS", Previous.class);
        env.createTemporarySystemFunction("IS_SAME", Same.class);
        env.executeSql(
                "CREATE TEMPORARY VIEW t AS SELECT name, NUMBERED_IMAGE(n) AS img FROM (VALUES ('x', 1), ('x', 2), ('y', 2), ('x', 1)) AS v(name, n)");
    }

    @Test
    void rememberMediaInState() throws Exception {
        assertThat(
                        Changelogs.end(
                                env.executeSql(
                                        "SELECT name, image, earlier, times FROM PREVIOUS(input => TABLE t PARTITION BY name, uid => 'previous')")))
                .containsExactlyInAnyOrder(
                        Row.of("x", A, null, 1),
                        Row.of("x", B, A, 1),
                        Row.of("y", B, null, 1),
                        Row.of("x", A, B, 2));
    }

    @Test
    void arePartitionedByMedia() throws Exception {
        assertThat(
                        Changelogs.end(
                                env.executeSql(
                                        "SELECT image, times FROM PREVIOUS(input => TABLE t PARTITION BY img, uid => 'previous')")))
                .containsExactlyInAnyOrder(Row.of(A, 1), Row.of(A, 2), Row.of(B, 1), Row.of(B, 2));
    }

    @Test
    void takeMediaBesideATable() throws Exception {
        assertThat(
                        Changelogs.end(
                                env.executeSql(
                                        "SELECT * FROM IS_SAME(TABLE t, NUMBERED_IMAGE(2))")))
                .containsExactlyInAnyOrder(
                        Row.of(false), Row.of(true), Row.of(true), Row.of(false));
    }
}
