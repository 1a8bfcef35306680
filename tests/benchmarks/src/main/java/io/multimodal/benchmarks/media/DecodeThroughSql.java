// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.benchmarks.models.LineAt;
import io.multimodal.benchmarks.timing.ProcessorTime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.image.ImageReader;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Image;
import io.multimodal.types.config.Limits;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Question: what is left through Flink SQL, two subtasks in one process, of twice the loop over one
 * core that makes JPEGs of 1440 x 1080 to normalised tensors of 3 x 224 x 224? Rates are from the
 * first row to the last, without planning and start; of processor time, without Java's compilers.
 * And how many heads of files does a query read, where the files stay in place? The arguments are
 * how many images there are, and how many rounds, of which the first warms up.
 */
public final class DecodeThroughSql {
    private static final int SUBTASKS = 2;
    private static final int USUAL_ROUNDS = 4;

    /** Times that each image is linked to in the folder whose heads alone are read. */
    private static final int LINKS = 20;

    private static final String TENSOR =
            "IMAGE_TO_TENSOR(IMAGE_RESIZE(IMAGE_AT(i), 224, 224), 'CHW', 'float32', ARRAY[0.485e0, 0.456e0, 0.406e0], ARRAY[0.229e0, 0.224e0, 0.225e0])";

    private final List<Path> files;
    private final TableEnvironment env;
    private double loopRate;

    private DecodeThroughSql(Path folder, Path photos, List<Path> files) {
        this.files = files;
        env = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
        env.getConfig()
                .set("multimodal.stores.default.uri", folder.resolve("store").toUri().toString());
        env.getConfig().set("parallelism.default", String.valueOf(SUBTASKS));
        MultimodalConfig config = MultimodalOptions.resolve(env.getConfig());
        env.createTemporarySystemFunction("FIRST_PIXEL", new FirstPixel(config));
        env.createTemporarySystemFunction("FIRST_ELEMENT", new FirstElement());
        env.createTemporarySystemFunction("ROW_DONE", new RowDone());
        env.getConfig()
                .set(
                        "multimodal.external.bench.prefix",
                        folder.resolve("links").toUri().toString());
        env.executeSql(
                "CREATE TABLE photos (img IMAGE) WITH ('connector' = 'media', 'path' = '%s')"
                        .formatted(photos.toUri()));
        env.executeSql(
                "CREATE TABLE heads (img IMAGE) WITH ('connector' = 'media', 'path' = '%s', 'in-place' = 'true')"
                        .formatted(folder.resolve("links").toUri()));
    }

    /** Makes the images, runs the loop and the queries by turns, and prints what they did. */
    public static void main(String[] args) throws Exception {
        int images = args.length == 0 ? 300 : Integer.parseInt(args[0]);
        int rounds = args.length < 2 ? USUAL_ROUNDS : Integer.parseInt(args[1]);
        Path folder = Files.createTempDirectory("decode-through-sql-");
        Path kept = args.length < 3 ? folder.resolve("photos") : Path.of(args[2]);
        try {
            List<Path> photos = SamplePhotos.write(kept, images);
            link(photos, folder.resolve("links"));
            new DecodeThroughSql(folder, kept, photos).run(rounds);
        } finally {
            Folders.delete(folder);
        }
    }

    private void run(int rounds) throws Exception {
        // Puts the images, so that later runs find them in the store.
        List<ObjectRef> stored = new ArrayList<>();
        for (Row row : query("SELECT img FROM photos")) {
            stored.add(((Image) row.getField(0)).reference());
        }
        env.createTemporarySystemFunction("IMAGE_AT", new LineAt(stored));
        env.executeSql(
                "CREATE TABLE numbers (i BIGINT) WITH ('connector' = 'datagen', 'fields.i.kind' = 'sequence', 'fields.i.start' = '0', 'fields.i.end' = '%d')"
                        .formatted(stored.size() - 1));
        for (int round = 0; round < rounds; round++) {
            System.out.printf(
                    "Round %d of %d, %d images, load %.1f%s%n",
                    round + 1,
                    rounds,
                    files.size(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    round == 0 ? ", warms up" : "");
            loop();
            heads();
            measure(
                    "references, tensors as a model takes them",
                    FirstPixel.RATE,
                    "SELECT FIRST_PIXEL(IMAGE_RESIZE(IMAGE_AT(i), 224, 224)) FROM numbers");
            measure(
                    "a media table, which reads and hashes the files",
                    FirstPixel.RATE,
                    "SELECT FIRST_PIXEL(IMAGE_RESIZE(img, 224, 224)) FROM photos");
            measure(
                    "IMAGE_TO_TENSOR, read as a model reads it",
                    FirstElement.RATE,
                    "SELECT FIRST_ELEMENT(" + TENSOR + ") FROM numbers");
            measure(
                    "the same, materialized: 588 KiB a row, stored and read",
                    FirstElement.RATE,
                    "SELECT FIRST_ELEMENT(MATERIALIZE(" + TENSOR + ")) FROM numbers");
        }
    }

    /** Over files, one thread. */
    private void loop() throws IOException {
        FloatBuffer target = FirstPixel.tensor(DecodeToTensor.WHOLE);
        long start = ProcessorTime.nanos();
        try (ImageReader reader =
                ImageReader.open(
                        ref -> new ArrayHandle(read(files.get((int) ((ExternalRef) ref).offset()))),
                        Limits.DEFAULT)) {
            for (int i = 0; i < files.size(); i++) {
                ObjectRef ref = new ExternalRef("file:", i, OptionalLong.empty(), Optional.empty());
                reader.render(ref, DecodeToTensor.WHOLE, target);
            }
        }
        loopRate = files.size() * 1e9 / (ProcessorTime.nanos() - start);
        System.out.printf("  %-50s %6.1f/s of processor time%n", "one thread over files", loopRate);
    }

    /** The files are not decoded, so that there is no loop to compare with. */
    private void heads() throws Exception {
        run(
                RowDone.RATE,
                (long) LINKS * files.size(),
                "SELECT img FROM heads WHERE ROW_DONE(img.content_type) <> 'image/jpeg'");
        System.out.printf(
                "  %-50s %6.0f/s of processor time; %.0f/s%n",
                "heads of a media table in place",
                RowDone.RATE.perProcessorSecond(),
                RowDone.RATE.perSecond());
    }

    private void measure(String name, RowRate rate, String sql) throws Exception {
        run(rate, files.size(), sql);
        System.out.printf(
                "  %-50s %6.1f/s of processor time, ratio %.2f; %.1f/s, of %d loops %.2f%n",
                name,
                rate.perProcessorSecond(),
                rate.perProcessorSecond() / loopRate,
                rate.perSecond(),
                SUBTASKS,
                rate.perSecond() / SUBTASKS / loopRate);
    }

    private void run(RowRate rate, long rows, String sql) throws Exception {
        rate.begin(rows);
        query(sql);
        if (rate.rows() != rows) {
            throw new IllegalStateException(
                    "%d rows were counted, %d are there".formatted(rate.rows(), rows));
        }
    }

    private List<Row> query(String sql) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> results = env.executeSql(sql).collect()) {
            results.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static void link(List<Path> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files) {
            for (int i = 0; i < LINKS; i++) {
                Files.createLink(folder.resolve(i + "-" + file.getFileName()), file);
            }
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
