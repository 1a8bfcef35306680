// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreModelContract;
import io.multimodal.store.error.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AfterTry;

class LocalStorePropertyTest extends StoreModelContract {
    private Path folder;

    @Override
    protected void begin() throws IOException {
        folder = Files.createTempDirectory("store-model");
    }

    @Override
    protected ObjectStore open() throws StoreException {
        return LocalStore.open(folder, 16);
    }

    @AfterTry
    void remove() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
