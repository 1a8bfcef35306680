// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.runtime.ModelSpec;
import io.multimodal.models.runtime.batch.InferenceMeter;
import io.multimodal.models.runtime.batch.SharedModel;
import io.multimodal.models.spi.ModelSource;
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
        try (ModelSource source = spec.open()) {
            return SharedModel.acquire(
                    "",
                    source,
                    spec.plan(source).binding(),
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
