// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.StoreException;
import java.util.stream.Stream;

/** Lists the objects of a store, for administration and statistics. Thread-safe. */
@Public
public interface ObjectLister {
    /**
     * Every copy of every object, in no order. An object that lies in two epochs is listed twice,
     * and one that is put meanwhile may or may not be listed. Lazy; blocks. The caller closes the
     * stream. If the listing itself is damaged, the stream throws an {@link
     * java.io.UncheckedIOException}.
     */
    Stream<ObjectSummary> list() throws StoreException;
}
