// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** A table environment with a store in a folder, images in it, and models over them. */
final class ModelJob {
    private final TableEnvironment env;
    private final StoreConfig stores;
    private final List<String> rows = new ArrayList<>();

    ModelJob(Path store, boolean streaming) {
        EnvironmentSettings.Builder settings = EnvironmentSettings.newInstance();
        env =
                TableEnvironment.create(
                        (streaming ? settings.inStreamingMode() : settings.inBatchMode()).build());
        MultimodalSql.install(env);
        env.createTemporarySystemFunction("IMAGE_OF", ImageOf.class);
        stores = StoreConfig.of(store.toUri().toString());
        set("multimodal.stores.default.uri", store.toUri().toString());
        set("parallelism.default", "2");
    }

    void set(String option, String value) {
        env.getConfig().set(option, value);
    }

    StoreConfig stores() {
        return stores;
    }

    /** Adds a row with an image. */
    void add(String name, BufferedImage image) throws Exception {
        add(name, png(image));
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    void add(String name, byte[] file) throws Exception {
        add(name, put(file));
    }

    ObjectRef put(byte[] file) throws Exception {
        try (StoreRuntime open = StoreRuntime.acquire(stores)) {
            return open.main().put(Payload.of(file)).toCompletableFuture().get();
        }
    }

    void add(String name, ObjectRef reference) {
        rows.add("('" + name + "', x'" + HexFormat.of().formatHex(reference.toBytes()) + "')");
    }

    void addNull(String name) {
        rows.add("('" + name + "', CAST(NULL AS BYTES))");
    }

    void execute(String statement) {
        env.executeSql(statement);
    }

    void createModel(String name, String task, Path file, String output, String... moreOptions) {
        StringBuilder options = new StringBuilder();
        for (int i = 0; i < moreOptions.length; i += 2) {
            options.append(", '%s' = '%s'".formatted(moreOptions[i], moreOptions[i + 1]));
        }
        env.executeSql(
                "CREATE MODEL %s INPUT (img IMAGE) OUTPUT (%s) WITH ('provider' = 'onnx', 'task' = '%s', 'path' = '%s'%s)"
                        .formatted(name, output, task, file, options));
    }

    /** Rows of the image's name and the model's output, by name. */
    Map<String, Row> predict(String model, boolean async) throws IOException {
        return rows(sql(model, async)).stream()
                .collect(Collectors.toMap(row -> (String) row.getField(0), row -> row));
    }

    /** Submits the job, and does not wait for its rows. */
    TableResult start(String model) {
        return env.executeSql(sql(model, true));
    }

    String explain(String model) {
        return env.explainSql(sql(model, true));
    }

    private String sql(String model, boolean async) {
        env.executeSql("DROP VIEW IF EXISTS images");
        env.executeSql(
                "CREATE VIEW images AS SELECT name, IMAGE_OF(ref_bytes) AS img FROM (VALUES "
                        + String.join(", ", rows)
                        + ") AS t (name, ref_bytes)");
        return "SELECT * FROM ML_PREDICT(TABLE images, MODEL %s, DESCRIPTOR(img), MAP['async', '%s'])"
                .formatted(model, async);
    }

    private List<Row> rows(String sql) throws IOException {
        List<Row> rowsOut = new ArrayList<>();
        try (CloseableIterator<Row> results = env.executeSql(sql).collect()) {
            results.forEachRemaining(rowsOut::add);
        } catch (Exception e) {
            throw e instanceof IOException io ? io : new IOException(e);
        }
        return rowsOut;
    }
}
