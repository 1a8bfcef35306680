// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectStoreContract;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.memory.MemoryStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class DiskCachingStoreContractTest extends ObjectStoreContract {
    @TempDir Path folder;
    private DiskCache cache;

    @Override
    protected ObjectStore newStore(int inlineThresholdBytes) throws StoreException {
        cache = DiskCache.open(folder, 256 << 20);
        return new DiskCachingStore(new MemoryStore(new StoreRoot(7, inlineThresholdBytes)), cache);
    }

    @AfterEach
    void closeCache() {
        cache.close();
    }
}
