// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.List;

/** The definition of {@code VIDEO}. */
@Public
public final class VideoType {
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

    /** Index of the frames per second. */
    public static final int FRAME_RATE = 5;

    /** Index of the duration in seconds. */
    public static final int DURATION = 6;

    /** Index of the name of the codec. */
    public static final int CODEC = 7;

    /** The definition. */
    public static final MultimodalType<Video> TYPE =
            new MultimodalType<>(
                    "VIDEO",
                    Video.class,
                    List.of(
                            new Attribute("object", Attribute.Kind.REFERENCE, "binary reference"),
                            new Attribute("content_type", Attribute.Kind.TEXT, "media type"),
                            new Attribute("size", Attribute.Kind.LONG, "encoded size in bytes"),
                            new Attribute("width", Attribute.Kind.INT, "displayed width in pixels"),
                            new Attribute(
                                    "height", Attribute.Kind.INT, "displayed height in pixels"),
                            new Attribute("frame_rate", Attribute.Kind.DOUBLE, "frames per second"),
                            new Attribute("duration", Attribute.Kind.DOUBLE, "duration in seconds"),
                            new Attribute("codec", Attribute.Kind.TEXT, "name of the codec")),
                    List.of(),
                    VideoType::attribute,
                    v ->
                            new Video(
                                    (byte[]) v[OBJECT],
                                    (String) v[CONTENT_TYPE],
                                    (Long) v[SIZE],
                                    (Integer) v[WIDTH],
                                    (Integer) v[HEIGHT],
                                    (Double) v[FRAME_RATE],
                                    (Double) v[DURATION],
                                    (String) v[CODEC]));

    private VideoType() {}

    private static Object attribute(Video video, int index) {
        return switch (index) {
            case OBJECT -> video.object();
            case CONTENT_TYPE -> video.contentType();
            case SIZE -> video.size();
            case WIDTH -> video.width();
            case HEIGHT -> video.height();
            case FRAME_RATE -> video.frameRate();
            case DURATION -> video.duration();
            case CODEC -> video.codec();
            default -> throw new IndexOutOfBoundsException(index);
        };
    }
}
