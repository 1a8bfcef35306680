// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.testkit.BucketStoreContract;

/** A store on the client keeps the promises of a store. */
class WebDavStoreITCase extends BucketStoreContract {
    @Override
    protected BlobClient newClient() throws Exception {
        return new WebDavProvider().open(WebDavServer.folder("stores"));
    }
}
