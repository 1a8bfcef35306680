// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
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

/** The floor: ONNX Runtime over tensors that lie ready, with whichever settings are fastest. */
final class BareLoop {
    private static final int CHANNELS = 3;
    private static final int ROW = CHANNELS * TextLines.HEIGHT * TextLines.WIDTH;

    private BareLoop() {}

    /**
     * The fastest settings.
     *
     * @param settings in words
     */
    record Best(String settings, double rowsPerSecond) {}

    static Best best(Path model, TextLines lines) throws Exception {
        FloatBuffer inputs =
                ByteBuffer.allocateDirect(lines.crops().size() * ROW * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        lines.render(inputs);
        int cores = Runtime.getRuntime().availableProcessors();
        Best best = new Best("none", 0);
        for (int loops : new int[] {1, cores}) {
            for (int batch : new int[] {1, 2, 4, 8, 16}) {
                Best measured = measure(model, inputs, loops, cores / loops, batch);
                if (measured.rowsPerSecond() > best.rowsPerSecond()) {
                    best = measured;
                }
            }
        }
        return best;
    }

    private static Best measure(Path model, FloatBuffer inputs, int loops, int threads, int batch)
            throws Exception {
        OrtEnvironment env = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            try (OrtSession session = env.createSession(model.toString(), options)) {
                run(env, session, inputs.duplicate().limit(ROW * batch * 2), loops, batch);
                long start = System.nanoTime();
                int rows = run(env, session, inputs, loops, batch);
                return new Best(
                        "%d loops of %d threads, batches of %d".formatted(loops, threads, batch),
                        rows / ((System.nanoTime() - start) / 1e9));
            }
        }
    }

    private static int run(
            OrtEnvironment env, OrtSession session, FloatBuffer inputs, int loops, int batch)
            throws Exception {
        int batches = inputs.limit() / ROW / batch;
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(loops);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
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
                throw new IllegalStateException(model + " takes one picture");
            }
            return System.nanoTime() - start;
        }
    }
}
