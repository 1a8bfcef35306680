// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.remember;

import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.PredictionSpaces;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What models have said about images, as records of a store: an image is inferred once for each
 * model and options, whatever files it lies in and however often jobs run or restart. Thread-safe;
 * reading and writing block. A store that fails costs the inference again, never the row.
 */
public final class PredictionCache {
    private static final Logger LOG = LoggerFactory.getLogger(PredictionCache.class);

    /** Changes when the same bytes in a key mean something else. */
    private static final byte KEY_VERSION = 1;

    private final RecordStore records;
    private final RowCodec codec;
    private final MessageDigest prefix;
    private final String space;

    /**
     * Whether a release that kept the predictions of all models together has been here; empty until
     * it was looked for.
     */
    private volatile Optional<Boolean> older = Optional.empty();

    /**
     * The cache of one model's predictions.
     *
     * @param model the digest of its bytes
     * @param identity everything else that its results depend on
     */
    public PredictionCache(RecordStore records, ContentId model, String identity, RowCodec codec) {
        this.records = records;
        this.codec = codec;
        this.space = PredictionSpaces.of(model);
        this.prefix = ContentId.newDigest();
        prefix.update(KEY_VERSION);
        prefix.update(model.digest());
        prefix.update(ContentId.hash(identity).digest());
    }

    /**
     * Whether a reference says what bytes it stands for: not so an external object of which no
     * version is known, which may change under its name.
     */
    public static boolean isIdentity(ObjectRef reference) {
        ObjectRef source = reference instanceof DerivedRef derived ? derived.source() : reference;
        return !(source instanceof ExternalRef external) || external.namesBytes();
    }

    /** The key of what the model says about an image. */
    public ContentId key(byte[] reference) {
        MessageDigest digest;
        try {
            digest = (MessageDigest) prefix.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The SHA-256 of every Java platform can be cloned", e);
        }
        return ContentId.of(digest.digest(reference));
    }

    /** What the model said; empty where it was not asked yet, or the answer is damaged. */
    public Optional<RowData> get(ContentId key) {
        try {
            Optional<byte[]> record = records.get(space, key);
            return (record.isEmpty() && hasOlder()
                            ? records.get(PredictionSpaces.OF_ANY_MODEL, key)
                            : record)
                    .flatMap(codec::decode);
        } catch (StoreException | UncheckedIOException e) {
            LOG.warn("Could not look for a remembered prediction; inferring it again", e);
            return Optional.empty();
        }
    }

    private boolean hasOlder() throws StoreException {
        if (older.isEmpty()) {
            try (Stream<ContentId> keys = records.keys(PredictionSpaces.OF_ANY_MODEL)) {
                older = Optional.of(keys.findAny().isPresent());
            }
        }
        return older.get();
    }

    /** Remembers what the model said. */
    public void put(ContentId key, RowData row) {
        byte[] record = codec.encode(row);
        if (record.length > RecordStore.MAX_RECORD_BYTES) {
            LOG.debug("A prediction of {} bytes is too large to be remembered", record.length);
            return;
        }
        try {
            records.putIfAbsent(space, key, record);
        } catch (StoreException e) {
            LOG.warn("Could not remember a prediction; it will be inferred again", e);
        }
    }
}
