// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.StructuredType;

/** The definition of {@code AUDIO}. */
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

    /** The nullable logical type without parameters. */
    public static StructuredType logicalType() {
        return TYPE.logicalType();
    }

    /** The nullable type for the Table API, whose values are {@link Audio}s. */
    public static DataType dataType() {
        return TYPE.dataType();
    }

    /** The same, whose values are {@link RowData}. */
    public static DataType internalDataType() {
        return TYPE.internalDataType();
    }

    /** Flink's internal form of a value; null for null. */
    public static RowData toRowData(Audio audio) {
        return TYPE.toRowData(audio);
    }

    /** The value in Flink's internal form; null for null. */
    public static Audio fromRowData(RowData row) {
        return TYPE.fromRowData(row);
    }
}
