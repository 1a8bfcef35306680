// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.support.Clusters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.CollectionUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real broken files in SQL, by each policy. */
class FailureContractITCase {
    /** For all jobs, each of which would start one of its own. */
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.shared();

    @TempDir private Path folder;
    private TableEnvironment env;

    @BeforeEach
    void offerBrokenFiles() throws Exception {
        env = Samples.session(folder);
        byte[] png = Samples.file("image.png");
        byte[] corrupt = png.clone();
        Arrays.fill(corrupt, 4000, 4100, (byte) 7);
        env.createTemporaryView(
                "broken",
                env.fromValues(
                        DataTypes.ROW(
                                DataTypes.FIELD("name", DataTypes.STRING()),
                                DataTypes.FIELD("content", DataTypes.BYTES())),
                        Row.of("good", png),
                        Row.of("cut", Arrays.copyOf(png, 5000)),
                        Row.of("corrupt", corrupt),
                        Row.of(
                                "text",
                                "no image at all"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        Row.of("empty", new byte[0])));
    }

    @Test
    void failsTheJobAndSaysWhatIsWrongWithWhat() {
        assertThatThrownBy(() -> rows("SELECT TO_IMAGE(content) FROM broken WHERE name = 'text'"))
                .rootCause()
                .hasMessageContainingAll("text/plain", "image/png");
        assertThatThrownBy(
                        () ->
                                rows(
                                        "SELECT IMAGE_HASH(TO_IMAGE(content)) FROM broken WHERE name = 'corrupt'"))
                .hasStackTraceContaining("IMAGE_HASH failed for cas:1:");
    }

    @Test
    void triesAndGivesNull() throws Exception {
        assertThat(rows("SELECT name, TRY_IMAGE_SHARPNESS(TRY_TO_IMAGE(content)) > 0 FROM broken"))
                .containsExactlyInAnyOrder(
                        "+I[good, true]",
                        "+I[cut, null]",
                        "+I[corrupt, null]",
                        "+I[text, null]",
                        "+I[empty, null]");
    }

    @Test
    void aTriedStepMakesWhateverReadsItsResultGiveNull() throws Exception {
        assertThat(
                        rows(
                                "SELECT name, IMAGE_SHARPNESS(TRY_IMAGE_ROTATE(TO_IMAGE(content), 90)) > 0 FROM broken WHERE name IN ('good', 'corrupt')"))
                .containsExactlyInAnyOrder("+I[good, true]", "+I[corrupt, null]");
    }

    /** A tensor is made where it is read, and fails there. */
    @Test
    void triesToMakeATensorWhereItIsReadAndGivesNull() throws Exception {
        assertThat(
                        rows(
                                "SELECT name, TENSOR_MEAN(TRY_IMAGE_TO_TENSOR(img)) > 0, TENSOR_MEAN(TENSOR_CAST(TRY_IMAGE_TO_TENSOR(img), 'float64')) > 0, CONTENT(TRY_TENSOR_CAST(IMAGE_TO_TENSOR(img), 'uint8')) IS NULL, TRY_TENSOR_MEAN(IMAGE_TO_TENSOR(img)) > 0, MEDIA_ERROR(IMAGE_TO_TENSOR(img)), TENSOR_NORM(TRY_AUDIO_TO_TENSOR(snd)), IMAGE_TO_TENSOR(img) IS NULL FROM (SELECT name, TRY_TO_IMAGE(content) AS img, CAST(ROW(TRY_TO_IMAGE(content).object, 'audio/wav', CAST(NULL AS BIGINT), 8000, 1, CAST(NULL AS DOUBLE), 'wav') AS AUDIO) AS snd FROM broken WHERE name IN ('good', 'corrupt'))"))
                .containsExactlyInAnyOrder(
                        "+I[good, true, true, false, true, null, null, false]",
                        "+I[corrupt, null, null, true, null, CORRUPT, null, false]");
        assertThatThrownBy(
                        () ->
                                rows(
                                        "SELECT TENSOR_MEAN(IMAGE_TO_TENSOR(TO_IMAGE(content))) FROM broken WHERE name = 'corrupt'"))
                .hasStackTraceContaining("TENSOR_MEAN failed for drv:1:");
        env.getConfig().set("multimodal.on-error", "null");
        assertThat(
                        rows(
                                "SELECT TENSOR_MEAN(IMAGE_TO_TENSOR(TO_IMAGE(content))) FROM broken WHERE name = 'corrupt'"))
                .containsExactly("+I[null]");
    }

    @Test
    void saysWithWhichCodeAMediumFails() throws Exception {
        assertThat(rows("SELECT name, MEDIA_ERROR(TRY_TO_IMAGE(content)) FROM broken"))
                .containsExactlyInAnyOrder(
                        "+I[good, null]",
                        "+I[cut, TRUNCATED]",
                        "+I[corrupt, CORRUPT]",
                        "+I[text, null]",
                        "+I[empty, null]");
    }

    @Test
    void leavesDeadLettersThatSqlReads() throws Exception {
        env.getConfig().set("multimodal.on-error", "dead-letter");
        env.getConfig().set("pipeline.name", "a job");
        for (int replay = 0; replay < 2; replay++) {
            assertThat(
                            rows(
                                    "SELECT name, IMAGE_HASH(TO_IMAGE(content)) IS NULL FROM broken WHERE name <> 'good'"))
                    .hasSize(4)
                    .allMatch(row -> row.endsWith(", true]"));
        }

        assertThat(rows("SELECT function_name, code FROM LATERAL TABLE(MEDIA_ERRORS('a job'))"))
                .containsExactlyInAnyOrder(
                        "+I[IMAGE_HASH, TRUNCATED]",
                        "+I[IMAGE_HASH, CORRUPT]",
                        "+I[TO_IMAGE, UNSUPPORTED]",
                        "+I[TO_IMAGE, TRUNCATED]");
        assertThat(rows("SELECT * FROM LATERAL TABLE(MEDIA_ERRORS())")).hasSize(4);
        assertThat(rows("SELECT * FROM LATERAL TABLE(MEDIA_ERRORS('another'))")).isEmpty();
    }

    @Test
    void stopsWhenTheBudgetIsUsedUp() throws Exception {
        env.getConfig().set("multimodal.on-error", "null");
        env.getConfig().set("multimodal.on-error.budget", "24");
        String query =
                "SELECT IMAGE_HASH(IMAGE_CROP(tile, 0, 0, 20, 20)) IS NULL FROM (SELECT IMAGE_CROP(TO_IMAGE(content), tile_row, tile_column, 5, 5) AS tile FROM broken, LATERAL TABLE(IMAGE_TILES(TRY_TO_IMAGE(content), 20, 20)) WHERE name = 'corrupt')";
        assertThat(rows(query)).hasSize(24).containsOnly("+I[true]");

        env.getConfig().set("multimodal.on-error.budget", "23");
        assertThatThrownBy(() -> rows(query))
                .hasStackTraceContaining(
                        "more than the 23 media that 'multimodal.on-error.budget' allows");
    }

    @Test
    void failsForAWrongArgumentWhateverThePolicySaysAndBlamesNoMedium() throws Exception {
        String query = "SELECT %s(img, CHAR_LENGTH(uri) * 0 + 45) IS NULL FROM samples";
        for (String policy : List.of("fail", "null", "dead-letter")) {
            env.getConfig().set("multimodal.on-error", policy);
            assertThatThrownBy(() -> rows(query.formatted("IMAGE_ROTATE")))
                    .hasStackTraceContaining(
                            "IMAGE_ROTATE failed: Cannot call IMAGE_ROTATE: degrees is 45; it is a multiple of 90");
        }
        assertThat(rows(query.formatted("TRY_IMAGE_ROTATE"))).containsExactly("+I[true]");
    }

    @Test
    void failsForAPlaceThatIsNotConfiguredWhateverThePolicySays() throws Exception {
        env.getConfig().set("multimodal.on-error", "null");
        String query = "SELECT %s('file:///elsewhere/' || img.content_type) IS NULL FROM samples";
        assertThatThrownBy(() -> rows(query.formatted("IMAGE_FROM_URI")))
                .hasStackTraceContaining("under none of the configured prefixes")
                .hasStackTraceContaining("IMAGE_FROM_URI failed");
        assertThat(rows(query.formatted("TRY_IMAGE_FROM_URI"))).containsExactly("+I[true]");
        assertThatThrownBy(
                        () ->
                                rows(
                                        "SELECT TRY_IMAGE_FROM_URI('file:///elsewhere/a.png') FROM samples"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Cannot call TRY_IMAGE_FROM_URI")
                .hasMessageContaining("'multimodal.external.<name>.prefix'");
    }

    private List<String> rows(String sql) throws Exception {
        try (CloseableIterator<Row> rows = env.executeSql(sql).collect()) {
            List<String> texts = new ArrayList<>();
            CollectionUtil.iteratorToList(rows).forEach(row -> texts.add(row.toString()));
            return texts;
        }
    }
}
