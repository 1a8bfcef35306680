// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.internal.onnx.InferenceMeter;
import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.internal.onnx.SharedModel;
import java.util.concurrent.CountDownLatch;

/** Holds all threads that prepare rows of a model, until it is closed. */
final class PreparersHeld implements AutoCloseable {
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    private PreparersHeld() {}

    /** Returns when they are held. The model is in use by somebody else, too. */
    static PreparersHeld of(ModelSpec spec) throws Exception {
        PreparersHeld held = new PreparersHeld();
        int threads = Runtime.getRuntime().availableProcessors();
        CountDownLatch all = new CountDownLatch(threads);
        try (SharedModel shared = model(spec)) {
            for (int i = 0; i < threads; i++) {
                shared.preparers()
                        .execute(
                                () -> {
                                    all.countDown();
                                    held.await();
                                });
            }
            all.await();
        }
        return held;
    }

    /** The model of a specification as its jobs have it. */
    static SharedModel model(ModelSpec spec) throws Exception {
        try (ModelFile file = ModelFiles.read(spec.path(), spec.config().store())) {
            return SharedModel.acquire(
                    "",
                    file,
                    new TaskOptions(spec.options(), spec.signature(), file.bytes())
                            .plan()
                            .binding(),
                    spec.runSettings(),
                    new InferenceMeter());
        }
    }

    private void await() {
        try {
            mayGoOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        mayGoOn.countDown();
    }
}
