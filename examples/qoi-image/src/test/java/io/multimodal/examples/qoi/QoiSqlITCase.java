// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.qoi;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.functions.MultimodalModule;
import io.multimodal.media.spi.PixelLayout;
import io.multimodal.media.testkit.ImageSample;
import io.multimodal.planner.MultimodalSql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QOI images in SQL: listed, probed, cast, resized, and refused where they are cut. */
class QoiSqlITCase {
    private static final ImageSample SAMPLE = QoiFormatTest.sample(PixelLayout.RGB);

    @Test
    void tableCastAndFunctionsReadQoi(@TempDir Path temp) throws Exception {
        Path folder = Files.createDirectories(temp.resolve("images"));
        Files.write(folder.resolve("whole.qoi"), SAMPLE.file());
        Files.write(
                folder.resolve("cut.qoi"), Arrays.copyOf(SAMPLE.file(), SAMPLE.file().length - 9));
        TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        env.getConfig().set("multimodal.stores.main.uri", temp.resolve("store").toUri().toString());
        MultimodalSql.install(env);
        env.loadModule("multimodal", new MultimodalModule());
        env.executeSql(
                "CREATE TABLE images (img IMAGE, name STRING METADATA) WITH ('connector' = 'media', 'path' = '%s')"
                        .formatted(folder));

        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> all =
                env.executeSql(
                                """
                                SELECT name, img.content_type, img.width, img.height, img.mode,
                                       TRY_TO_IMAGE(CONTENT(img)).content_type,
                                       IMAGE_RESIZE(img, 20, 15).width,
                                       TRY_MATERIALIZE(IMAGE_RESIZE(img, 20, 15)).content_type,
                                       MEDIA_ERROR(img)
                                FROM images ORDER BY name""")
                        .collect()) {
            all.forEachRemaining(rows::add);
        }

        String type = "image/qoi";
        assertThat(rows)
                .containsExactly(
                        Row.of("cut.qoi", type, 40, 30, "RGB", type, 20, null, "TRUNCATED"),
                        Row.of("whole.qoi", type, 40, 30, "RGB", type, 20, "image/png", null));
    }
}
