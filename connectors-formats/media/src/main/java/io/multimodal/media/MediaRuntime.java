// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.annotation.Public;
import io.multimodal.media.audio.AudioReader;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.memory.MemoryShare;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.media.tensor.lazy.TensorReader;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.runtime.SharedResources;
import io.multimodal.store.runtime.StoreKey;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.Limits;
import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;

/**
 * The stores and readers of a process. All functions, sources and models with the same stores and
 * limits share one instance, and with it the memory limit of the decoders and the cache of decoded
 * images. A job with image formats, external sources or store backends in its own jar has an
 * instance of its own. Thread-safe.
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
     * The runtime of this configuration, with the image formats that are found for this thread.
     * Each acquisition is closed once. Blocks.
     */
    public static MediaRuntime acquire(MultimodalConfig config) throws StoreException {
        return new MediaRuntime(
                new Key(StoreKey.of(config.store()), config.limits(), ImageFormats.find()));
    }

    /** The stores, which stay open until this runtime is closed. */
    public StoreRuntime stores() {
        return shared.stores;
    }

    /** The limits for media. */
    public Limits limits() {
        return key.limits;
    }

    /** The image formats that were found when this runtime was acquired. */
    public ImageFormats formats() {
        return key.formats;
    }

    /**
     * Reserves a part of the memory that all decoders of the process hold together, for callers
     * that hold much memory beside these readers. Blocks until it is available; a thread that
     * already holds a share does not wait. The caller closes the share.
     *
     * @param bytes an estimate; a request for more than the limit runs alone
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
     */
    public MemoryShare admit(long bytes) throws IOException {
        return new DecodeMemory(limits().decodeMemoryBytes() / 4 * 3).admitAtMost(bytes);
    }

    /** The reader of images. */
    public ImageReader images() {
        return shared.images;
    }

    /** The reader of videos. */
    public VideoReader videos() {
        return shared.images.videos();
    }

    /** The reader of audio. */
    public AudioReader audio() {
        return shared.audio;
    }

    /** The reader of tensors, also of those that are made of images, audio and videos. */
    public TensorReader tensors() {
        return shared.tensors;
    }

    /** Small results of functions over these media. */
    public ResultCache results() {
        return shared.results;
    }

    /**
     * Gives this acquisition back; the last one closes the stores and readers, and may block.
     * Idempotent.
     */
    @Override
    public void close() throws StoreException {
        lease.close();
    }

    private record Key(StoreKey store, Limits limits, ImageFormats formats) {}

    private record Shared(
            StoreRuntime stores,
            ImageReader images,
            AudioReader audio,
            TensorReader tensors,
            ResultCache results)
            implements SharedResources.Resource<StoreException> {
        static Shared open(Key key) throws StoreException {
            StoreRuntime stores = StoreRuntime.acquire(key.store.config());
            try {
                ImageReader images =
                        ImageReader.open(
                                stores::open, key.limits, key.formats, stores.main().records());
                AudioReader audio = AudioReader.open(stores::open, key.limits);
                return new Shared(
                        stores,
                        images,
                        audio,
                        TensorReader.open(stores::open, images, audio, key.limits),
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
