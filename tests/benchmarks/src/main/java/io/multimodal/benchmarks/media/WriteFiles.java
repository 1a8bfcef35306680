// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.connectors.media.MediaSink;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.MediaFile;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.config.MultimodalOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Question: how much of the rate at which threads read objects from a store in a folder and write
 * them as synced files is left for a batch job that writes them by the media sink, from its first
 * row to its last manifest? The arguments are a folder on the disk that is measured, the number of
 * small files, and the number of rounds, of which the first warms up.
 */
public final class WriteFiles {
    private static final int SUBTASKS = 2;
    private static final int THREADS = 16;
    private static final int SMALL_BYTES = 20_000;
    private static final int LARGE_BYTES = 1_000_000;

    /** By the index of a row, for the functions of jobs, who run in this process. */
    private static final List<MediaFile> FILES = new ArrayList<>();

    private static final AtomicLong FIRST_MILLIS = new AtomicLong();

    private final Path folder;
    private final MultimodalConfig config;

    private WriteFiles(Path folder) {
        this.folder = folder;
        Configuration options = new Configuration();
        options.setString(
                "multimodal.stores.bench.uri", folder.resolve("store").toUri().toString());
        this.config = MultimodalOptions.resolve(options);
    }

    /** Puts the objects, runs the loop and the job by turns, and prints what they did. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "write-files-");
        int files = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        try {
            new WriteFiles(folder).run(files, SMALL_BYTES, rounds);
            new WriteFiles(folder).run(Math.max(1, files / 10), LARGE_BYTES, rounds);
        } finally {
            Folders.delete(folder);
        }
    }

    private void run(int files, int bytes, int rounds) throws Exception {
        try (StoreRuntime stores = StoreRuntime.acquire(config.store())) {
            put(stores, files, bytes);
            for (int round = 0; round < rounds; round++) {
                double loop = loop(stores, bytes);
                double job = job(bytes);
                System.out.printf(
                        "%d files of %d bytes: threads %.0f files/s (%.0f MB/s), media sink %.0f files/s (%.0f MB/s), ratio %.2f%s%n",
                        files,
                        bytes,
                        loop,
                        loop * bytes / 1e6,
                        job,
                        job * bytes / 1e6,
                        job / loop,
                        round == 0 ? ", warms up" : "");
            }
        }
    }

    private static void put(StoreRuntime stores, int files, int bytes) {
        FILES.clear();
        Random random = new Random(bytes);
        List<CompletionStage<ObjectRef>> puts = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            byte[] content = new byte[bytes];
            random.nextBytes(content);
            puts.add(stores.main().put(Payload.of(content)));
            if (puts.size() == 64 || i == files - 1) {
                for (var put : puts) {
                    FILES.add(
                            MediaFile.of(
                                    put.toCompletableFuture().join(),
                                    "application/octet-stream",
                                    (long) bytes));
                }
                puts.clear();
            }
        }
    }

    private double loop(StoreRuntime stores, int bytes) throws Exception {
        Path out = Files.createDirectory(folder.resolve("loop"));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long start = System.nanoTime();
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < FILES.size(); i++) {
            int file = i;
            tasks.add(threads.submit(() -> write(stores, file, out, bytes)));
        }
        for (Future<?> task : tasks) {
            task.get();
        }
        try (FileChannel names = FileChannel.open(out, StandardOpenOption.READ)) {
            names.force(true);
        }
        double rate = FILES.size() * 1e9 / (System.nanoTime() - start);
        threads.shutdown();
        Folders.delete(out);
        return rate;
    }

    private static Void write(StoreRuntime stores, int file, Path out, int bytes) throws Exception {
        byte[] content = stores.read(FILES.get(file).reference(), bytes);
        SyncedFile.write(out.resolve(ContentId.hash(Integer.toString(file)).hex()), content);
        return null;
    }

    private double job(int bytes) throws Exception {
        Path out = folder.resolve("job");
        Configuration options = new Configuration();
        options.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(options);
        env.setParallelism(SUBTASKS);
        env.fromSequence(0, FILES.size() - 1)
                .sinkTo(
                        MediaSink.of(MediaFile.class, config, out.toString())
                                .pathTemplate("{digest}.bin")
                                .build(WriteFiles::file, (i, column) -> null));
        FIRST_MILLIS.set(0);
        env.execute();
        double rate = FILES.size() * 1e3 / (lastMillis(out) - FIRST_MILLIS.get());
        try (Stream<Path> written = Files.list(out)) {
            long visible = written.filter(Files::isRegularFile).count();
            if (visible != FILES.size()) {
                throw new IllegalStateException(
                        visible
                                + " of "
                                + FILES.size()
                                + " files of "
                                + bytes
                                + " bytes are there");
            }
        }
        Folders.delete(out);
        return rate;
    }

    private static MediaFile file(Long row) {
        FIRST_MILLIS.compareAndSet(0, System.currentTimeMillis());
        return FILES.get(row.intValue());
    }

    /** When the last manifest was written. */
    private static long lastMillis(Path out) throws IOException {
        long last = 0;
        try (Stream<Path> manifests = Files.list(out.resolve(".multimodal/manifest"))) {
            for (Path manifest : manifests.toList()) {
                last = Math.max(last, Files.getLastModifiedTime(manifest).toMillis());
            }
        }
        return last;
    }
}
