// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.runtime;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.cache.StoreCounters;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.external.ExternalSchemes;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.signing.SignedReferenceCodec;

/** What all users of a configuration share: its stores, and the caches before them. */
final class SharedStores implements SharedResources.Resource<StoreException> {
    private final StoreStack stack;
    private final SignedReferenceCodec codec;
    private final ExternalObjects externals;
    private final NamedStores stores;

    private SharedStores(StoreConfig config, ExternalSchemes schemes, StoreStack stack)
            throws StoreException {
        this.stack = stack;
        this.codec = SignedReferenceCodec.of(config.signatures());
        this.externals = ExternalObjects.under(config.externals().values(), schemes);
        boolean opened = false;
        try {
            this.stores = new NamedStores(config, stack);
            opened = true;
        } finally {
            if (!opened) {
                externals.close();
            }
        }
    }

    static SharedStores open(StoreConfig config, ExternalSchemes schemes) throws StoreException {
        StoreStack stack = StoreStack.open(config.cache());
        boolean opened = false;
        try {
            SharedStores stores = new SharedStores(config, schemes, stack);
            opened = true;
            return stores;
        } finally {
            if (!opened) {
                stack.close();
            }
        }
    }

    ObjectStore main() {
        return stores.main().store();
    }

    StoreCounters counters() {
        return stack.counters();
    }

    SignedReferenceCodec referenceCodec() {
        return codec;
    }

    ExternalObjects externals() {
        return externals;
    }

    /** A handle on an external object; kept in a cache where its reference names its bytes. */
    ObjectHandle open(ExternalRef ref) throws StoreException {
        ObjectHandle handle = externals.open(ref);
        return ref.namesBytes() ? stack.cached(ref, handle) : handle;
    }

    /** The store that a reference names. */
    ObjectStore named(StoredRef ref) throws StoreException {
        return stores.named(ref).store();
    }

    /** Starts to read an object that will be wanted soon, if its store is open; does not block. */
    void prefetch(StoredRef ref) {
        if (ref.storeId() == stores.main().storeId()) {
            stack.prefetch(stores.main(), ref);
        }
    }

    /** Closes all stores and what is before them. */
    @Override
    public void close() throws StoreException {
        externals.close();
        try {
            stores.close();
        } finally {
            stack.close();
        }
    }
}
