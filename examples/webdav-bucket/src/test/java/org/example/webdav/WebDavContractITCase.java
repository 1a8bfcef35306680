// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.testkit.BucketContract;

/** The client keeps the promises of a client. */
class WebDavContractITCase extends BucketContract {
    @Override
    protected BlobClient newClient() throws Exception {
        return new WebDavProvider().open(WebDavServer.folder("contract"));
    }

    /** Tomcat looks whether a file is there, and writes it later. */
    @Override
    public boolean decidesRaces() {
        return false;
    }
}
