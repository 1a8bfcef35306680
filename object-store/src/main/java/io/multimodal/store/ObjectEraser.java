// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.util.stream.Stream;

/** The role of whoever removes an object for good, as a person may demand. */
@Public
public interface ObjectEraser {
    /**
     * Removes every copy of an object, in every epoch, durably, whatever still refers to it. Who
     * reads it later gets an {@link ObjectErasedException}; who puts the same content again stores
     * it anew. Repeatable. Caches of other processes drop it within a minute, see {@link
     * io.multimodal.store.cache.ErasureAwareStore}. Blocks.
     *
     * @return how many copies were removed
     */
    int erase(ContentId id) throws StoreException;

    /**
     * The objects that were ever erased, in no order, whether or not they were put again. Blocks.
     * The caller closes the stream; what cannot be listed surfaces as an {@link
     * java.io.UncheckedIOException}.
     */
    Stream<ContentId> erasures() throws StoreException;
}
