// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.examples.command.SqlSession;
import io.multimodal.planner.SqlScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole script of the example, with the real model. */
class SemanticSearchITCase {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    private static final String[] NEAREST = {
        "how to make a cake: Preheat the oven and butter a baking tin.",
        "how to make a cake: Whisk the eggs with sugar until they are pale.",
        "pets at home: She adopted two cats from the animal shelter.",
        "pets at home: The kitten slept all afternoon on the sofa.",
        "problems on the way to work: The motorway is closed after an accident.",
        "problems on the way to work: The train to Hamburg is forty minutes late.",
        "the economy: Interest rates rose by half a percent in March.",
        "the economy: The central bank fears that inflation will last."
    };

    @TempDir Path folder;

    @Test
    void findsWhatAQuestionMeans() throws Exception {
        assertThat(found("semantic-search.sql")).containsExactlyInAnyOrder(NEAREST);
    }

    /** The second run finds all notes in the index, and adds none. */
    @Test
    void findsTheSameInAnIndex() throws Exception {
        assertThat(found("vector-search.sql")).containsExactlyInAnyOrder(NEAREST);
        assertThat(found("vector-search.sql")).containsExactlyInAnyOrder(NEAREST);
    }

    private List<String> found(String example) throws Exception {
        Configuration configuration =
                Configuration.fromMap(
                        Map.of(
                                "multimodal.stores.default.uri",
                                folder.resolve("store").toUri().toString(),
                                "parallelism.default",
                                "1"));
        TableEnvironment env =
                SqlSession.open(EnvironmentSettings.newInstance().inBatchMode(), configuration);
        SqlScript script =
                SqlScript.read(
                        HOME.resolve("examples").resolve(example),
                        Map.of(
                                "models",
                                HOME.resolve("examples/demo/target/models").toString(),
                                "index",
                                folder.resolve("index").toString()));
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> results = script.run(env).collect()) {
            results.forEachRemaining(rows::add);
        }
        return rows.stream().map(row -> row.getField(0) + ": " + row.getField(1)).toList();
    }
}
