// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;

/**
 * Calls what a third party's jar adds: whatever it throws because of the bytes becomes a {@link
 * MediaException}. Its code runs with its own class loader as the context, whichever thread it runs
 * in.
 */
final class ExtensionCall {
    private ExtensionCall() {}

    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /**
     * Runs.
     *
     * @param what is done, for a message, such as "decode the object"
     */
    static <T> T guarded(Object extension, String what, Step<T> step) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(extension.getClass().getClassLoader());
        try {
            return step.run();
        } catch (RuntimeException | StackOverflowError e) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "%s cannot %s: %s".formatted(extension.getClass().getName(), what, e),
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
