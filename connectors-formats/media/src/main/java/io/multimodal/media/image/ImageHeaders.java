// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.cache.ErasureAwareStore;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import java.io.IOException;
import java.util.Optional;

/**
 * What the headers of images, frames of videos and pages of documents say, remembered for many of
 * them. None is believed for longer than a minute, since the object may have been erased.
 * Thread-safe.
 */
final class ImageHeaders {
    private static final long MAX_HEADERS = 10_000;
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 1024;

    private final ImageReader.Objects objects;
    private final ImageProbe probe;
    private final Limits limits;
    private final VideoReader videos;
    private final Cache<ObjectRef, ProbedImage> known =
            Caffeine.newBuilder()
                    .maximumSize(MAX_HEADERS)
                    .expireAfterWrite(ErasureAwareStore.REACH)
                    .executor(Runnable::run)
                    .build();

    ImageHeaders(ImageReader.Objects objects, ImageProbe probe, Limits limits, VideoReader videos) {
        this.objects = objects;
        this.probe = probe;
        this.limits = limits;
        this.videos = videos;
    }

    /**
     * The header of an image. Blocks while it is read.
     *
     * @param source an object, or the reference of one frame of a video or page of a document
     */
    ProbedImage of(ObjectRef source) throws IOException {
        Optional<ImageOp.Page> page = DocumentPage.of(source);
        if (page.isPresent()) {
            return DocumentPage.probed(page.get(), limits);
        }
        // All frames of a video have one head.
        ObjectRef key = source instanceof DerivedRef frame ? frame.source() : source;
        ProbedImage image = known.getIfPresent(key);
        if (image == null && source instanceof DerivedRef) {
            image = VideoFrame.probed(videos.header(key));
            known.put(key, image);
        } else if (image == null) {
            ObjectHandle object = objects.open(source);
            image = probe.image(object);
            if (image.head().size() == null) {
                image = probe.image(whole(object, limits));
            }
            known.put(source, image);
        }
        return image;
    }

    /** All bytes of an object, within the limits. Blocks. */
    static byte[] whole(ObjectHandle object, Limits limits) throws IOException {
        long most = Math.min(limits.maxBytes(), MAX_ARRAY_BYTES);
        if (object.sizeBytes() > most) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The image has %d bytes, more than the limit of %d"
                            .formatted(object.sizeBytes(), most));
        }
        return object.read(0, (int) object.sizeBytes());
    }
}
