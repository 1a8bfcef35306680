// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.external.ReferredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * An object of a bucket, read by ranges of one version: a range of another one is refused. Its
 * first bytes came when it was opened.
 *
 * @param referred names the version that was found then
 */
record BucketFile(ReferredObject referred) implements OpenFile {
    @Override
    public ObjectHandle object() {
        return referred.object();
    }

    @Override
    public InputStream stream() throws IOException {
        return referred.object().stream();
    }

    /** Each read compares it. */
    @Override
    public Object version() {
        return referred.ref();
    }

    @Override
    public Optional<String> etag() {
        return referred.ref().validator();
    }

    @Override
    public void close() {}
}
