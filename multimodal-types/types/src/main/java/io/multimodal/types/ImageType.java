// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.List;

/** The definition of {@code IMAGE}. */
@Public
public final class ImageType {
    /** Index of the binary reference. */
    public static final int OBJECT = 0;

    /** Index of the media type. */
    public static final int CONTENT_TYPE = 1;

    /** Index of the encoded size in bytes. */
    public static final int SIZE = 2;

    /** Index of the displayed width in pixels. */
    public static final int WIDTH = 3;

    /** Index of the displayed height in pixels. */
    public static final int HEIGHT = 4;

    /** Index of the pixel format in the words of PIL. */
    public static final int MODE = 5;

    /** The definition. */
    public static final MultimodalType<Image> TYPE =
            new MultimodalType<>(
                    "IMAGE",
                    Image.class,
                    List.of(
                            new Attribute("object", Attribute.Kind.REFERENCE, "binary reference"),
                            new Attribute("content_type", Attribute.Kind.TEXT, "media type"),
                            new Attribute("size", Attribute.Kind.LONG, "encoded size in bytes"),
                            new Attribute("width", Attribute.Kind.INT, "displayed width in pixels"),
                            new Attribute(
                                    "height", Attribute.Kind.INT, "displayed height in pixels"),
                            new Attribute(
                                    "mode",
                                    Attribute.Kind.TEXT,
                                    "pixel format in the words of PIL")),
                    List.of(
                            Parameter.text("mode", ImageModes.NAMES),
                            Parameter.number("height"),
                            Parameter.number("width")),
                    ImageType::attribute,
                    v ->
                            new Image(
                                    (byte[]) v[OBJECT],
                                    (String) v[CONTENT_TYPE],
                                    (Long) v[SIZE],
                                    (Integer) v[WIDTH],
                                    (Integer) v[HEIGHT],
                                    (String) v[MODE]));

    private ImageType() {}

    private static Object attribute(Image image, int index) {
        return switch (index) {
            case OBJECT -> image.object();
            case CONTENT_TYPE -> image.contentType();
            case SIZE -> image.size();
            case WIDTH -> image.width();
            case HEIGHT -> image.height();
            case MODE -> image.mode();
            default -> throw new IndexOutOfBoundsException(index);
        };
    }
}
