// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.PredictionSpaces;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Counts and drops what a store remembers of models. */
@Command(
        name = "results",
        description =
                "Prints how many results of models a store remembers, by the digest of the model, or drops those of one model.",
        footer = {"", "Example:", "  bin/store results --drop sha256:9f86... --dry-run"})
final class ResultsCommand extends StoreCommand {
    /** Stands for the models of a release whose records do not say which model made them. */
    private static final String UNKNOWN = "unknown";

    private static final int IN_FLIGHT = 64;
    private static final int THREADS = 16;

    @Option(
            names = "--drop",
            paramLabel = "MODEL",
            description =
                    "removes the results of this model, which is given as bin/store results prints it; later jobs infer them again")
    private String dropped;

    @Option(
            names = "--dry-run",
            description = "prints what --drop would remove, and removes nothing")
    private boolean dryRun;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        if (dropped == null && dryRun) {
            throw new MisuseException("--dry-run needs --drop MODEL");
        }
        if (dropped != null) {
            return drop(call, space(dropped));
        }
        long models = 0;
        try (ObjectStore store = call.open()) {
            for (String space : spaces(store.records())) {
                RecordStore.Usage usage = store.records().usage(space);
                // A folder stays behind the last record.
                if (usage.records() > 0) {
                    print(call, "", space, usage);
                    models++;
                }
            }
        }
        if (models == 0 && !call.json()) {
            call.out().println("no results of models are remembered");
        }
        return StoreTool.WELL;
    }

    private int drop(Invocation call, String space) throws IOException, MisuseException {
        try (ObjectStore store = call.open()) {
            RecordStore.Usage usage = store.records().usage(space);
            if (usage.records() == 0) {
                call.err()
                        .printf(
                                "store: No results of the model %s are remembered in this store; bin/store results lists the models%n",
                                name(space));
                return StoreTool.FAILED;
            }
            if (!dryRun) {
                remove(store.records(), space);
            }
            print(call, dryRun ? "would drop " : "dropped ", space, usage);
        }
        return StoreTool.WELL;
    }

    private static void remove(RecordStore records, String space) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Deque<Future<?>> removing = new ArrayDeque<>();
        try (Stream<ContentId> keys = records.keys(space)) {
            for (Iterator<ContentId> each = keys.iterator(); each.hasNext(); ) {
                ContentId key = each.next();
                removing.add(
                        threads.submit(
                                () -> {
                                    records.remove(space, key);
                                    return null;
                                }));
                if (removing.size() == IN_FLIGHT) {
                    await(removing.remove());
                }
            }
            while (!removing.isEmpty()) {
                await(removing.remove());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(Future<?> removal) throws IOException {
        try {
            removal.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The thread was interrupted; run the command again", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private static List<String> spaces(RecordStore records) throws StoreException {
        try (Stream<String> all = records.spaces()) {
            return all.filter(
                            space ->
                                    space.equals(PredictionSpaces.OF_ANY_MODEL)
                                            || PredictionSpaces.model(space).isPresent())
                    .sorted()
                    .toList();
        }
    }

    private static void print(Invocation call, String verb, String space, RecordStore.Usage usage) {
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("model", name(space))
                                    .with("results", usage.records())
                                    .with("bytes", usage.bytes()));
        } else {
            call.out()
                    .printf(
                            "%s%,d results, %,d bytes  %s%n",
                            verb, usage.records(), usage.bytes(), name(space));
        }
    }

    private static String name(String space) {
        return PredictionSpaces.model(space).map(ContentId::toString).orElse(UNKNOWN);
    }

    private static String space(String model) throws MisuseException {
        String digest = model.startsWith("sha256:") ? model.substring("sha256:".length()) : model;
        if (model.equals(UNKNOWN)) {
            return PredictionSpaces.OF_ANY_MODEL;
        } else if (!digest.matches("[0-9a-f]{64}")) {
            throw new MisuseException(
                    "A model is given by its digest, sha256: and 64 hexadecimal digits, as bin/store results prints it, not by '%s'"
                            .formatted(model));
        }
        return PredictionSpaces.of(ContentId.ofHex(digest));
    }
}
