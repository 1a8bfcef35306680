// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.util.stream.Stream;

/** Removes objects for good, as a person may demand. Thread-safe. */
@Public
public interface ObjectEraser {
    /**
     * Removes every copy of an object, in every epoch, durably, even if references to it remain. A
     * later read fails with an {@link ObjectErasedException}; a later put of the same content
     * stores it again. In a bucket, an attempt to delete whose answer was lost may still take
     * effect later: put the same content again only after the time-out of a call, a minute by
     * default, or it may be removed once more. Idempotent. Caches of other processes drop it within
     * a minute, see {@link io.multimodal.store.cache.ErasureAwareStore}. Blocks.
     *
     * @return how many copies were removed
     */
    int erase(ContentId id) throws StoreException;

    /**
     * The objects that were ever erased, in no order, whether or not they were put again. Blocks.
     * The caller closes the stream; if the store cannot be listed, the stream throws an {@link
     * java.io.UncheckedIOException}.
     */
    Stream<ContentId> erasures() throws StoreException;
}
