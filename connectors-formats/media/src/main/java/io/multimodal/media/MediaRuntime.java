// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.annotation.Public;
import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.memory.MemoryShare;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalSchemes;
import io.multimodal.store.runtime.SharedResources;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.Limits;
import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;

/**
 * The stores and readers of a process: all functions, sources and models with the same stores and
 * limits share one, and with it the memory that decoders may hold and the images that were decoded.
 * Jobs that bring image formats or external sources of their own have one of their own.
 * Thread-safe.
 *
 * <pre>{@code
 * try (MediaRuntime media = MediaRuntime.acquire(config)) {
 *     byte[] small = media.images().encode(img.reference(), "image/jpeg", 256);
 * }
 * }</pre>
 */
@Public
public final class MediaRuntime implements AutoCloseable {
    private static final SharedResources<Key, Shared, StoreException> IN_USE =
            new SharedResources<>("stores and readers", StoreUnavailableException::new);

    private final SharedResources<Key, Shared, StoreException>.Lease lease;
    private final Key key;
    private final Shared shared;

    private MediaRuntime(Key key) throws StoreException {
        this.key = key;
        this.lease = IN_USE.acquire(key, () -> Shared.open(key));
        this.shared = lease.resource();
    }

    /**
     * What this configuration names, with the image formats that are found for this thread. Each
     * acquisition is closed once. Blocks.
     */
    public static MediaRuntime acquire(MultimodalConfig config) throws StoreException {
        return new MediaRuntime(
                new Key(
                        config.store(),
                        config.limits(),
                        ImageFormats.find(),
                        ExternalSchemes.find()));
    }

    /** The stores; stay open until this is closed. */
    public StoreRuntime stores() {
        return shared.stores;
    }

    /** What media may cost. */
    public Limits limits() {
        return key.limits;
    }

    /** The image formats that are read, as they were found when this was acquired. */
    public ImageFormats formats() {
        return key.formats;
    }

    /**
     * Waits for a share of the memory that all decoders of the process hold together: for who holds
     * much by other means than the readers here. A thread that holds a share does not wait.
     *
     * @param bytes an estimate; what exceeds all there is runs alone
     */
    public MemoryShare admit(long bytes) throws IOException {
        return new DecodeMemory(limits().decodeMemoryBytes() / 4 * 3).admitAtMost(bytes);
    }

    /** Reads images. */
    public ImageReader images() {
        return shared.images;
    }

    /** Reads videos. */
    public VideoReader videos() {
        return shared.images.videos();
    }

    /** Plays sound. */
    public AudioReader audio() {
        return shared.sounds;
    }

    /** Small results of functions over these media. */
    public ResultCache results() {
        return shared.results;
    }

    /** Gives this acquisition back; the last one closes everything. Idempotent. */
    @Override
    public void close() throws StoreException {
        lease.close();
    }

    private record Key(
            StoreConfig store, Limits limits, ImageFormats formats, ExternalSchemes schemes) {}

    private record Shared(
            StoreRuntime stores, ImageReader images, AudioReader sounds, ResultCache results)
            implements SharedResources.Resource<StoreException> {
        static Shared open(Key key) throws StoreException {
            StoreRuntime stores = StoreRuntime.acquire(key.store);
            try {
                return new Shared(
                        stores,
                        ImageReader.open(
                                stores::open, key.limits, key.formats, stores.main().records()),
                        AudioReader.open(stores::open, key.limits),
                        new ResultCache());
            } catch (RuntimeException | Error e) {
                stores.close();
                throw e;
            }
        }

        @Override
        public void close() throws StoreException {
            try {
                images.close();
            } finally {
                stores.close();
            }
        }
    }
}
