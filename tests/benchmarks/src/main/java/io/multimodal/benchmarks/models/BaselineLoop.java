// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.multimodal.benchmarks.timing.RunTime;
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

/**
 * The floors: threads that run ONNX Runtime over tensors that lie ready, and threads that decode
 * each batch before they run it.
 */
final class BaselineLoop {
    /** Rows by which settings are compared. A multiple of each size of batch. */
    private static final int TRIED_ROWS = 64;

    private static final int ROW = TextLines.ELEMENTS;

    private final Path model;
    private final TextLines lines;
    private final FloatBuffer inputs;

    BaselineLoop(Path model, TextLines lines) throws IOException {
        this.model = model;
        this.lines = lines;
        inputs = memory(lines.crops().size());
        lines.render(0, lines.crops().size(), inputs);
    }

    private static FloatBuffer memory(int rows) {
        return ByteBuffer.allocateDirect(rows * ROW * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
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
    Settings best(BiConsumer<Settings, RunTime> progress) throws Exception {
        int rows = Math.min(lines.crops().size(), TRIED_ROWS);
        int cores = Runtime.getRuntime().availableProcessors();
        Settings best = null;
        double bestRate = 0;
        for (int loops : new int[] {1, cores}) {
            for (int batch = 1; batch <= 16 && batch * loops <= rows; batch *= 2) {
                Settings settings = new Settings(loops, cores / loops, batch);
                RunTime time = run(settings, rows, false);
                progress.accept(settings, time);
                if (time.perSecond() > bestRate) {
                    best = settings;
                    bestRate = time.perSecond();
                }
            }
        }
        return best;
    }

    /** One pass over all rows, which lie ready. */
    RunTime ready(Settings settings) throws Exception {
        return run(settings, lines.crops().size(), false);
    }

    /** One pass over all rows, each of which is read from its store and decoded. */
    RunTime decoding(Settings settings) throws Exception {
        return run(settings, lines.crops().size(), true);
    }

    private RunTime run(Settings settings, int rows, boolean decode) throws Exception {
        OrtEnvironment env = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            try (OrtSession session = env.createSession(model.toString(), options)) {
                int few = Math.min(rows, settings.batch() * settings.loops());
                loop(session, few, settings, decode);
                RunTime.Start start = RunTime.start();
                return start.until(loop(session, rows, settings, decode));
            }
        }
    }

    private int loop(OrtSession session, int rows, Settings settings, boolean decode)
            throws Exception {
        int batch = settings.batch();
        int batches = rows / batch;
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(settings.loops());
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < settings.loops(); i++) {
            running.add(
                    threads.submit(
                            () -> {
                                FloatBuffer own = memory(batch);
                                for (int at = next.getAndIncrement();
                                        at < batches;
                                        at = next.getAndIncrement()) {
                                    if (decode) {
                                        lines.render(at * batch, batch, own);
                                    }
                                    runBatch(
                                            session,
                                            decode
                                                    ? own
                                                    : inputs.slice(at * batch * ROW, batch * ROW),
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

    private static void runBatch(OrtSession session, FloatBuffer input, int batch)
            throws OrtException {
        long[] shape = {batch, TextLines.CHANNELS, TextLines.HEIGHT, TextLines.WIDTH};
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input, shape);
                OrtSession.Result result = session.run(Map.of("x", tensor))) {
            if (result.size() != 1) {
                throw new IllegalStateException("The model has one output, not " + result.size());
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
