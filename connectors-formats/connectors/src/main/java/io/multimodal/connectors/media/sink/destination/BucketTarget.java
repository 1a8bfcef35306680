// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.Payload;
import io.multimodal.store.Puts;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A bucket. Nothing is staged in it: the bytes lie in the job's store, and a staged file is a
 * reference. It is published by a put that leaves another object as it is; where the server does
 * not hold to that condition, and for objects over 8 MiB, by a look and a put.
 */
final class BucketTarget implements Target {
    /** Longer objects are uploaded from a temporary file, in parts. */
    private static final int MAX_PUT_BYTES = 8 << 20;

    private static final int STEP_BYTES = 4 << 20;

    private final Bucket bucket;
    private final String prefix;
    private final StoreRuntime stores;

    /**
     * @param bucket closed with this
     * @param prefix of all keys; empty, or ending in a slash
     */
    BucketTarget(Bucket bucket, String prefix, StoreRuntime stores) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.stores = stores;
    }

    @Override
    public StagedFile stage(String list, int number, FileContent content) throws IOException {
        ObjectRef ref = stored(content);
        ContentId id =
                ref instanceof StoredRef stored
                        ? stored.id()
                        : ContentId.hash(((InlineRef) ref).content());
        return new StagedFile(ref.toBytes(), content.object().sizeBytes(), id);
    }

    private ObjectRef stored(FileContent content) throws IOException {
        Optional<ObjectRef> ref = content.ref();
        if (ref.isEmpty()) {
            byte[] bytes = content.object().read(0, (int) content.object().sizeBytes());
            return stores.put(Payload.of(bytes));
        }
        return ref.get() instanceof ExternalRef external
                ? Puts.await(stores.ingest(external))
                : ref.get();
    }

    @Override
    public void settle(String list) {}

    @Override
    public boolean exists(String path) throws IOException {
        return bucket.size(prefix + path).isPresent();
    }

    @Override
    public boolean holds(String path, long sizeBytes, ContentId id) throws IOException {
        String key = prefix + path;
        MessageDigest digest = ContentId.newDigest();
        long offset = 0;
        do {
            Optional<BlobClient.Part> part = bucket.get(key, offset, STEP_BYTES);
            if (part.isEmpty() || part.get().objectBytes() != sizeBytes) {
                return false;
            }
            digest.update(part.get().bytes());
            offset += STEP_BYTES;
        } while (offset < sizeBytes);
        return ContentId.of(digest.digest()).equals(id);
    }

    @Override
    public boolean publish(String list, FileEntry file, boolean replace) throws IOException {
        String key = prefix + file.path();
        boolean large = file.sizeBytes() > MAX_PUT_BYTES;
        if (!replace && (large || !bucket.holdsToConditions()) && exists(file.path())) {
            return holds(file.path(), file.sizeBytes(), file.id());
        }
        ObjectHandle object = open(file);
        if (large) {
            upload(key, object);
            return true;
        }
        byte[] bytes = object.read(0, (int) file.sizeBytes());
        BlobClient.Put put = Puts.await(bucket.put(key, bytes, file.id().digest(), !replace));
        return put == BlobClient.Put.WRITTEN || holds(file.path(), file.sizeBytes(), file.id());
    }

    private ObjectHandle open(FileEntry file) throws IOException {
        try {
            return stores.open(ObjectRef.fromBytes(file.staged()));
        } catch (InvalidReferenceException e) {
            throw new IOException("The list of staged files is damaged at " + file.path(), e);
        }
    }

    private void upload(String key, ObjectHandle object) throws IOException {
        Path copy = Files.createTempFile("multimodal-sink-", ".part");
        try {
            try (InputStream in = object.stream()) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            Puts.await(bucket.upload(key, copy));
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public boolean isPublished(String list) throws IOException {
        return bucket.size(manifest(list)).isPresent();
    }

    private String manifest(String list) {
        return prefix + MANIFESTS + list + ".jsonl";
    }

    @Override
    public void finish(String list, List<FileEntry> files) throws IOException {
        byte[] lines = ManifestLines.of(files);
        Puts.await(bucket.put(manifest(list), lines, ContentId.hash(lines).digest(), false));
    }

    @Override
    public void discard(String list) {}

    @Override
    public void sweep(Duration olderThan) {}

    @Override
    public void close() {
        bucket.close();
    }

    @Override
    public String toString() {
        return bucket.toString();
    }
}
