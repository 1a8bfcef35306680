// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.benchmarks.store.BucketServer;
import io.multimodal.planner.MultimodalSql;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * Question: how many files a second does a media table read, beside {@code find} with {@code cat}
 * and Flink's {@code filesystem} source over the same small files, and beside the AWS SDK alone
 * over objects of 1 MB? Rates of jobs are from the first row to the last, without planning and
 * start. The arguments are a folder on the disk that is measured, the number of small files, and
 * the number of rounds, of which the first warms up.
 */
public final class ReadFiles {
    private static final int SUBTASKS = 2;
    private static final int SMALL_BYTES = 4_000;
    private static final int FILES_IN_A_FOLDER = 1_000;
    private static final int BMP_HEADER_BYTES = 54;

    private static final int LARGE_BYTES = 1_000_000;
    private static final int LARGE_OBJECTS = 300;

    /** What the readers of all subtasks have in flight of objects of this size. */
    private static final int IN_FLIGHT = 16 * SUBTASKS;

    private final Path folder;
    private final int rounds;
    private final TableEnvironment env;

    private ReadFiles(Path folder, int rounds) {
        this.folder = folder;
        this.rounds = rounds;
        this.env = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        MultimodalSql.install(env);
        env.executeSql("LOAD MODULE multimodal");
        env.getConfig().set("parallelism.default", String.valueOf(SUBTASKS));
        env.createTemporarySystemFunction("ROW_DONE", new RowDone());
    }

    /** Writes the files, reads them in all ways by turns, and prints the rates. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "read-files-");
        int files = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        try {
            new ReadFiles(folder, rounds).small(files);
            new ReadFiles(folder, rounds).large(Math.min(files, LARGE_OBJECTS));
        } finally {
            Folders.delete(folder);
        }
    }

    private void small(int files) throws Exception {
        Path small = write(files);
        set("multimodal.external.small.prefix", small.toUri().toString());
        table("copied", "img IMAGE", "media", small.toUri(), "");
        table("in_place", "img IMAGE", "media", small.toUri(), ", 'in-place' = 'true'");
        table("listed", "img IMAGE, name STRING METADATA", "media", small.toUri(), "");
        table(
                "typed",
                "img IMAGE, t STRING METADATA FROM 'content_type'",
                "media",
                small.toUri(),
                "");
        table("lines", "line STRING", "filesystem", small.toUri(), ", 'format' = 'raw'");
        new Turns("files")
                .side(
                        "find",
                        round -> files / run("find '%s' -type f -printf '%%s %%T@ %%p\\n'", small))
                .side(
                        "find + cat",
                        round -> files / run("find '%s' -type f -print0 | xargs -0 cat", small))
                .side("Flink's filesystem source", round -> rows(files, "line", "lines"))
                .side("copied into the store", round -> copied(round, files, "copied"))
                .side("in place", round -> rows(files, "img.content_type", "in_place"))
                .side("content types alone", round -> rows(files, "t", "typed"))
                .side("names alone", round -> rows(files, "name", "listed"))
                .run(rounds)
                .compare("copied into the store", "find + cat")
                .compare("copied into the store", "Flink's filesystem source")
                .compare("in place", "find + cat")
                .compare("in place", "Flink's filesystem source")
                .compare("content types alone", "find + cat")
                .compare("names alone", "find")
                .compare("Flink's filesystem source", "find + cat");
    }

    private void large(int objects) throws Exception {
        try (BucketServer server = BucketServer.start("bench");
                S3AsyncClient sdk = server.sdk()) {
            for (int i = 0; i < objects; i++) {
                byte[] content = image(400, LARGE_BYTES, i);
                sdk.putObject(
                                put -> put.bucket("bench").key(key(content)),
                                AsyncRequestBody.fromBytes(content))
                        .join();
            }
            set("multimodal.external.large.prefix", server.store("/large/").toString());
            String path = "s3://bench/large/";
            table("copied", "img IMAGE", "media", path, "");
            table("in_place", "img IMAGE", "media", path, ", 'in-place' = 'true'");
            new Turns("objects")
                    .side("SDK", round -> bare(sdk, objects, false, round))
                    .side("SDK + hash + synced files", round -> bare(sdk, objects, true, round))
                    .side("1 MB, copied", round -> copied(round, objects, "copied"))
                    .side("1 MB, in place", round -> rows(objects, "img.content_type", "in_place"))
                    .run(rounds)
                    .compare("1 MB, copied", "SDK")
                    .compare("1 MB, copied", "SDK + hash + synced files")
                    .compare("1 MB, in place", "SDK");
        }
    }

    private void table(String name, String columns, String connector, Object path, String more) {
        env.executeSql(
                "CREATE TABLE %s (%s) WITH ('connector' = '%s', 'path' = '%s'%s)"
                        .formatted(name, columns, connector, path, more));
    }

    private void set(String option, String value) {
        env.getConfig().set(option, value);
    }

    /** Into a store that is new in each round, so that all bytes are written. */
    private double copied(int round, int files, String table) throws Exception {
        Path store = folder.resolve("store" + round);
        set("multimodal.stores.bench.uri", store.toUri().toString());
        double rate = rows(files, "img.content_type", table);
        Folders.delete(store);
        return rate;
    }

