// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import java.util.concurrent.CompletableFuture;

/** What futures do not do by themselves: whoever cancels a result cancels what it comes from. */
public final class Cancellation {
    private Cancellation() {}

    public static void passOn(CompletableFuture<?> result, CompletableFuture<?> source) {
        var unused =
                result.whenComplete(
                        (value, failure) -> {
                            if (result.isCancelled()) {
                                source.cancel(true);
                            }
                        });
    }
}
