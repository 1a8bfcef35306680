// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.List;

/** The definition of {@code FILE}. */
@Public
public final class FileType {
    /** Index of the binary reference. */
    public static final int OBJECT = 0;

    /** Index of the media type. */
    public static final int CONTENT_TYPE = 1;

    /** Index of the size in bytes. */
    public static final int SIZE = 2;

    /** The definition. */
    public static final MultimodalType<MediaFile> TYPE =
            new MultimodalType<>(
                    "FILE",
                    MediaFile.class,
                    List.of(
                            new Attribute("object", Attribute.Kind.REFERENCE, "binary reference"),
                            new Attribute("content_type", Attribute.Kind.TEXT, "media type"),
                            new Attribute("size", Attribute.Kind.LONG, "size in bytes")),
                    List.of(),
                    FileType::attribute,
                    v ->
                            new MediaFile(
                                    (byte[]) v[OBJECT], (String) v[CONTENT_TYPE], (Long) v[SIZE]));

    private FileType() {}

    private static Object attribute(MediaFile file, int index) {
        return switch (index) {
            case OBJECT -> file.object();
            case CONTENT_TYPE -> file.contentType();
            case SIZE -> file.size();
            default -> throw new IndexOutOfBoundsException(index);
        };
    }
}