    private double rows(int files, String column, String table) throws Exception {
        RowDone.RATE.begin(files);
        try (CloseableIterator<Row> results =
                env.executeSql("SELECT COUNT(ROW_DONE(%s)) FROM %s".formatted(column, table))
                        .collect()) {
            long count = results.next().<Long>getFieldAs(0);
            if (count != files) {
                throw new IllegalStateException(
                        "The table %s has %d rows of %d files".formatted(table, count, files));
            }
        }
        return RowDone.RATE.perSecond();
    }

    /** Seconds of a command of the shell whose output is read by nobody. */
    private static double run(String command, Path folder) throws Exception {
        long start = System.nanoTime();
        Process shell =
                new ProcessBuilder("sh", "-c", command.formatted(folder))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (shell.waitFor() != 0) {
            throw new IllegalStateException("The command failed: " + command.formatted(folder));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double bare(S3AsyncClient sdk, int objects, boolean write, int round) throws Exception {
        Path out = Files.createDirectories(folder.resolve("bare" + round));
        Semaphore places = new Semaphore(IN_FLIGHT);
        List<CompletableFuture<?>> reads = new ArrayList<>();
        long start = System.nanoTime();
        String prefix = "large/";
        var keys = sdk.listObjectsV2(list -> list.bucket("bench").prefix(prefix)).join().contents();
        for (var item : keys) {
            places.acquire();
            reads.add(
                    sdk.getObject(
                                    get -> get.bucket("bench").key(item.key()),
                                    AsyncResponseTransformer.toBytes())
                            .thenAcceptAsync(
                                    got -> {
                                        if (write) {
                                            write(out, got.asByteArrayUnsafe());
                                        }
                                    })
                            .whenComplete((done, failure) -> places.release()));
        }
        reads.forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (keys.size() != objects) {
            throw new IllegalStateException(keys.size() + " of " + objects + " objects are there");
        }
        Folders.delete(out);
        return objects / seconds;
    }

    /** What any store that finds objects by content pays. */
    private static void write(Path out, byte[] content) {
        SyncedFile.write(out.resolve(ContentId.hash(content).hex()), content);
    }

    private Path write(int files) throws IOException {
        Path small = folder.resolve("small");
        for (int i = 0; i < files; i++) {
            Path parent = small.resolve("%04d".formatted(i / FILES_IN_A_FOLDER));
            if (i % FILES_IN_A_FOLDER == 0) {
                Files.createDirectories(parent);
            }
            Files.write(parent.resolve("%08d.bmp".formatted(i)), image(40, SMALL_BYTES, i));
        }
        return small;
    }

    private static String key(byte[] content) {
        return "large/" + ContentId.hash(content).hex() + ".bmp";
    }

    /** A BMP of so many bytes or a few less, all different; no byte in it ends a line. */
    private static byte[] image(int width, int bytes, int seed) {
        int height = (bytes - BMP_HEADER_BYTES) / (3 * width);
        byte[] pixels = new byte[3 * width * height];
        Random random = new Random(seed);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (' ' + random.nextInt(64));
        }
        return ByteBuffer.allocate(BMP_HEADER_BYTES + pixels.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'B', 'M'})
                .putInt(BMP_HEADER_BYTES + pixels.length)
                .putInt(0)
                .putInt(BMP_HEADER_BYTES)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .putInt(0)
                .putInt(pixels.length)
                .put(new byte[16])
                .put(pixels)
                .array();
    }
}
