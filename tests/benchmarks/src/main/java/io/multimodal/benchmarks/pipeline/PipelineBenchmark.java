// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.pipeline;

import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * What does a pipeline gain that carries references in place of BYTES? The same job, source, join,
 * last row of each key, sink, with a checkpoint every second, for objects from 1 KB to 10 MB. The
 * arguments are a folder on the disk to measure, which needs 8 GiB, the rounds, 3 if not given, the
 * state backend, {@code hashmap} if not given, and the sizes in bytes with commas between them.
 */
public final class PipelineBenchmark {
    private static final int[] USUAL_SIZES = {
        1_000, 4_000, 16_000, 64_000, 256_000, 1_000_000, 10_000_000
    };
    private static final int MAX_COUNT = 50_000;
    private static final int MIN_COUNT = 24;
    private static final int TOTAL_BYTES = 250_000_000;

    private final Path folder;
    private final int rounds;
    private final String backend;
    private long seed;

    private PipelineBenchmark(Path folder, int rounds, String backend) {
        this.folder = folder;
        this.rounds = rounds;
        this.backend = backend;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "pipeline");
        PipelineBenchmark benchmark =
                new PipelineBenchmark(
                        folder,
                        args.length > 1 ? Integer.parseInt(args[1]) : 3,
                        args.length > 2 ? args[2] : "hashmap");
        try {
            benchmark.run(16_000, 1000, 0);
            for (int size : args.length > 3 ? sizes(args[3]) : USUAL_SIZES) {
                benchmark.run(
                        size,
                        Math.max(MIN_COUNT, Math.min(MAX_COUNT, TOTAL_BYTES / size)),
                        benchmark.rounds);
            }
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private static int[] sizes(String list) {
        return Stream.of(list.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    /** By turns; without rounds to warm up. */
    private void run(int size, int count, int rounds) throws Exception {
        Map<Carrying, List<PipelineJob.Result>> results = new EnumMap<>(Carrying.class);
        for (int round = 0; round < Math.max(1, rounds); round++) {
            for (Carrying carrying : Carrying.values()) {
                results.computeIfAbsent(carrying, way -> new ArrayList<>())
                        .add(run(carrying, new Contents(size, ++seed), count));
            }
        }
        if (rounds > 0) {
            System.out.printf(
                    "%,d objects of %,d bytes, %s, %d rounds%n", count, size, backend, rounds);
            results.forEach((carrying, runs) -> print(carrying, count, runs, results));
        }
    }

    private PipelineJob.Result run(Carrying carrying, Contents contents, int count)
            throws Exception {
        Path work = Files.createDirectories(folder.resolve("run"));
        StoreConfig store = StoreConfig.of(work.resolve("store").toUri().toString());
        List<byte[]> stored =
                carrying == Carrying.REFERENCE_STORED ? store(store, contents, count) : List.of();
        try (StoreRuntime held = StoreRuntime.acquire(store)) {
            return new PipelineJob(carrying, contents, count, store, stored)
                    .run(work.resolve("checkpoints"), backend);
        } finally {
            delete(work);
        }
    }

    private static List<byte[]> store(StoreConfig config, Contents contents, int count)
            throws Exception {
        List<byte[]> references = new ArrayList<>();
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            List<CompletionStage<ObjectRef>> puts = new ArrayList<>();
            for (int id = 0; id < count; id++) {
                puts.add(stores.main().put(Payload.of(contents.of(id))));
            }
            for (CompletionStage<ObjectRef> put : puts) {
                references.add(put.toCompletableFuture().get().toBytes());
            }
        }
        return references;
    }

    private static void print(
            Carrying carrying,
            int count,
            List<PipelineJob.Result> runs,
            Map<Carrying, List<PipelineJob.Result>> all) {
        PipelineJob.Result median = median(runs);
        PipelineJob.Result bytes = median(all.get(Carrying.BYTES));
        System.out.printf(
                "  %-36s %,9.0f objects/s (%.2f x), checkpoint %,13d bytes (1/%.0f) %,6d ms, heap %,5d MB%n",
                carrying,
                count / median.seconds(),
                bytes.seconds() / median.seconds(),
                median.checkpointBytes(),
                (double) bytes.checkpointBytes() / median.checkpointBytes(),
                median.checkpointMillis(),
                median.heapBytes() / 1_000_000);
    }

    private static PipelineJob.Result median(List<PipelineJob.Result> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(PipelineJob.Result::seconds))
                .toList()
                .get(runs.size() / 2);
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                            throws IOException {
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
