// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.internal.IdleThreads;
import java.util.concurrent.ExecutorService;

/** The threads of one store: started when there is work, gone when there is none. */
final class StoreThreads {
    /**
     * File systems join the syncs of several threads into one; more threads than this add little.
     */
    private static final int WRITERS = 8;

    private final ExecutorService writing = IdleThreads.atMost(WRITERS, "store-write");
    private final ExecutorService packing = IdleThreads.atMost(1, "store-pack");
    private final ExecutorService syncing = IdleThreads.atMost(1, "store-sync");

    ExecutorService writing() {
        return writing;
    }

    ExecutorService packing() {
        return packing;
    }

    ExecutorService syncing() {
        return syncing;
    }

    void close() {
        writing.shutdown();
        packing.shutdown();
        syncing.shutdown();
    }
}
