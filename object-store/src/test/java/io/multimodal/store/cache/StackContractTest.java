// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectStoreContract;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.local.LocalStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack that task managers use, as tall as it gets. */
class StackContractTest extends ObjectStoreContract {
    @TempDir Path folder;

    @Override
    protected ObjectStore newStore(int inlineThresholdBytes) throws StoreException {
        ObjectStore local =
                LocalStore.open(folder.resolve("s" + inlineThresholdBytes), inlineThresholdBytes);
        return new MeteredStore(
                new CachingStore(local, new ObjectCache(64 << 20)),
                (operation, bytes, nanos, failed) -> {});
    }

    @Test
    void showsTheStack() throws StoreException {
        try (ObjectStore store = newStore(7)) {
            assertThat(store.toString())
                    .isEqualTo("Metered(Caching(64 MiB, Local(" + folder.resolve("s7") + ")))");
        }
    }
}
