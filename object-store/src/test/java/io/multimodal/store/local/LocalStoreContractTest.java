// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectStoreContract;
import io.multimodal.store.error.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreContractTest extends ObjectStoreContract {
    @TempDir Path folder;

    @Override
    protected ObjectStore newStore(int inlineThresholdBytes) throws StoreException {
        return LocalStore.open(
                folder.resolve("store" + inlineThresholdBytes), inlineThresholdBytes);
    }
}
