// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.log;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.layout.BlobPuts;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.RefusedException;
import java.io.IOException;
import java.util.Optional;

/** Documents as objects of a bucket. A conditional put decides which of several writers wins. */
final class BucketLog implements VersionLog {
    private final String what;
    private final Bucket bucket;
    private final String prefix;

    /**
     * @param what is kept here, for messages
     * @param bucket closed with this
     * @param prefix of all keys, ending in a slash
     */
    BucketLog(String what, Bucket bucket, String prefix) {
        this.what = what;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public boolean exists(long version) throws IOException {
        return bucket.size(key(version)).isPresent();
    }

    @Override
    public Optional<byte[]> read(long version) throws IOException {
        Optional<BlobClient.Part> part = bucket.get(key(version), 0, MAX_BYTES);
        if (part.isPresent() && part.get().objectBytes() > MAX_BYTES) {
            throw new IOException(
                    "%s of %s has %d bytes, more than the %d of %s"
                            .formatted(
                                    key(version),
                                    bucket,
                                    part.get().objectBytes(),
                                    MAX_BYTES,
                                    what));
        }
        return part.map(BlobClient.Part::bytes);
    }

    @Override
    public boolean write(long version, byte[] document) throws IOException {
        if (!bucket.holdsToConditions()) {
            throw new RefusedException(
                    "Cannot keep %s in %s: its server does not decide which of several conditional puts wins, so two sessions could undo each other's changes; keep it in a folder, or in a bucket of another server"
                            .formatted(what, bucket));
        }
        return put(version, document, true) == BlobClient.Put.WRITTEN;
    }

    @Override
    public void empty(long version) throws IOException {
        put(version, new byte[0], false);
    }

    private BlobClient.Put put(long version, byte[] document, boolean ifAbsent) throws IOException {
        String key = key(version);
        return BlobPuts.await(bucket.put(key, document, BlobPuts.sha256(document), ifAbsent), key);
    }

    private String key(long version) {
        return prefix + VersionLog.name(version);
    }

    @Override
    public void close() {
        bucket.close();
    }

    @Override
    public String toString() {
        return bucket + "/" + prefix;
    }
}
