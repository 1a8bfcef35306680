// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket.client;

import io.multimodal.store.ServerRequests;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests that were sent, by what servers bill. Thread-safe. */
final class RequestCounts {
    final LongAdder listings = new LongAdder();
    final LongAdder reads = new LongAdder();
    final LongAdder writes = new LongAdder();
    final LongAdder deletes = new LongAdder();

    ServerRequests sum() {
        return new ServerRequests(listings.sum(), reads.sum(), writes.sum(), deletes.sum());
    }
}
