// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.content;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The formats that a sink can be asked for, by the extension of a path or by option. */
@SuppressWarnings("ImmutableEnumChecker") // the lists never change
public enum FileFormat {
    PNG("IMAGE", "image/png", "png"),
    JPEG("IMAGE", "image/jpeg", "jpg", "jpeg"),
    WEBP("IMAGE", "image/webp", "webp"),
    WAV("AUDIO", "audio/wav", "wav"),
    FLAC("AUDIO", "audio/flac", "flac"),
    OPUS("AUDIO", "audio/ogg", "opus", "ogg"),
    /** Clips are cut without coding anything anew; other videos are copied if they are MP4. */
    MP4("VIDEO", "video/mp4", "mp4"),
    NPY("TENSOR", FileExtensions.NPY, "npy");

    private final String word;
    private final String contentType;
    private final List<String> extensions;

    FileFormat(String word, String contentType, String... extensions) {
        this.word = word;
        this.contentType = contentType;
        this.extensions = List.of(extensions);
    }

    /** Of the type with this word in SQL. */
    static List<FileFormat> of(String word) {
        return Arrays.stream(values()).filter(format -> format.word.equals(word)).toList();
    }

    /** The format of a type that has this extension or this name; empty if there is none. */
    public static Optional<FileFormat> named(String word, String name) {
        return of(word).stream()
                .filter(
                        format ->
                                format.extensions.contains(name)
                                        || format.name().equalsIgnoreCase(name))
                .findFirst();
    }

    public String contentType() {
        return contentType;
    }

    /** The usual extension first. */
    List<String> extensions() {
        return extensions;
    }
}
