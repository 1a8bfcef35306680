// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.media.tensor.TensorData;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.types.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;

/** The row that the examples of the documentation are over, and the session that they run in. */
public final class Samples {
    private Samples() {}

    /**
     * A session with the module, a store in a folder and the table {@code samples}.
     *
     * @param folder an empty one
     */
    public static TableEnvironment session(Path folder) throws IOException {
        TableEnvironment env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        env.loadModule(MultimodalModule.NAME, new MultimodalModule());
        env.getConfig()
                .set("multimodal.stores.test.uri", folder.resolve("store").toUri().toString());
        env.getConfig().set("multimodal.external.test.prefix", folder.toUri().toString());
        env.getConfig().set("parallelism.default", "1");
        MultimodalSql.install(env);
        TensorData numbers = TensorData.zeros(DType.INT16, 2, 3);
        for (int i = 0; i < numbers.size(); i++) {
            numbers.set(i, i + 1);
        }
        env.createTemporaryView(
                "files",
                env.fromValues(
                        DataTypes.ROW(
                                DataTypes.FIELD("png", DataTypes.BYTES()),
                                DataTypes.FIELD("uri", DataTypes.STRING()),
                                DataTypes.FIELD("flac", DataTypes.BYTES()),
                                DataTypes.FIELD("flac_uri", DataTypes.STRING()),
                                DataTypes.FIELD("mp4", DataTypes.BYTES()),
                                DataTypes.FIELD("mp4_uri", DataTypes.STRING()),
                                DataTypes.FIELD("npy", DataTypes.BYTES()),
                                DataTypes.FIELD("npy_uri", DataTypes.STRING()),
                                DataTypes.FIELD("pdf", DataTypes.BYTES())),
                        Row.of(
                                file("image.png"),
                                written(folder.resolve("image.png"), file("image.png")),
                                file("tones.flac"),
                                written(folder.resolve("tones.flac"), file("tones.flac")),
                                file("video.mp4"),
                                written(folder.resolve("video.mp4"), file("video.mp4")),
                                numbers.object(),
                                written(folder.resolve("numbers.npy"), numbers.object()),
                                file("document.pdf"))));
        env.executeSql(
                "CREATE TEMPORARY VIEW samples AS SELECT *, TO_IMAGE(png) AS img, TO_AUDIO(flac) AS snd, TO_VIDEO(mp4) AS vid, TO_TENSOR(npy) AS numbers, FILE_FROM_URI(uri) AS outside FROM files");
        return env;
    }

    private static String written(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        return file.toUri().toString();
    }

    /** A file of {@code src/test/resources/samples}. */
    public static byte[] file(String name) throws IOException {
        try (InputStream in = Samples.class.getResourceAsStream("/samples/" + name)) {
            return in.readAllBytes();
        }
    }
}
