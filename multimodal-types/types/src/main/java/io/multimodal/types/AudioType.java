// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.List;

/** The definition of {@code AUDIO}. */
@Public
public final class AudioType {
    /** Index of the binary reference. */
    public static final int OBJECT = 0;

    /** Index of the media type. */
    public static final int CONTENT_TYPE = 1;

    /** Index of the encoded size in bytes. */
    public static final int SIZE = 2;

    /** Index of the samples per second and channel. */
    public static final int SAMPLE_RATE = 3;

    /** Index of the number of channels. */
    public static final int CHANNELS = 4;

    /** Index of the duration in seconds. */
    public static final int DURATION = 5;

    /** Index of the name of the codec. */
    public static final int CODEC = 6;

    /** The definition. */
    public static final MultimodalType<Audio> TYPE =
            new MultimodalType<>(
                    "AUDIO",
                    Audio.class,
                    List.of(
                            new Attribute("object", Attribute.Kind.REFERENCE, "binary reference"),
                            new Attribute("content_type", Attribute.Kind.TEXT, "media type"),
                            new Attribute("size", Attribute.Kind.LONG, "encoded size in bytes"),
                            new Attribute(
                                    "sample_rate",
                                    Attribute.Kind.INT,
                                    "samples per second and channel"),
                            new Attribute("channels", Attribute.Kind.INT, "number of channels"),
                            new Attribute("duration", Attribute.Kind.DOUBLE, "duration in seconds"),
                            new Attribute("codec", Attribute.Kind.TEXT, "name of the codec")),
                    List.of(Parameter.number("sample_rate"), Parameter.number("channels")),
                    AudioType::attribute,
                    v ->
                            new Audio(
                                    (byte[]) v[OBJECT],
                                    (String) v[CONTENT_TYPE],
                                    (Long) v[SIZE],
                                    (Integer) v[SAMPLE_RATE],
                                    (Integer) v[CHANNELS],
                                    (Double) v[DURATION],
                                    (String) v[CODEC]));

    private AudioType() {}

    private static Object attribute(Audio audio, int index) {
        return switch (index) {
            case OBJECT -> audio.object();
            case CONTENT_TYPE -> audio.contentType();
            case SIZE -> audio.size();
            case SAMPLE_RATE -> audio.sampleRate();
            case CHANNELS -> audio.channels();
            case DURATION -> audio.duration();
            case CODEC -> audio.codec();
            default -> throw new IndexOutOfBoundsException(index);
        };
    }
}
