// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.qoi;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.functions.MultimodalModule;
import io.multimodal.media.spi.PixelChannels;
import io.multimodal.media.testkit.ImageSample;
import io.multimodal.models.testkit.OnnxModels;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.types.program.ImageSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QOI images in SQL: listed, probed, cast, resized, and refused where they are cut. */
class QoiSqlITCase {
    @TempDir private Path temp;

    private static final ImageSample SAMPLE = QoiFormatTest.sample(PixelChannels.RGB);

    @Test
    void tableCastAndFunctionsReadQoi() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("images"));
        Files.write(folder.resolve("whole.qoi"), SAMPLE.file());
        Files.write(
                folder.resolve("cut.qoi"), Arrays.copyOf(SAMPLE.file(), SAMPLE.file().length - 9));
        TableEnvironment env = environment();
        env.executeSql(
                "CREATE TABLE images (img IMAGE, name STRING METADATA) WITH ('connector' = 'media', 'path' = '%s')"
                        .formatted(folder));

        List<Row> rows =
                rows(
                        env,
                        """
                                SELECT name, img.content_type, img.width, img.height, img.mode,
                                       TRY_TO_IMAGE(CONTENT(img)).content_type,
                                       IMAGE_RESIZE(img, 20, 15).width,
                                       TRY_MATERIALIZE(IMAGE_RESIZE(img, 20, 15)).content_type,
                                       MEDIA_ERROR(img)
                                FROM images ORDER BY name""");

        String type = "image/qoi";
        assertThat(rows)
                .containsExactly(
                        Row.of("cut.qoi", type, 40, 30, "RGB", type, 20, null, "TRUNCATED"),
                        Row.of("whole.qoi", type, 40, 30, "RGB", type, 20, "image/png", null));
    }

    /** ONNX Runtime is given the same numbers for the same pixels, whatever file has them. */
    @Test
    void modelsReadQoi() throws Exception {
        TableEnvironment env = environment();
        Path model = temp.resolve("model.onnx");
        try (InputStream file = OnnxModels.class.getResourceAsStream("/onnx/logits.onnx")) {
            Files.copy(file, model);
        }
        env.executeSql(
                "CREATE MODEL colour INPUT (img IMAGE) OUTPUT (label STRING, score FLOAT) WITH ('provider' = 'onnx', 'task' = 'classification', 'labels' = 'a, b, c', 'path' = '%s')"
                        .formatted(model));
        env.executeSql(
                "CREATE TEMPORARY VIEW files AS SELECT TO_IMAGE(file) AS img FROM (VALUES (CAST(x'%s' AS BYTES)), (CAST(x'%s' AS BYTES))) AS t (file)"
                        .formatted(hex(SAMPLE.file()), hex(png(SAMPLE))));

        List<Row> rows =
                rows(
                        env,
                        "SELECT img.content_type, label, score FROM ML_PREDICT(TABLE files, MODEL colour, DESCRIPTOR(img)) ORDER BY img.content_type DESC");

        assertThat(rows).hasSize(2);
        Row qoi = rows.get(0);
        Row png = rows.get(1);
        assertThat(qoi.getField(0)).isEqualTo("image/qoi");
        assertThat(png.getField(0)).isEqualTo("image/png");
        assertThat(qoi.getField(2)).isNotNull().isEqualTo(png.getField(2));
        assertThat(qoi.getField(1)).isEqualTo(png.getField(1));
    }

    /** The pixels of an RGB sample, in a file that Java writes. */
    private static byte[] png(ImageSample sample) throws IOException {
        ImageSize size = sample.image().size();
        BufferedImage image =
                new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size.width() * size.height(); i++) {
            byte[] pixels = sample.pixels();
            int rgb =
                    (pixels[3 * i] & 0xff) << 16
                            | (pixels[3 * i + 1] & 0xff) << 8
                            | (pixels[3 * i + 2] & 0xff);
            image.setRGB(i % size.width(), i / size.width(), rgb);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private TableEnvironment environment() {
        TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        env.getConfig().set("multimodal.stores.main.uri", temp.resolve("store").toUri().toString());
        MultimodalSql.install(env);
        env.loadModule("multimodal", new MultimodalModule());
        return env;
    }

    private static List<Row> rows(TableEnvironment env, String query) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> all = env.executeSql(query).collect()) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }
}
