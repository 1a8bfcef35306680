// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.colour;

import io.multimodal.planner.MultimodalSql;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** A query that calls the function, as a user writes it. */
final class Query {
    private Query() {}

    /**
     * The colours of an image, of its right fifth, and of a file that ends in the middle.
     *
     * @param store the URI of a folder
     * @param configuration of Flink
     */
    static Row run(String store, Configuration configuration) throws Exception {
        TableEnvironment env =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .inBatchMode()
                                .withConfiguration(configuration)
                                .build());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
        env.getConfig().set("multimodal.stores.default.uri", store);
        byte[] whole = png();
        env.executeSql(
                "CREATE TEMPORARY VIEW images AS SELECT TO_IMAGE(whole) AS img, TO_IMAGE(cut) AS broken FROM (VALUES (CAST(x'%s' AS BYTES), CAST(x'%s' AS BYTES))) AS t (whole, cut)"
                        .formatted(hex(whole), hex(Arrays.copyOf(whole, whole.length / 2))));
        String query =
                "SELECT IMAGE_DOMINANT_COLOUR(img), IMAGE_DOMINANT_COLOUR(IMAGE_CROP(img, 80, 0, 20, 50)), TRY_IMAGE_DOMINANT_COLOUR(broken) FROM images";
        try (CloseableIterator<Row> rows = env.executeSql(query).collect()) {
            return rows.next();
        }
    }

    /** 100 x 50 pixels: the left 60 are red, the others blue. */
    private static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(230, 20, 10));
        pen.fillRect(0, 0, 60, 50);
        pen.setColor(new Color(12, 34, 200));
        pen.fillRect(60, 0, 40, 50);
        pen.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
