// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.memory;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectStoreContract;
import io.multimodal.store.StoreRoot;

class MemoryStoreTest extends ObjectStoreContract {
    @Override
    protected ObjectStore newStore(int inlineThresholdBytes) {
        return new MemoryStore(new StoreRoot(0xcafe, inlineThresholdBytes));
    }
}
