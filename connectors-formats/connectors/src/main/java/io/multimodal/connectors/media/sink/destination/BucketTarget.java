// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectPlace;
import io.multimodal.store.Payload;
import io.multimodal.store.Puts;
import io.multimodal.store.bucket.client.Bucket;
import io.multimodal.store.bucket.spi.BlobClient;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.StoreException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bucket. Nothing is staged in it: the bytes lie in the job's store, and a staged file is a
 * reference. It is published by a put that leaves another object as it is; where the server does
 * not hold to that condition, and for objects over 8 MiB, by a look and a put. Objects over 8 MiB,
 * and those from 1 MiB on that replace others, are copied by the server where that has their bytes.
 */
final class BucketTarget implements Target {
    private static final Logger LOG = LoggerFactory.getLogger(BucketTarget.class);

    /** Longer objects are uploaded from a temporary file, in parts. */
    private static final int MAX_PUT_BYTES = 8 << 20;

    private static final int STEP_BYTES = 4 << 20;
    private static final int MIN_COPY_BYTES = 1 << 20;

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
        StagedObject staged = staged(content);
        ContentId id =
                staged.kept() instanceof StoredRef stored
                        ? stored.id()
                        : ContentId.hash(((InlineRef) staged.kept()).content());
        return new StagedFile(staged.toBytes(), content.object().sizeBytes(), id);
    }

    private StagedObject staged(FileContent content) throws IOException {
        Optional<ObjectRef> ref = content.ref();
        if (ref.isEmpty()) {
            byte[] bytes = content.object().read(0, (int) content.object().sizeBytes());
            return new StagedObject(stores.put(Payload.of(bytes)), Optional.empty());
        }
        return ref.get() instanceof ExternalRef external
                ? new StagedObject(Puts.await(stores.ingest(external)), ref)
                : new StagedObject(ref.get(), Optional.empty());
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

    /**
     * A server copies to a key without looking at it: what is put under a condition is therefore
     * put. To find and copy a small object takes more requests than to read and put it.
     */
    @Override
    public Published publish(String list, FileEntry file, boolean replace) throws IOException {
        String key = prefix + file.path();
        boolean large = file.sizeBytes() > MAX_PUT_BYTES;
        if (!replace && (large || !bucket.holdsToConditions()) && exists(file.path())) {
            return Published.writtenIf(holds(file.path(), file.sizeBytes(), file.id()));
        }
        StagedObject staged = staged(file);
        boolean mayReplace = large || (replace && file.sizeBytes() >= MIN_COPY_BYTES);
        if (mayReplace && copied(staged, key, file)) {
            return Published.COPIED;
        }
        ObjectHandle object = stores.open(staged.kept());
        if (large) {
            upload(key, object);
            return Published.WRITTEN;
        }
        byte[] bytes = object.read(0, (int) file.sizeBytes());
        BlobClient.Put put = Puts.await(bucket.put(key, bytes, file.id().digest(), !replace));
        return Published.writtenIf(
                put == BlobClient.Put.WRITTEN || holds(file.path(), file.sizeBytes(), file.id()));
    }

    private static StagedObject staged(FileEntry file) throws IOException {
        try {
            return StagedObject.fromBytes(file.staged());
        } catch (InvalidReferenceException e) {
            throw new IOException("The list of staged files is damaged at " + file.path(), e);
        }
    }

    /** Whether the server copied the bytes from where they are kept, or from where they came. */
    private boolean copied(StagedObject staged, String key, FileEntry file) throws IOException {
        return copied(staged.kept(), key, file)
                || (staged.origin().isPresent() && copied(staged.origin().get(), key, file));
    }

    private boolean copied(ObjectRef from, String key, FileEntry file) throws IOException {
        try {
            Optional<ObjectPlace> place =
                    stores.place(from).filter(at -> at.sizeBytes() == file.sizeBytes());
            return place.isPresent()
                    && Puts.await(bucket.copy(place.get(), file.id().digest(), key));
        } catch (StoreException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.info("{} is read and written, since {} does not copy it", key, bucket, e);
            return false;
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
