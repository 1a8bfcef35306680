// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.media.MediaRuntime;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorBudget;
import io.multimodal.types.failure.FailurePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;

/**
 * What a format or a writer holds in a subtask. Flink closes no format and no writer whose file it
 * abandons, so that it is given back when its owner is garbage. Thread-safe.
 */
public final class FormatRuntime {
    private static final Cleaner CLEANER = Cleaner.create();

    private final MediaRuntime media;
    private final FailurePolicy failures;
    private final Cleaner.Cleanable release;

    private FormatRuntime(MediaRuntime media, FailurePolicy failures, Cleaner.Cleanable release) {
        this.media = media;
        this.failures = failures;
        this.release = release;
    }

    /**
     * Acquires the stores of a configuration. Blocks.
     *
     * @param owner when it is garbage, they are given back
     * @param name of the format, for messages
     * @param nullable whether a failure may become NULL, as {@code multimodal.on-error} says
     */
    public static FormatRuntime acquire(
            Object owner, MultimodalConfig config, String name, boolean nullable)
            throws IOException {
        MediaRuntime media = MediaRuntime.acquire(config);
        return new FormatRuntime(
                media,
                nullable
                        ? config.failurePolicy(
                                name,
                                media.stores().main().records(),
                                new ErrorBudget(config.errorBudget()))
                        : FailurePolicy.failing(name),
                CLEANER.register(owner, () -> release(media)));
    }

    /** The readers and stores. */
    public MediaRuntime media() {
        return media;
    }

    /** What follows from failures. */
    public FailurePolicy failures() {
        return failures;
    }

    /** Gives the stores back before the owner is garbage. Idempotent. May block. */
    public void close() {
        release.clean();
    }

    private static void release(MediaRuntime media) {
        try {
            media.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
