// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.content;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.audio.AudioFormat;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.modality.AudioModality;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MediaValue;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Encoding;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.Programs;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes of values the bytes that are written. An object that is in the wanted format already is
 * copied as it is; anything else is rendered once. Thread-safe; blocks while it renders.
 */
public final class FileContents {
    /** As of IMAGE_ENCODE. */
    private static final int USUAL_QUALITY = 90;

    private final MediaRuntime media;
    private final FileEncoding encoding;

    public FileContents(MediaRuntime media, FileEncoding encoding) {
        this.media = media;
        this.encoding = encoding;
    }

    /**
     * The content of the file of a value; null if the value is NULL because a {@code TRY_} function
     * made it and its program fails.
     *
     * @throws MediaException if the medium is bad, or cannot be written in the wanted format
     */
    public FileContent of(MediaValue value) throws IOException, InvalidReferenceException {
        ObjectRef ref = value.reference();
        try {
            return content(value, ref);
        } catch (IOException e) {
            if (!Programs.isNullOnError(ref)) {
                throw e;
            }
            FailurePolicy.nullOnError("the content of a file").onFailure(ref.toText(), e);
            return null;
        }
    }

    private FileContent content(MediaValue value, ObjectRef ref)
            throws IOException, InvalidReferenceException {
        if (ref instanceof DerivedRef || !isInWantedFormat(value)) {
            Encoded encoded = expected(value, render(value, ref));
            return new FileContent(
                    encoded.contentType(),
                    extension(encoded.contentType()),
                    new ArrayHandle(encoded.bytes()),
                    Optional.empty(),
                    Optional.of(ContentId.hash(encoded.bytes())));
        }
        ObjectHandle object = media.stores().open(ref);
        String type = contentType(value, object);
        return new FileContent(type, extension(type), object, Optional.of(ref), id(ref));
    }

    private boolean isInWantedFormat(MediaValue value) {
        if (encoding.format() == null || value instanceof Tensor) {
            return true;
        }
        boolean opus = encoding.format() == FileFormat.OPUS;
        return encoding.format().contentType().equals(declaredType(value))
                && (!opus || (value instanceof Audio audio && "opus".equals(audio.codec())));
    }

    private String extension(String contentType) {
        return encoding.format() == null
                ? FileExtensions.of(contentType)
                : encoding.format().extensions().get(0);
    }

    private String contentType(MediaValue value, ObjectHandle object) throws IOException {
        String declared = declaredType(value);
        if (declared != null) {
            return declared;
        }
        int head = (int) Math.min(ContentTypes.HEAD_BYTES, object.sizeBytes());
        return ContentTypes.detect(object.read(0, head), media.formats());
    }

    private static String declaredType(MediaValue value) {
        if (value instanceof Image image) {
            return image.contentType();
        } else if (value instanceof Audio audio) {
            return audio.contentType();
        } else if (value instanceof Video video) {
            return video.contentType();
        } else if (value instanceof MediaFile file) {
            return file.contentType();
        }
        return FileExtensions.NPY;
    }

    private static Optional<ContentId> id(ObjectRef ref) {
        if (ref instanceof StoredRef stored) {
            return Optional.of(stored.id());
        }
        return ref instanceof InlineRef inline
                ? Optional.of(ContentId.hash(inline.content()))
                : Optional.empty();
    }

    private Encoded render(MediaValue value, ObjectRef ref)
            throws IOException, InvalidReferenceException {
        FileFormat format = encoding.format();
        if (format == null) {
            return asItSays(value);
        } else if (value instanceof Image) {
            return media.images().materialise(encoded(ref));
        } else if (value instanceof Audio audio) {
            return AudioModality.encode(media, audio, AudioFormat.named(format.name()));
        } else if (ref instanceof DerivedRef) {
            return asItSays(value);
        }
        throw notCodedAnew(value, declaredType(value));
    }

    private <T extends MediaValue> Encoded asItSays(T value)
            throws IOException, InvalidReferenceException {
        return Modalities.of(value).render(media, value);
    }

    /** A clip is QuickTime where its codec wants that. */
    private Encoded expected(MediaValue value, Encoded encoded) throws MediaException {
        if (encoding.format() != null
                && !encoding.format().contentType().equals(encoded.contentType())) {
            throw notCodedAnew(value, encoded.contentType());
        }
        return encoded;
    }

    private MediaException notCodedAnew(MediaValue value, String contentType) {
        return new MediaException(
                ErrorCode.UNSUPPORTED,
                "A value of type %s and content type %s cannot be written as %s, since it is not coded anew; end 'sink.path-template' in '.{ext}'"
                        .formatted(value.type(), contentType, encoding.format()));
    }

    private ObjectRef encoded(ObjectRef ref) throws MediaException {
        Encoding as = Encoding.valueOf(encoding.format().name());
        ImageProgram program = ImageProgram.of(ref);
        boolean said = program.encoding().filter(how -> how.as() == as).isPresent();
        if (said && encoding.quality() == 0) {
            return ref;
        }
        int quality = encoding.quality() == 0 && as.isLossy() ? USUAL_QUALITY : encoding.quality();
        return program.then(new ImageOp.Encode(as, quality)).applyTo(ref);
    }
}
