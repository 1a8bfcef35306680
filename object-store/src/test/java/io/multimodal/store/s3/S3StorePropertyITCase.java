// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreModelContract;
import io.multimodal.store.StoreRoot;
import io.multimodal.store.runtime.Stores;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

class S3StorePropertyITCase extends StoreModelContract {
    private static final AtomicInteger STORES = new AtomicInteger();

    private URI uri;

    @Override
    protected void begin() throws Exception {
        uri = TestServer.S3PROXY.store("model" + STORES.incrementAndGet(), "aws");
        Stores.create(uri, new StoreRoot(STORES.get(), 16), 1).close();
    }

    @Override
    protected ObjectStore open() throws Exception {
        return Stores.open(uri);
    }
}
