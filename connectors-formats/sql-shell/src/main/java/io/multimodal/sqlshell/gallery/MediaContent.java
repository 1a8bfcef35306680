// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import com.sun.net.httpserver.HttpExchange;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.modality.Modalities;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MediaValue;
import io.multimodal.types.Video;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a value for a player: whole, or the range that it asks for, so that it can seek. The
 * program of a derived value is run first. Thread-safe; blocks.
 */
final class MediaContent {
    private static final int PIECE = 1 << 20;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What browsers show themselves and what runs no script; all else is a download. */
    private static final Set<String> SHOWN =
            Set.of("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/bmp");

    private final MediaRuntime media;

    /**
     * @param media stays the caller's to close
     */
    MediaContent(MediaRuntime media) {
        this.media = media;
    }

    private record Bytes(ObjectHandle object, String contentType) {}

    /** Answers a request for a value. */
    void send(HttpExchange exchange, MediaValue value)
            throws IOException, InvalidReferenceException {
        Bytes bytes = open(value);
        String type = bytes.contentType() == null ? "" : bytes.contentType();
        boolean shown =
                SHOWN.contains(type) || type.startsWith("audio/") || type.startsWith("video/");
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", shown ? type : "application/octet-stream");
        headers.set("Content-Disposition", shown ? "inline" : "attachment");
        headers.set("Accept-Ranges", "bytes");
        long size = bytes.object().sizeBytes();
        String asked = exchange.getRequestHeaders().getFirst("Range");
        Matcher range = RANGE.matcher(asked == null ? "" : asked.strip());
        if (!range.matches() || (range.group(1) + range.group(2)).isEmpty()) {
            exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
            copy(bytes.object(), 0, size, exchange.getResponseBody());
            return;
        }
        boolean isTail = range.group(1).isEmpty();
        long from =
                isTail
                        ? Math.max(0, size - Long.parseLong(range.group(2)))
                        : Long.parseLong(range.group(1));
        long to =
                isTail || range.group(2).isEmpty()
                        ? size - 1
                        : Math.min(size - 1, Long.parseLong(range.group(2)));
        if (from > to) {
            headers.set("Content-Range", "bytes */" + size);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        headers.set("Content-Range", "bytes %d-%d/%d".formatted(from, to, size));
        exchange.sendResponseHeaders(206, to - from + 1);
        copy(bytes.object(), from, to + 1, exchange.getResponseBody());
    }

    private Bytes open(MediaValue value) throws IOException, InvalidReferenceException {
        ObjectRef ref = value.reference();
        if (ref instanceof DerivedRef) {
            Encoded made = Modalities.of(value).render(media, value);
            return new Bytes(new ArrayHandle(made.bytes()), made.contentType());
        }
        return new Bytes(media.stores().open(ref), contentType(value));
    }

    /** Null where it is not known. */
    private static String contentType(MediaValue value) {
        if (value instanceof Image image) {
            return image.contentType();
        }
        if (value instanceof Audio audio) {
            return audio.contentType();
        }
        if (value instanceof Video video) {
            return video.contentType();
        }
        return value instanceof MediaFile file ? file.contentType() : null;
    }

    private static void copy(ObjectHandle object, long from, long to, OutputStream out)
            throws IOException {
        for (long at = from; at < to; at += PIECE) {
            out.write(object.read(at, (int) Math.min(PIECE, to - at)));
        }
    }
}
