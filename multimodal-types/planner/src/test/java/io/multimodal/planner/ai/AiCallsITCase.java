// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.LocalModelFactory;
import io.multimodal.support.Rows;
import io.multimodal.support.ServiceFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions over models, with models that are counted. */
class AiCallsITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final AtomicInteger PREDICTED = new AtomicInteger();

    @TempDir private Path folder;

    private ServiceFile service;

    @BeforeEach
    void findsTheProvider() throws Exception {
        service = new ServiceFile(folder, MarkingFactory.class);
        PREDICTED.set(0);
    }

    @AfterEach
    void close() throws Exception {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void predictsInExpressionsConditionsAndWithinEachOther(boolean streaming) throws Exception {
        assertThat(
                        Rows.of(
                                env(streaming),
                                "SELECT id, UPPER(AI_COMPLETE(MODEL => MODEL marked, PROMPT => txt)), AI_CLASSIFY(MODEL other, AI_COMPLETE(MODEL marked, txt)), AI_COMPLETE(MODEL other, txt || '!') FROM t WHERE AI_COMPLETE(MODEL marked, txt) <> 'marked b' AND id < 4"))
                .containsExactlyInAnyOrder(
                        Row.of(1, "MARKED A", "other marked a", "other a!"),
                        Row.of(3, "MARKED C", "other marked c", "other c!"));
        // Of 'marked' one for each of 3 rows; of 'other' two for each of the 2 that pass.
        assertThat(PREDICTED).hasValue(3 + 4);
    }

    @Test
    void predictsInViewsGroupsOrdersAndQueries() throws Exception {
        TableEnvironment env = env(false);
        env.executeSql(
                "CREATE VIEW v AS SELECT id, AI_COMPLETE(MODEL marked, PROMPT => txt) AS answer FROM t");
        assertThat(Rows.of(env, "SELECT answer FROM v WHERE id = 2"))
                .containsExactly(Row.of("marked b"));
        assertThat(
                        Rows.of(
                                env,
                                "SELECT AI_COMPLETE(MODEL marked, CAST(id / 3 AS STRING)) AS k, COUNT(*), MAX(AI_COMPLETE(MODEL marked, txt)) FROM t GROUP BY AI_COMPLETE(MODEL marked, CAST(id / 3 AS STRING)) ORDER BY k"))
                .containsExactly(
                        Row.of("marked 0", 2L, "marked b"), Row.of("marked 1", 2L, "marked c"));
        assertThat(
                        Rows.of(
                                env,
                                "SELECT id FROM t WHERE id IN (SELECT id FROM t WHERE AI_CLASSIFY(MODEL marked, txt) = 'marked c')"))
                .containsExactly(Row.of(3));
    }

    @Test
    void castsArgumentsAndTakesConstantsAndSeveralInputs() throws Exception {
        TableEnvironment env = env(false);
        env.executeSql(
                "CREATE MODEL adding INPUT (x STRING, y BIGINT) OUTPUT (z STRING) WITH ('provider' = 'marking', 'mark' = 'adding')");
        assertThat(
                        Rows.of(
                                env,
                                "SELECT AI_COMPLETE(MODEL adding, INPUT => id, PROMPT => 'number') FROM t WHERE id = 2"))
                .containsExactly(Row.of("adding number 2"));
        assertThat(Rows.of(env, "SELECT AI_COMPLETE(MODEL marked, 'a')"))
                .containsExactly(Row.of("marked a"));
    }

    @Test
    void plansAsMlPredict() {
        TableEnvironment env = env(true);
        env.executeSql(
                "CREATE TABLE told (id INT, answer STRING) WITH ('connector' = 'blackhole')");
        assertThat(
                        env.compilePlanSql(
                                        "INSERT INTO told SELECT id, AI_COMPLETE(MODEL marked, txt) FROM t")
                                .asJsonString())
                .contains("ml-predict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AI_COMPLETE(MODEL nowhere, txt) | nowhere",
                "AI_COMPLETE(txt, txt) | AI_COMPLETE takes a model as its first argument, not",
                "AI_COMPLETE(MODEL marked, txt, txt) | AI_COMPLETE gives the model default_catalog.default_database.marked PROMPT, INPUT, but it takes (x STRING)",
                "AI_EMBED(MODEL marked, txt) | AI_EMBED takes a model whose first output is an embedding: TENSOR, VECTOR or an ARRAY of numbers, but the model default_catalog.default_database.marked gives (y STRING)",
                "AI_COMPLETE(MODEL marked, ARRAY[1]) | an argument PROMPT of the type ARRAY<INT NOT NULL> NOT NULL, but its input x is of the type STRING",
            })
    void refuses(String call, String message) {
        TableEnvironment env = env(false);
        assertThatThrownBy(() -> env.explainSql("SELECT " + call + " FROM t"))
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining(message);
    }

    @Test
    void refusesPlacesWithoutColumnsOfTheirOwn() {
        TableEnvironment env = env(false);
        for (String query :
                List.of(
                        "SELECT a.id FROM t AS a JOIN t AS b ON AI_COMPLETE(MODEL marked, a.txt || b.txt) = 'x'",
                        "SELECT (SELECT MAX(AI_COMPLETE(MODEL marked, a.txt)) FROM t AS b) FROM t AS a")) {
            assertThatThrownBy(() -> env.explainSql(query))
                    .as(query)
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("ML_PREDICT(TABLE …, MODEL");
        }
    }

    private static TableEnvironment env(boolean streaming) {
        EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance();
        TableEnvironment env =
                TableEnvironment.create(
                        (streaming ? settings.inStreamingMode() : settings.inBatchMode()).build());
        MultimodalSql.install(env);
        env.executeSql(
                "CREATE VIEW t AS SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, CAST(NULL AS STRING))) AS t (id, txt)");
        for (String model : List.of("marked", "other")) {
            env.executeSql(
                    "CREATE MODEL %1$s INPUT (x STRING) OUTPUT (y STRING) WITH ('provider' = 'marking', 'mark' = '%1$s')"
                            .formatted(model));
        }
        return env;
    }

    /** Models that put a mark before a text, and numbers behind it. */
    public static final class MarkingFactory extends LocalModelFactory {
        public MarkingFactory() {
            super("marking");
        }

        @Override
        protected PredictFunction function(Map<String, String> options) {
            return new Marking(options.get("mark"));
        }
    }

    /** Counts what it predicts. */
    public static final class Marking extends PredictFunction {
        private static final long serialVersionUID = 1L;

        private final String mark;

        Marking(String mark) {
            this.mark = mark;
        }

        @Override
        public Collection<RowData> predict(RowData row) {
            PREDICTED.incrementAndGet();
            String number = row.getArity() > 1 ? " " + row.getLong(1) : "";
            return List.of(
                    GenericRowData.of(
                            row.isNullAt(0)
                                    ? null
                                    : StringData.fromString(
                                            mark + " " + row.getString(0) + number)));
        }
    }
}
