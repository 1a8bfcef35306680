// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.embedding;

import io.multimodal.models.testkit.OnnxModels;
import io.multimodal.planner.MultimodalSql;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Queries with the task and the provider, as a user writes them. */
final class Query {
    private Query() {}

    /** An ONNX model that averages each channel and multiplies the means by a matrix. */
    static Path model(Path folder) throws IOException {
        Path file = folder.resolve("model.onnx");
        try (InputStream model = OnnxModels.class.getResourceAsStream("/onnx/logits.onnx")) {
            Files.copy(model, file);
        }
        return file;
    }

    /**
     * The embedding and the mean colour of an image of one colour.
     *
     * @param folder for a store and the model; empty
     * @param configuration of Flink
     */
    static Row run(Path folder, Configuration configuration) throws Exception {
        TableEnvironment env =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .inStreamingMode()
                                .withConfiguration(configuration)
                                .build());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
        env.getConfig()
                .set("multimodal.stores.default.uri", folder.resolve("store").toUri().toString());
        env.executeSql(
                "CREATE MODEL embedding INPUT (img IMAGE) OUTPUT (v ARRAY<FLOAT>) WITH ('provider' = 'onnx', 'task' = 'image-embedding', 'path' = '%s')"
                        .formatted(model(folder)));
        env.executeSql(
                "CREATE MODEL colour INPUT (img IMAGE) OUTPUT (v ARRAY<FLOAT>) WITH ('provider' = 'mean-colour', 'task' = 'tensor', 'mean-colour.scale' = '255', 'input.mean' = '0, 0, 0', 'input.std' = '1, 1, 1')");
        env.executeSql(
                "CREATE TEMPORARY VIEW images AS SELECT TO_IMAGE(x'%s') AS img"
                        .formatted(HexFormat.of().formatHex(png(new Color(230, 20, 10)))));
        env.executeSql(
                "CREATE TEMPORARY VIEW embeddings AS SELECT img, v AS embedding FROM ML_PREDICT(TABLE images, MODEL embedding, DESCRIPTOR(img))");
        String query =
                "SELECT embedding, v FROM ML_PREDICT(TABLE embeddings, MODEL colour, DESCRIPTOR(img))";
        try (CloseableIterator<Row> rows = env.executeSql(query).collect()) {
            return rows.next();
        }
    }

    private static byte[] png(Color colour) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(colour);
        pen.fillRect(0, 0, 16, 16);
        pen.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }
}
