// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * Fails once in each pipeline: when every pipeline has passed so many rows, a checkpoint that was
 * begun after that is complete, and a few rows more have passed. Tests share its state with the
 * tasks, which run in their process.
 */
public final class StepOver extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /** So many rows pass before there is a checkpoint from which a pipeline goes on. */
    static final int FIRST_ROWS = 12;

    private static final int ROWS_AFTER_A_CHECKPOINT = 3;

    private static final Set<String> ARRIVED = ConcurrentHashMap.newKeySet();
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();
    private static final Map<String, String> WENT_ON = new ConcurrentHashMap<>();
    private static Path checkpoints;
    private static int pipelines;
    private static OptionalInt newest;

    private transient int rows;
    private transient int rowsAfter;

    /**
     * @param folder where checkpoints are; null if the job makes none
     * @param names of the pipelines
     */
    static void begin(Path folder, List<String> names) {
        ARRIVED.clear();
        FAILED.clear();
        WENT_ON.clear();
        checkpoints = folder;
        pipelines = names.size();
        newest = OptionalInt.empty();
    }

    /** The first key of each pipeline after its failure. */
    static Map<String, String> wentOn() {
        return Map.copyOf(WENT_ON);
    }

    @Override
    public void open(FunctionContext context) {
        rows = 0;
        rowsAfter = 0;
    }

    /** The key. */
    public String eval(String pipeline, String key) throws Exception {
        rows++;
        if (FAILED.contains(pipeline)) {
            WENT_ON.putIfAbsent(pipeline, key);
            return key;
        } else if (rows < FIRST_ROWS) {
            return key;
        }
        ARRIVED.add(pipeline);
        if (!maySoonFail()) {
            // The more rows have passed, the longer, so that there are rows left.
            Thread.sleep(20L * (rows - FIRST_ROWS + 1));
            return key;
        }
        rowsAfter++;
        if (rowsAfter > ROWS_AFTER_A_CHECKPOINT && FAILED.add(pipeline)) {
            throw new IOException("in the middle of " + pipeline);
        }
        return key;
    }

    private static synchronized boolean maySoonFail() throws IOException {
        if (checkpoints == null) {
            return true;
        } else if (ARRIVED.size() < pipelines) {
            return false;
        } else if (newest.isEmpty()) {
            newest = newest("");
            return false;
        }
        OptionalInt complete = newest("_metadata");
        return complete.isPresent() && complete.getAsInt() > newest.getAsInt();
    }

    /** The number of the newest checkpoint whose folder has this file; 0 if there is none. */
    private static OptionalInt newest(String file) throws IOException {
        try (Stream<Path> all = Files.walk(checkpoints, 2)) {
            return OptionalInt.of(
                    all.filter(path -> path.getFileName().toString().startsWith("chk-"))
                            .filter(path -> Files.exists(path.resolve(file)))
                            .mapToInt(
                                    path ->
                                            Integer.parseInt(
                                                    path.getFileName().toString().substring(4)))
                            .max()
                            .orElse(0));
        }
    }

    /** It fails once. */
    @Override
    public boolean isDeterministic() {
        return false;
    }
}
