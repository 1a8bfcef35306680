// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.StoreException;
import io.multimodal.store.assembly.OpenStores;
import io.multimodal.types.Limits;
import io.multimodal.types.MultimodalConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * The stores and readers of a process: all functions, sources and models with the same stores and
 * limits share one, and with it the memory that decoders may hold and the pictures that were
 * decoded. Thread-safe.
 *
 * <pre>{@code
 * try (OpenMedia media = OpenMedia.acquire(config)) {
 *     byte[] small = media.images().encode(img.reference(), "image/jpeg", 256);
 * }
 * }</pre>
 */
public final class OpenMedia implements AutoCloseable {
    private static final Map<Key, Shared> SHARED = new HashMap<>();

    private record Key(StoreConfig store, Limits limits) {}

    private static final class Shared {
        private final OpenStores stores;
        private final ImageReader images;
        private final AudioReader sounds;
        private int users;

        private Shared(OpenStores stores, Limits limits) {
            this.stores = stores;
            this.images = ImageReader.open(stores::open, limits, stores.main().records());
            this.sounds = AudioReader.open(stores::open, limits);
        }
    }

    private final Key key;
    private final Shared shared;
    private boolean closed;

    private OpenMedia(Key key, Shared shared) {
        this.key = key;
        this.shared = shared;
    }

    /** What this configuration names. Each acquisition is closed once. Blocks. */
    public static OpenMedia acquire(MultimodalConfig config) throws StoreException {
        Key key = new Key(config.store(), config.limits());
        synchronized (SHARED) {
            Shared shared = SHARED.get(key);
            if (shared == null) {
                shared = new Shared(OpenStores.acquire(key.store), key.limits);
                SHARED.put(key, shared);
            }
            shared.users++;
            return new OpenMedia(key, shared);
        }
    }

    /** The stores; stay open until this is closed. */
    public OpenStores stores() {
        return shared.stores;
    }

    /** What media may cost. */
    public Limits limits() {
        return key.limits;
    }

    /** Reads pictures. */
    public ImageReader images() {
        return shared.images;
    }

    /** Reads videos. */
    public VideoReader videos() {
        return shared.images.videos();
    }

    /** Plays sound. */
    public AudioReader sounds() {
        return shared.sounds;
    }

    /** Gives this acquisition back; the last one closes everything. Idempotent. */
    @Override
    public void close() throws StoreException {
        synchronized (SHARED) {
            if (closed) {
                return;
            }
            closed = true;
            shared.users--;
            if (shared.users == 0) {
                SHARED.remove(key);
                shared.images.close();
                shared.stores.close();
            }
        }
    }
}
