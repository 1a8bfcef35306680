// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.support.Clusters;
import io.multimodal.support.LocalModelFactory;
import io.multimodal.support.ServiceFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ML_EVALUATE} with models that predict what a column says. */
class EvaluatedModelsITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    private static final String ROWS =
            "(VALUES ('a', 'a', 1, 2.0E0, ARRAY[1.0E0, 0.0E0], ARRAY[3.0E0, 4.0E0], 'the cat', 'the dog'),"
                    + " ('a', 'b', 1, 4.0E0, ARRAY[1.0E0, 0.0E0], ARRAY[1.0E0, 0.0E0], 'the dog', 'the dog'),"
                    + " ('b', 'b', 2, 2.0E0, ARRAY[0.0E0, 2.0E0], ARRAY[0.0E0, 1.0E0], 'a', 'a'),"
                    + " ('b', CAST(NULL AS STRING), 3, 3.0E0, ARRAY[0.0E0], ARRAY[0.0E0], 'b', 'b'))"
                    + " AS t (class, guess, number, estimate, vector, embedding, text, answer)";

    @TempDir private Path folder;

    private ServiceFile service;

    @BeforeEach
    void findsTheProvider() throws Exception {
        service = new ServiceFile(folder, SameFactory.class);
    }

    @AfterEach
    void close() throws Exception {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void evaluatesEveryTask(boolean streaming) throws Exception {
        TableEnvironment env = env(streaming);
        String query =
                String.join(
                        " UNION ALL ",
                        evaluate("texts", "class", "guess", "classification"),
                        evaluate("texts", "class", "guess", "clustering"),
                        evaluate("numbers", "number", "estimate", "regression"),
                        evaluate("vectors", "vector", "embedding", "embedding"),
                        evaluate("texts", "text", "answer", "text_generation"),
                        "SELECT 'least', MAP['rows', MIN(`result`['rows'])] FROM ML_EVALUATE(INPUT => TABLE t, MODEL => MODEL texts, LABEL => DESCRIPTOR(class), ARGS => DESCRIPTOR(guess), TASK => 'classification')");
        Map<String, Map<String, Double>> results = results(env, query);
        assertThat(results.get("classification"))
                .containsEntry("rows", 3.0)
                .containsEntry("unpredicted", 1.0)
                .containsEntry("accuracy", 2.0 / 3)
                .containsEntry("confusion[a][b]", 1.0);
        assertThat(results.get("clustering")).containsEntry("rand", 1.0 / 3);
        assertThat(results.get("regression"))
                .containsEntry("rows", 4.0)
                .containsEntry("mae", 1.0)
                .containsEntry("mse", 2.5);
        assertThat(results.get("embedding")).containsEntry("cosine_similarity", 2.6 / 4);
        assertThat(results.get("text_generation")).containsEntry("exact_match", 0.75);
        assertThat(results.get("least")).containsEntry("rows", 3.0);
    }

    @Test
    void comparesTheFirstOutputAndTheOnlyElementOfAnArray() throws Exception {
        TableEnvironment env = env(false);
        env.executeSql(
                "CREATE MODEL scored INPUT (x DOUBLE, y INT) OUTPUT (number INT, score DOUBLE) WITH ('provider' = 'same', 'reversed' = 'true')");
        env.executeSql(
                "CREATE VIEW arrays_of_one AS SELECT number, estimate, ARRAY[estimate] AS arrays FROM t");
        String query =
                "SELECT 'scored', `result` FROM ML_EVALUATE(TABLE t, MODEL scored, DESCRIPTOR(number), DESCRIPTOR(estimate, number), 'classification', MAP['async', 'false']) UNION ALL SELECT 'array', `result` FROM ML_EVALUATE(TABLE arrays_of_one, MODEL vectors, DESCRIPTOR(number), DESCRIPTOR(arrays), 'regression')";
        Map<String, Map<String, Double>> results = results(env, query);
        assertThat(results.get("scored")).containsEntry("accuracy", 1.0);
        assertThat(results.get("array")).containsEntry("mae", 1.0);
    }

    @Test
    void runsAsACompiledPlan() throws Exception {
        assertThat(
                        env(
                                        true,
                                        "CREATE TABLE told (`result` MAP<STRING, DOUBLE>) WITH ('connector' = 'blackhole')")
                                .compilePlanSql(
                                        "INSERT INTO told SELECT `result` FROM ML_EVALUATE(TABLE t, MODEL numbers, DESCRIPTOR(number), DESCRIPTOR(estimate), 'regression')")
                                .asJsonString())
                .contains("RegressionEvaluation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MODEL texts, DESCRIPTOR(class), DESCRIPTOR(guess), 'regression' | compares numbers; the label 'class' is of the type",
                "MODEL numbers, DESCRIPTOR(class), DESCRIPTOR(estimate), 'classification' | compares classes, which are texts or values of one type",
                "MODEL texts, DESCRIPTOR(class), DESCRIPTOR(guess), 'classify' | is one of the texts 'regression', 'clustering', 'classification', 'embedding', 'text_generation', not 'classify'",
                "MODEL texts, DESCRIPTOR(class, guess), DESCRIPTOR(guess), 'classification' | takes one column as the label, not 2",
                "MODEL texts, DESCRIPTOR(class), DESCRIPTOR(guess, class), 'classification' | (2) does not match model input size (1)",
                "MODEL texts, DESCRIPTOR(classes), DESCRIPTOR(guess), 'classification' | classes",
            })
    void refuses(String arguments, String message) {
        TableEnvironment env = env(false);
        assertThatThrownBy(
                        () ->
                                env.explainSql(
                                        "SELECT * FROM ML_EVALUATE(TABLE t, %s)"
                                                .formatted(arguments)))
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining(message);
    }

    @Test
    void refusesPartitions() {
        TableEnvironment env = env(false);
        assertThatThrownBy(
                        () ->
                                env.explainSql(
                                        "SELECT * FROM ML_EVALUATE(TABLE t PARTITION BY class, MODEL texts, DESCRIPTOR(class), DESCRIPTOR(guess), 'classification')"))
                .hasStackTraceContaining("PARTITION BY");
    }

    private static String evaluate(String model, String label, String features, String task) {
        return "SELECT '%4$s' AS task, `result` FROM ML_EVALUATE(TABLE t, MODEL %1$s, DESCRIPTOR(%2$s), DESCRIPTOR(%3$s), '%4$s')"
                .formatted(model, label, features, task);
    }

    private static Map<String, Map<String, Double>> results(TableEnvironment env, String query)
            throws Exception {
        Map<String, Map<String, Double>> results = new HashMap<>();
        try (CloseableIterator<Row> rows = env.executeSql(query).collect()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                results.put((String) row.getField(0), row.<Map<String, Double>>getFieldAs(1));
            }
        }
        return results;
    }

    private static TableEnvironment env(boolean streaming, String... more) {
        EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance();
        TableEnvironment env =
                TableEnvironment.create(
                        (streaming ? settings.inStreamingMode() : settings.inBatchMode()).build());
        MultimodalSql.install(env);
        env.executeSql("CREATE VIEW t AS SELECT * FROM " + ROWS);
        env.executeSql(
                "CREATE MODEL texts INPUT (x STRING) OUTPUT (y STRING) WITH ('provider' = 'same')");
        env.executeSql(
                "CREATE MODEL numbers INPUT (x DOUBLE) OUTPUT (y DOUBLE) WITH ('provider' = 'same')");
        env.executeSql(
                "CREATE MODEL vectors INPUT (x ARRAY<DOUBLE>) OUTPUT (y ARRAY<DOUBLE>) WITH ('provider' = 'same')");
        for (String statement : more) {
            env.executeSql(statement);
        }
        return env;
    }

    /** Models that give what they take, or in the other order. */
    public static final class SameFactory extends LocalModelFactory {
        public SameFactory() {
            super("same");
        }

        @Override
        protected PredictFunction function(Map<String, String> options) {
            return new Same(options.containsKey("reversed"));
        }
    }

    /** The row itself, or a row of a number and an integer in the other order. */
    public static final class Same extends PredictFunction {
        private static final long serialVersionUID = 1L;

        private final boolean reversed;

        Same(boolean reversed) {
            this.reversed = reversed;
        }

        @Override
        public Collection<RowData> predict(RowData row) {
            return List.of(reversed ? GenericRowData.of(row.getInt(1), row.getDouble(0)) : row);
        }
    }
}
