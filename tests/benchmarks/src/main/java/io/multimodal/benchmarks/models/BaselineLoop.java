// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** The floor: ONNX Runtime over tensors that lie ready. */
final class BaselineLoop {
    private static final int CHANNELS = 3;

    /** Rows by which settings are compared. A multiple of each size of batch. */
    private static final int TRIED_ROWS = 64;

    private static final int ROW = CHANNELS * TextLines.HEIGHT * TextLines.WIDTH;

    private final Path model;
    private final FloatBuffer inputs;

    BaselineLoop(Path model, TextLines lines) throws IOException {
        this.model = model;
        inputs =
                ByteBuffer.allocateDirect(lines.crops().size() * ROW * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        lines.render(inputs);
    }

    /**
     * How the loop runs.
     *
     * @param loops at once
     * @param threads of ONNX Runtime in each
     * @param batch rows in a batch
     */
    record Settings(int loops, int threads, int batch) {
        @Override
        public String toString() {
            return "%d loops of %d threads, batches of %d".formatted(loops, threads, batch);
        }
    }

    /** The fastest settings, by a part of the rows; each attempt is told as it is done. */
    Settings best(BiConsumer<Settings, Double> progress) throws Exception {
        FloatBuffer part = inputs.duplicate();
        part.limit(Math.min(inputs.limit(), ROW * TRIED_ROWS));
        int cores = Runtime.getRuntime().availableProcessors();
        Settings best = null;
        double bestRate = 0;
        for (int loops : new int[] {1, cores}) {
            for (int batch : new int[] {1, 2, 4, 8, 16}) {
                Settings settings = new Settings(loops, cores / loops, batch);
                double rate = rowsPerSecond(settings, part);
                progress.accept(settings, rate);
                if (rate > bestRate) {
                    best = settings;
                    bestRate = rate;
                }
            }
        }
        return best;
    }

    /** One pass over all rows. */
    double rowsPerSecond(Settings settings) throws Exception {
        return rowsPerSecond(settings, inputs);
    }

    private double rowsPerSecond(Settings settings, FloatBuffer rowsToRun) throws Exception {
        OrtEnvironment env = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            try (OrtSession session = env.createSession(model.toString(), options)) {
                FloatBuffer few = inputs.duplicate().limit(ROW * settings.batch() * 2);
                run(env, session, few, settings);
                long start = System.nanoTime();
                int rows = run(env, session, rowsToRun, settings);
                return rows / ((System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static int run(
            OrtEnvironment env, OrtSession session, FloatBuffer inputs, Settings settings)
            throws Exception {
        int batch = settings.batch();
        int batches = inputs.limit() / ROW / batch;
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(settings.loops());
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < settings.loops(); i++) {
            running.add(
                    threads.submit(
                            () -> {
                                for (int at = next.getAndIncrement();
                                        at < batches;
                                        at = next.getAndIncrement()) {
                                    runBatch(
                                            env,
                                            session,
                                            inputs.slice(at * batch * ROW, batch * ROW),
                                            batch);
                                }
                                return null;
                            }));
        }
        for (Future<?> loop : running) {
            loop.get();
        }
        threads.shutdown();
        return batches * batch;
    }

    private static void runBatch(
            OrtEnvironment env, OrtSession session, FloatBuffer input, int batch)
            throws OrtException {
        long[] shape = {batch, CHANNELS, TextLines.HEIGHT, TextLines.WIDTH};
        try (OnnxTensor tensor = OnnxTensor.createTensor(env, input, shape);
                OrtSession.Result result = session.run(Map.of("x", tensor))) {
            if (result.size() != 1) {
                throw new IllegalStateException("The reader has one output, not " + result.size());
            }
        }
    }

    /** How long a model takes to load with default settings, in nanoseconds. */
    static long loadNanos(Path model) throws OrtException {
        long start = System.nanoTime();
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model.toString())) {
            if (session.getNumInputs() != 1) {
                throw new IllegalStateException(model + " takes one image");
            }
            return System.nanoTime() - start;
        }
    }
}
