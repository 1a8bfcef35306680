// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.store.StoreConfig.Signatures;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One who shares a place with others: a store under a prefix of its own, and keys of its own. */
final class Tenant implements AutoCloseable {
    private static final int CONTENTS = 8;

    final StoreRuntime stores;

    /** Which contents it has put: what there is, by all that it may know. */
    final Set<Integer> mine = new HashSet<>();

    Tenant(String storeUri, Path keys) throws StoreException {
        stores =
                StoreRuntime.acquire(
                        StoreConfig.of(storeUri)
                                .withSignatures(Signatures.required(keys.toString())));
    }

    /** A content by its number: most go into packs where there are some, one does not. */
    static byte[] content(int number) {
        byte[] bytes = new byte[number == 0 ? 1_100_000 : 2000 + number];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    static Set<Integer> allContents() {
        Set<Integer> all = new HashSet<>();
        for (int number = 0; number < CONTENTS; number++) {
            all.add(number);
        }
        return all;
    }

    static ContentId id(int number) {
        return ContentId.hash(content(number));
    }

    ObjectStore store() {
        return stores.main();
    }

    int storeId() {
        return store().root().storeId();
    }

    ObjectRef put(int number) {
        ObjectRef ref = store().put(Payload.of(content(number))).toCompletableFuture().join();
        mine.add(number);
        return ref;
    }

    /** The reference that this tenant would have to a content, whether it has that or not. */
    StoredRef ref(int number) {
        return new StoredRef(storeId(), id(number), content(number).length, Optional.empty());
    }

    /** How many copies of objects lie in its store. */
    long copies() throws StoreException {
        return StoreStatistics.of(store()).objects();
    }

    @Override
    public void close() throws StoreException {
        stores.close();
    }
}
