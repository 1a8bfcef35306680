// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static io.multimodal.functions.MultimodalFunctions.imageCrop;
import static io.multimodal.functions.MultimodalFunctions.imageResize;
import static io.multimodal.functions.MultimodalFunctions.metadata;
import static org.apache.flink.table.api.Expressions.$;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.types.MultimodalTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableApiITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    @TempDir private Path folder;

    @Test
    void callsFunctionsAsMethods() throws Exception {
        TableEnvironment env = Samples.session(folder);
        Table result =
                env.from("samples")
                        .select(
                                metadata(imageResize($("img"), 64, 32)).at("program"),
                                metadata(imageCrop($("img"), 1, 2, 30, 40)).at("program"),
                                metadata(imageResize($("img"), 50, 50, "cover")).at("program"),
                                metadata(imageResize($("img"), 64, 32, null)).at("program"));
        try (CloseableIterator<Row> rows = result.execute().collect()) {
            assertThat(rows.next())
                    .isEqualTo(
                            Row.of(
                                    "resize(64x32)",
                                    "crop(1,2,30x40)",
                                    "cover(50x50)",
                                    "resize(64x32)"));
        }
    }

    /** Their elements are objects in Flink's batch mode, and not numbers one after the other. */
    @Test
    void takeArraysThatAggregatesMake() throws Exception {
        TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        env.getConfig().set("multimodal.stores.default.uri", folder.toUri().toString());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
        String query =
                """
                SELECT TENSOR_TO_ARRAY(TENSOR_RESHAPE(TENSOR_FROM_ARRAY(elements), sizes)), `hash`, cluster
                FROM (SELECT ARRAY_AGG(CAST(n AS FLOAT)) AS elements, ARRAY_AGG(n) AS sizes
                      FROM (VALUES (CAST(1 AS BIGINT))) AS t (n))
                CROSS JOIN LATERAL TABLE(HAMMING_CLUSTERS(sizes, 1))""";
        try (CloseableIterator<Row> rows = env.executeSql(query).collect()) {
            assertThat(rows.next()).hasToString("+I[[1.0], 1, 1]");
        }
    }

    private static final AtomicInteger CALLS = new AtomicInteger();

    /** Counts how often it is worked out. */
    private static FunctionSpec counted(boolean remembered) {
        FunctionSpec.Builder counted =
                FunctionSpec.reading("COUNTED")
                        .argument("img", MultimodalTypes.image(), "the image")
                        .optionalArgument("kind", DataTypes.STRING(), "any")
                        .returns(DataTypes.INT());
        return (remembered ? counted.remembered() : counted)
                .implementation(call -> CALLS.incrementAndGet());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void worksARememberedResultOutOnceForAnImageAndNotForEachPair(boolean remembered)
            throws Exception {
        TableEnvironment env = Samples.session(folder);
        env.createTemporarySystemFunction("COUNTED", counted(remembered).toSql(false));
        CALLS.set(0);
        String pairs =
                """
                SELECT a.n, b.n FROM (SELECT img, n FROM samples CROSS JOIN (VALUES 1, 2, 3) AS v(n)) AS a
                JOIN (SELECT IMAGE_FLIP(img) AS img, n FROM samples CROSS JOIN (VALUES 1, 2, 3) AS v(n)) AS b
                ON COUNTED(a.img) + COUNTED(b.img, 'x') + COUNTED(b.img, 'y') > 0 AND a.n < b.n""";
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = env.executeSql(pairs).collect()) {
            result.forEachRemaining(rows::add);
        }
        assertThat(rows).hasSize(3);
        if (remembered) {
            assertThat(CALLS).hasValue(3);
        } else {
            assertThat(CALLS).hasValueGreaterThan(3);
        }
    }

    @Test
    void takesArgumentsByNameAndAnyKindOfImage() throws Exception {
        TableEnvironment env = Samples.session(folder);
        String sql =
                """
                SELECT METADATA(IMAGE_ROTATE(degrees => 90, img => img))['program'],
                       (IMAGE_ROTATE(CAST(img AS IMAGE('RGB', 75, 101)), 90)).width,
                       IMAGE_RESIZE(NULL, 10, 10) IS NULL,
                       IMAGE_RESIZE(img, NULL, 10) IS NULL,
                       METADATA(IMAGE_RESIZE(img, 10, CAST(10 AS SMALLINT), NULL))['program'],
                       OBJECT_URI(NULL) IS NULL
                FROM samples""";
        try (CloseableIterator<Row> rows = env.executeSql(sql).collect()) {
            assertThat(rows.next())
                    .isEqualTo(Row.of("rotate(90°)", 75, true, true, "resize(10x10)", true));
        }
    }
}
