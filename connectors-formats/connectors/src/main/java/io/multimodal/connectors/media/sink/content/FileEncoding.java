// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.content;

import io.multimodal.types.MultimodalType;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The format that all files of a sink have, if one was asked for.
 *
 * @param format null if each value is written as it is
 * @param quality 1 to 100 of images with loss; 0 if none was asked for
 */
public record FileEncoding(FileFormat format, int quality) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MAX_QUALITY = 100;

    /** Values are written as they are; derived ones in the format that their program says. */
    public static final FileEncoding AS_IS = new FileEncoding(null, 0);

    /**
     * The format of the files of a sink.
     *
     * @param extension that every path ends in; empty if values decide
     * @param named by option
     * @param quality by option
     * @throws IllegalArgumentException if values of the type cannot be written so
     */
    public static FileEncoding resolve(
            MultimodalType<?> type,
            Optional<String> extension,
            Optional<String> named,
            Optional<Integer> quality) {
        Optional<FileFormat> byName = named.map(name -> format(type, name, "'sink.encoding'"));
        boolean anyExtension = FileFormat.of(type.word()).isEmpty() || extension.isEmpty();
        Optional<FileFormat> byExtension =
                anyExtension
                        ? Optional.empty()
                        : extension.map(end -> format(type, end, "the end of the path template"));
        if (byName.isPresent() && byExtension.isPresent() && !byName.equals(byExtension)) {
            throw new IllegalArgumentException(
                    "'sink.encoding' is '%s', and the path template ends in '.%s'; end it in '.%s' or in '.{ext}'"
                            .formatted(
                                    named.get(),
                                    extension.get(),
                                    byName.get().extensions().get(0)));
        }
        FileFormat format = byName.or(() -> byExtension).orElse(null);
        return new FileEncoding(format, quality(format, quality));
    }

    private static FileFormat format(MultimodalType<?> type, String name, String where) {
        List<FileFormat> known = FileFormat.of(type.word());
        return FileFormat.named(type.word(), name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "A value of type "
                                                + type.word()
                                                + " cannot be written as '"
                                                + name
                                                + "', which is "
                                                + where
                                                + (known.isEmpty()
                                                        ? "; it is written as it is"
                                                        : "; it is written as one of "
                                                                + known.stream()
                                                                        .flatMap(
                                                                                format ->
                                                                                        format
                                                                                                .extensions()
                                                                                                .stream())
                                                                        .toList()
                                                                + ", or as it is where the template ends in '.{ext}'")));
    }

    private static int quality(FileFormat format, Optional<Integer> quality) {
        boolean lossy = format == FileFormat.JPEG || format == FileFormat.WEBP;
        if (quality.isPresent() && !lossy) {
            throw new IllegalArgumentException(
                    "'sink.quality' is "
                            + quality.get()
                            + ", and only files in jpeg or webp have one, by 'sink.encoding' or the end of the path template");
        }
        if (quality.isPresent() && (quality.get() < 1 || quality.get() > MAX_QUALITY)) {
            throw new IllegalArgumentException(
                    "'sink.quality' is " + quality.get() + "; it is from 1 to " + MAX_QUALITY);
        }
        return quality.orElse(0);
    }
}
