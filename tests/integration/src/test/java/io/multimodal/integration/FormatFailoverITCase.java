// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import static io.multimodal.integration.FormatJobs.png;
import static io.multimodal.integration.FormatJobs.session;
import static io.multimodal.integration.FormatJobs.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.tensor.TensorData;
import io.multimodal.support.Clusters;
import io.multimodal.support.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of each format are copied by jobs that fail in the middle of reading and writing: every row
 * is there once, with its bytes.
 */
@Timeout(120)
class FormatFailoverITCase {
    @RegisterExtension static final MiniClusterExtension CLUSTER = Clusters.withSlots(4);

    private static final int ROWS = 48;

    /** Files of tensors, which have no images. */
    static final List<String> TENSORS = List.of("safetensors", "npz");

    private static final List<String> WRAPPED = List.of("json", "csv", "avro", "parquet", "orc");

    /** Of tables that are copied: formats of ours, and those that {@code multimodal} wraps. */
    static final List<String> FORMATS =
            Stream.of(List.of("webdataset", "mds", "tfrecord"), TENSORS, WRAPPED)
                    .flatMap(List::stream)
                    .toList();

    /** Shows a row before it is committed. */
    private static final String EARLY = EarlyFormat.Factory.IDENTIFIER;

    @TempDir private static Path folder;
    private static final Map<String, String> IMAGE_DIGESTS = new HashMap<>();
    private static final Map<String, String> TENSOR_DIGESTS = new HashMap<>();

    @BeforeAll
    static void writeWhatIsCopied() throws Exception {
        TableEnvironment env = session("batch", folder.resolve("store"));
        List<String> images = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            byte[] image = png(4, 4, i);
            images.add("(%d, X'%s')".formatted(i, HexFormat.of().formatHex(image)));
            IMAGE_DIGESTS.put(key(i), sha256(image));
            TENSOR_DIGESTS.put(key(i), sha256(TensorData.of(new float[] {i}, 1).object()));
        }
        env.executeSql(
                "CREATE TEMPORARY VIEW media AS SELECT 'k' || CAST(100 + i AS STRING) AS `__key__`, TO_IMAGE(png) AS image, TENSOR_FROM_ARRAY(ARRAY[CAST(i AS FLOAT)]) AS tensor FROM (VALUES %s) AS v (i, png)"
                        .formatted(String.join(", ", images)));
        StatementSet inserts = env.createStatementSet();
        for (String format : FORMATS) {
            create(env, "given", format);
            inserts.addInsertSql(
                    "INSERT INTO given_%s SELECT `__key__`, %s FROM media"
                            .formatted(format, TENSORS.contains(format) ? "tensor" : "image"));
        }
        inserts.execute().await();
    }

    @Test
    void goesOnInTheMiddleOfAFileAndCommitsEachRowOnceWhereItStreams() throws Exception {
        Map<String, String> wentOn = copy("streaming");

        assertThat(wentOn.keySet()).containsAll(FORMATS);
        assertThat(wentOn.values())
                .as("the first key after the failure, of files that begin with another one")
                .allSatisfy(key -> assertThat(key).isGreaterThan(key(StepOver.FIRST_ROWS / 2)));
    }

    @Test
    void showsEachRowOnceWhereABatchJobBeginsAgain() throws Exception {
        Map<String, String> wentOn = copy("batch");

        assertThat(wentOn.keySet()).containsAll(FORMATS);
    }

    /**
     * Copies all tables in one job, each by a pipeline that fails once.
     *
     * @return the key with which each format went on
     */
    private static Map<String, String> copy(String mode) throws Exception {
        List<String> formats = new ArrayList<>(FORMATS);
        formats.add(EARLY);
        Path checkpoints = folder.resolve("checkpoints");
        StepOver.begin(mode.equals("streaming") ? checkpoints : null, formats);
        EarlyFormat.show(folder.resolve(mode + "_" + EARLY));
        TableEnvironment env = session(mode, folder.resolve("store"));
        env.getConfig().set("restart-strategy.type", "fixed-delay");
        env.getConfig().set("restart-strategy.fixed-delay.attempts", "50");
        env.getConfig().set("restart-strategy.fixed-delay.delay", "0 ms");
        env.getConfig().set("execution.checkpointing.interval", "50 ms");
        env.getConfig().set("execution.checkpointing.dir", checkpoints.toUri().toString());
        env.createTemporarySystemFunction("STEP_OVER", StepOver.class);
        StatementSet copies = env.createStatementSet();
        for (String format : formats) {
            String given = format.equals(EARLY) ? "tfrecord" : format;
            create(env, "given", given);
            create(env, mode, format);
            copies.addInsertSql(
                    "INSERT INTO %s_%s SELECT STEP_OVER('%s', `__key__`), media FROM given_%s"
                            .formatted(mode, format, format, given));
        }
        copies.execute().await();

        assertCopied(mode, formats);
        return StepOver.wentOn();
    }

    private static void assertCopied(String mode, List<String> formats) throws Exception {
        TableEnvironment env = session("batch", folder.resolve("store"));
        formats.forEach(format -> create(env, mode, format));
        String query =
                formats.stream()
                        .map(
                                format ->
                                        "SELECT '%s', `__key__`, CHECKSUM(media) FROM %s_%s"
                                                .formatted(format, mode, format))
                        .collect(Collectors.joining(" UNION ALL "));
        Map<String, List<Row>> copied =
                Rows.first(env, query, Integer.MAX_VALUE).stream()
                        .collect(Collectors.groupingBy(row -> row.getFieldAs(0)));
        for (String format : FORMATS) {
            assertThat(copied.get(format))
                    .as(format)
                    .containsExactlyInAnyOrderElementsOf(expected(format));
        }
        assertThat(copied.get(EARLY))
                .as("a writer that does not wait for the commit shows rows twice")
                .hasSizeGreaterThan(ROWS);
        assertThat(new HashSet<>(copied.get(EARLY)))
                .as("and loses none")
                .containsExactlyInAnyOrderElementsOf(expected(EARLY));
    }

    private static List<Row> expected(String format) {
        return (TENSORS.contains(format) ? TENSOR_DIGESTS : IMAGE_DIGESTS)
                .entrySet().stream()
                        .map(digest -> Row.of(format, digest.getKey(), digest.getValue()))
                        .toList();
    }

    private static String key(int row) {
        return "k" + (100 + row);
    }

    private static void create(TableEnvironment env, String prefix, String format) {
        env.executeSql(
                "CREATE TABLE IF NOT EXISTS %s_%s (`__key__` STRING, media %s) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = '%s')"
                        .formatted(
                                prefix,
                                format,
                                TENSORS.contains(format) ? "TENSOR" : "IMAGE",
                                folder.resolve(prefix + "_" + format).toUri(),
                                WRAPPED.contains(format)
                                        ? "multimodal', 'multimodal.format' = '%s', 'multimodal.reference' = '%s"
                                                .formatted(
                                                        format,
                                                        format.equals("csv") ? "text" : "struct")
                                        : format));
    }
}
