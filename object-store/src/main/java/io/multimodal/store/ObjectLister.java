// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import java.util.stream.Stream;

/** The role of whoever looks through a store: administration, statistics, scrubbing. */
@Public
public interface ObjectLister {
    /**
     * Every copy of every object, in no order; an object that lies in two epochs comes twice, and
     * one that is put meanwhile may come or not. Lazy; blocks. The caller closes the stream. Damage
     * to the listing itself surfaces as an {@link java.io.UncheckedIOException}.
     */
    Stream<ObjectSummary> list() throws StoreException;
}
