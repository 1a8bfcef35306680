// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.Audio;
import io.multimodal.types.DType;
import io.multimodal.types.Image;
import io.multimodal.types.MediaFile;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;

/** References and values of every kind, the same in every run. */
final class Samples {
    static final StoredRef STORED =
            new StoredRef(0x01020304, ContentId.hash("a megabyte"), 1 << 20, Optional.empty());

    static final StoredRef LARGE =
            new StoredRef(
                    0x01020304,
                    ContentId.hash("a large one"),
                    3L << 30,
                    Optional.of(ContentId.hash("its tree")));

    static final InlineRef INLINE = new InlineRef(new byte[] {1, 2, 3});

    static final ExternalRef EXTERNAL =
            new ExternalRef(
                    "s3://bucket/photo.jpg", 10, OptionalLong.of(99), Optional.of("\"etag\""));

    static final ObjectRef DERIVED = derived();

    static final Image PHOTO = Image.of(STORED, "image/jpeg", 1L << 20, 4032, 3024, "RGB");

    private Samples() {}

    private static ObjectRef derived() {
        try {
            return ImageProgram.EMPTY
                    .then(new ImageOp.Crop(10, 20, 300, 48, 150))
                    .then(new ImageOp.Resize(224, 224))
                    .applyTo(STORED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectRef[] references() {
        return new ObjectRef[] {STORED, LARGE, INLINE, EXTERNAL, DERIVED};
    }

    static Image[] images() {
        return new Image[] {
            PHOTO,
            Image.of(LARGE, "image/tiff", 3L << 30, 60_000, 60_000, "CMYK"),
            Image.of(INLINE),
            Image.of(EXTERNAL, null, 99L, null, null, null),
            Image.of(DERIVED, null, null, 224, 224, "RGB")
        };
    }

    static Audio[] audios() {
        return new Audio[] {
            Audio.of(STORED, "audio/flac", 1L << 20, 44_100, 2, 12.5, "flac"), Audio.of(INLINE)
        };
    }

    static Video[] videos() {
        return new Video[] {
            Video.of(LARGE, "video/mp4", 3L << 30, 1920, 1080, 30_000 / 1001.0, 3600.0, "h264"),
            Video.of(EXTERNAL)
        };
    }

    static Tensor[] tensors() {
        return new Tensor[] {
            Tensor.of(STORED, DType.FLOAT32, 512, 512),
            Tensor.of(LARGE, DType.UINT8, 3, 1L << 30),
            Tensor.of(INLINE, DType.INT8),
            Tensor.of(DERIVED)
        };
    }

    static MediaFile[] files() {
        return new MediaFile[] {
            MediaFile.of(STORED, "application/pdf", 1L << 20), MediaFile.of(EXTERNAL)
        };
    }

    /** A derived reference, to be sure that the constant above is one. */
    static DerivedRef derivedRef() {
        return (DerivedRef) DERIVED;
    }
}
