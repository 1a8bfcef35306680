// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.pack;

import io.multimodal.store.internal.IdleThreads;
import java.util.concurrent.ExecutorService;

/** The threads of one store: started when there is work, gone when there is none. */
public final class BucketThreads {
    /** Reading a footer is waiting for a server: more of them than processors. */
    static final int READERS = 16;

    private final ExecutorService reading = IdleThreads.atMost(READERS, "store-read");
    private final ExecutorService packing = IdleThreads.atMost(PackUploads.IN_FLIGHT, "store-pack");

    public ExecutorService reading() {
        return reading;
    }

    public ExecutorService packing() {
        return packing;
    }

    public void close() {
        reading.shutdown();
        packing.shutdown();
    }
}
