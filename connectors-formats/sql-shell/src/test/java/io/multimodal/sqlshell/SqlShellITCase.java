// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/sql}: Flink's own SQL client, the unchanged program over our planner jar. */
class SqlShellITCase {
    private static final String SCRIPT =
            """
            CREATE TEMPORARY TABLE photos (img IMAGE('RGB', 224, 224), t TENSOR('float32', 3, -1), n INT)
              WITH ('connector' = 'blackhole');
            DESCRIBE photos;
            CREATE TEMPORARY VIEW v AS
              SELECT CAST(ROW(x'0102', 'image/png', 5, 31, 41, 'RGB') AS IMAGE) AS img;
            SELECT img, ARRAY[img] AS many, CAST(NULL AS TENSOR) AS t FROM v;
            SELECT 'width is', img.width, 'height is', img.height FROM v;
            SHOW FUNCTIONS LIKE 'IMAGE_CROP';
            DESCRIBE FUNCTION EXTENDED IMAGE_HASH;
            CREATE TABLE bad (
              t TENSOR('float31', 3)) WITH ('connector' = 'blackhole');
            """;

    @TempDir Path folder;

    @Test
    void runsAScriptThatDeclaresTypesReadsAttributesAndFindsTheFunctions() throws Exception {
        String output = run(SCRIPT);
        assertThat(output).contains("width is").containsPattern("31 \\|.*height is.*41 \\|");
        assertThat(output)
                .as("values are shown, though the gateway's serializers know no structured type")
                .contains("| IMAGE(31x41, RGB, png) | [IMAGE(31x41, RGB, png)] | <NULL> |");
        assertThat(output)
                .as("DESCRIBE prints types as one writes them")
                .contains("IMAGE('RGB', 224, 224) |")
                .contains("TENSOR('float32', 3, -1) |")
                .doesNotContain("STRUCTURED");
        assertThat(output).contains("image_crop").contains("1 row in set");
        assertThat(output)
                .as("functions are described as one writes them")
                .contains("IMAGE_HASH(img IMAGE [, kind STRING])", "result type", "BIGINT");
        assertThat(output)
                .as("a mistake is named with its place")
                .contains("At line 2, column 5", "float31", "float32, float64");
    }

    @Test
    void runsTheStatementsOfThePageAboutTypes() throws Exception {
        String page = Files.readString(Path.of("../../docs/types.md"));
        Matcher blocks = Pattern.compile("(?s)```sql\n(.*?)```").matcher(page);
        String script = blocks.results().map(block -> block.group(1)).collect(joining());

        String output = run(script);

        assertThat(output).doesNotContain("[ERROR]").doesNotContain("types.Image'");
        assertThat(output)
                .containsPattern("thumb \\| +IMAGE\\('RGB', 224, 224\\) \\| +FALSE")
                .containsPattern("recording \\| +AUDIO\\(-1, 2\\) \\| +TRUE")
                .containsPattern("scans \\| +MULTISET<IMAGE\\('L'\\)> \\|")
                .containsPattern("tracks \\| +MAP<STRING, AUDIO NOT NULL> \\|")
                .contains("`a` FILE")
                .containsPattern("scores \\| +TENSOR\\('float32', -1\\) \\|")
                .containsPattern("img \\| +IMAGE\\('RGB', 224, -1\\) \\| +FALSE")
                .containsPattern("224 \\| +FALSE \\|\\R\\| +640 \\| +TRUE")
                .contains("CAST(ARRAY($1)):IMAGE('RGB', -1, 224) ARRAY")
                .containsPattern("float16 \\| +\\[3, 224, 224\\] \\| +resize\\(224x224\\)")
                .containsPattern("640 \\| +640 \\|\\R\\+-+\\+-+\\+\\R1 row in set");
    }

    private String run(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.sql"), script);
        ProcessBuilder builder =
                new ProcessBuilder(System.getProperty("shell"), "-f", file.toString())
                        .redirectErrorStream(true);
        builder.environment().put("MULTIMODAL_BUILD", "skip");
        builder.environment().put("SQL_JAVA_OPTS", "-Xmx512m -Duser.home=" + folder);
        Process shell = builder.start();
        try {
            String output =
                    new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor(120, TimeUnit.SECONDS)).as(output).isTrue();
            return output;
        } finally {
            shell.destroyForcibly();
        }
    }
}
