// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.audio.AudioFormat;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.modality.AudioModality;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Media as servers take them: the file as it is where its format is one that they read, else
 * encoded anew. Blocks to read and decode.
 *
 * @param transfer how images get there
 * @param expires how long a URL holds
 * @param maxBytes the most bytes of a file that is sent
 * @param maxSide the most pixels of an image's longer side; {@link #ANY} for any
 */
record MediaParts(MediaTransfer transfer, Duration expires, long maxBytes, int maxSide)
        implements Serializable {
    /** Any number of pixels. */
    static final int ANY = Integer.MAX_VALUE;

    /** What all servers read that read images. */
    private static final Set<String> IMAGES =
            Set.of("image/jpeg", "image/png", "image/webp", "image/gif");

    /** What OpenAI's protocol lists for transcription, by what is detected. */
    private static final Set<String> AUDIO =
            Set.of("audio/wav", "audio/flac", "audio/mpeg", "audio/mp4", "audio/ogg");

    static MediaParts of(ReadableConfig options) {
        return new MediaParts(
                options.get(OpenAiModelOptions.MEDIA_TRANSFER),
                options.get(OpenAiModelOptions.MEDIA_URL_EXPIRES),
                options.get(OpenAiModelOptions.MAX_MEDIA_BYTES).getBytes(),
                options.getOptional(OpenAiModelOptions.IMAGE_MAX_SIDE).orElse(ANY));
    }

    /** The URL of an image: of the store, or with the image in it. */
    String imageUrl(MediaRuntime media, Image image) throws IOException, InvalidReferenceException {
        ObjectRef reference = image.reference();
        boolean isReadable = image.contentType() != null && IMAGES.contains(image.contentType());
        if (transfer == MediaTransfer.URL
                && reference instanceof StoredRef stored
                && isReadable
                && maxSide == ANY) {
            return media.stores().presign(stored, expires).toString();
        }
        return dataUrl(image(media, image));
    }

    private static String dataUrl(Encoded file) {
        return "data:"
                + file.contentType()
                + ";base64,"
                + Base64.getEncoder().encodeToString(file.bytes());
    }

    private Encoded image(MediaRuntime media, Image image)
            throws IOException, InvalidReferenceException {
        ObjectRef reference = image.reference();
        if (maxSide != ANY) {
            return checked(
                    new Encoded(
                            "image/jpeg", media.images().encode(reference, "image/jpeg", maxSide)));
        }
        if (reference instanceof DerivedRef) {
            return checked(media.images().materialise(reference));
        }
        Encoded file = file(media, reference);
        return IMAGES.contains(file.contentType())
                ? checked(file)
                : checked(
                        new Encoded(
                                "image/png", media.images().encode(reference, "image/png", ANY)));
    }

    /** An audio for transcription. */
    Encoded audio(MediaRuntime media, Audio audio) throws IOException, InvalidReferenceException {
        return audio(media, audio, AUDIO, AudioFormat.FLAC);
    }

    /** An audio for a chat, which takes two formats. */
    Encoded audioOfChat(MediaRuntime media, Audio audio)
            throws IOException, InvalidReferenceException {
        return audio(media, audio, Set.of("audio/mpeg"), AudioFormat.WAV);
    }

    private Encoded audio(MediaRuntime media, Audio audio, Set<String> taken, AudioFormat otherwise)
            throws IOException, InvalidReferenceException {
        ObjectRef reference = audio.reference();
        if (!(reference instanceof DerivedRef)) {
            Encoded file = file(media, reference);
            if (taken.contains(file.contentType())) {
                return checked(file);
            }
        }
        return checked(AudioModality.encode(media, audio, otherwise));
    }

    /** The file as it is, whatever its size, as long as it may be decoded. */
    private static Encoded file(MediaRuntime media, ObjectRef reference) throws IOException {
        byte[] bytes = media.stores().read(reference, media.limits().maxBytes());
        byte[] head =
                bytes.length <= ContentTypes.HEAD_BYTES
                        ? bytes
                        : Arrays.copyOf(bytes, ContentTypes.HEAD_BYTES);
        return new Encoded(plain(ContentTypes.detect(head, media.formats())), bytes);
    }

    /** One name for a type that has several. */
    private static String plain(String contentType) {
        return switch (contentType) {
            case "audio/vnd.wave", "audio/x-wav", "audio/wave" -> "audio/wav";
            case "audio/x-flac" -> "audio/flac";
            case "audio/x-m4a" -> "audio/mp4";
            case "audio/vorbis", "audio/opus", "audio/x-oggflac", "audio/speex" -> "audio/ogg";
            default -> contentType;
        };
    }

    private Encoded checked(Encoded file) throws MediaException {
        if (file.bytes().length > maxBytes) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "It has %d bytes as %s, and 'max-media-bytes' allows %d; make it smaller or shorter, set 'image-max-side', or raise the limit if the server takes more"
                            .formatted(file.bytes().length, file.contentType(), maxBytes));
        }
        return file;
    }
}
