// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.bucket;

import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.RawObject;
import java.util.Arrays;
import java.util.Optional;

/** An object in a bucket, of which the first bytes were read already. */
final class BucketObject implements RawObject {
    private final Bucket bucket;
    private final String key;
    private final String treeKey;
    private final long treeBytes;
    private final BlobClient.Part first;

    /**
     * @param treeBytes how long its range tree has to be; 0 where it has none
     * @param first its beginning; for a small object all of it
     */
    BucketObject(Bucket bucket, String key, String treeKey, long treeBytes, BlobClient.Part first) {
        this.bucket = bucket;
        this.key = key;
        this.treeKey = treeKey;
        this.treeBytes = treeBytes;
        this.first = first;
    }

    @Override
    public String place() {
        return key + " in " + bucket;
    }

    @Override
    public long lengthBytes() {
        return first.objectBytes();
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        if (offset + length <= first.bytes().length) {
            return Arrays.copyOfRange(first.bytes(), (int) offset, (int) offset + length);
        }
        byte[] bytes =
                bucket.get(key, offset, length).map(BlobClient.Part::bytes).orElse(new byte[0]);
        if (bytes.length != length) {
            throw new CorruptObjectException(
                    "The server gave " + bytes.length + " of " + length + " bytes of " + place());
        }
        return bytes;
    }

    @Override
    public Optional<byte[]> treeDigests() throws StoreException {
        if (treeBytes == 0 || treeBytes > Integer.MAX_VALUE - 8) {
            return Optional.empty();
        }
        return bucket.get(treeKey, 0, (int) treeBytes).map(BlobClient.Part::bytes);
    }

    @Override
    public void close() {}
}
