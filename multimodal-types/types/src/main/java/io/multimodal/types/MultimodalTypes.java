// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.DataType;

/**
 * The multimodal types for the Table API, as {@link org.apache.flink.table.api.DataTypes} has the
 * others. Thread-safe.
 *
 * <pre>{@code
 * Schema.newBuilder().column("name", DataTypes.STRING()).column("img", MultimodalTypes.image())
 * }</pre>
 */
@Public
public final class MultimodalTypes {
    private MultimodalTypes() {}

    /** All types, in the order of the documentation. */
    public static List<MultimodalType<?>> all() {
        return List.of(
                ImageType.TYPE, AudioType.TYPE, VideoType.TYPE, TensorType.TYPE, FileType.TYPE);
    }

    /**
     * The type of a value class.
     *
     * @throws IllegalArgumentException if it is not the class of a multimodal type
     */
    @SuppressWarnings("unchecked") // a type's values are of its value class
    public static <T extends MediaValue> MultimodalType<T> of(Class<T> valueClass) {
        for (MultimodalType<?> type : all()) {
            if (type.valueClass() == valueClass) {
                return (MultimodalType<T>) type;
            }
        }
        throw new IllegalArgumentException(
                valueClass.getName()
                        + " is not a value class of a multimodal type; they are "
                        + all());
    }

    /** The type with this name in SQL, in upper or lower case; empty if there is none. */
    public static Optional<MultimodalType<?>> named(String word) {
        for (MultimodalType<?> type : all()) {
            if (type.word().equalsIgnoreCase(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** {@code IMAGE}, nullable. */
    public static DataType image() {
        return ImageType.TYPE.dataType();
    }

    /** {@code IMAGE('mode')}, nullable. */
    public static DataType image(String mode) {
        return DeclaredType.of(ImageType.TYPE, List.of(mode)).dataType();
    }

    /** {@code IMAGE('mode', height, width)}, nullable; height and width in pixels, -1 for any. */
    public static DataType image(String mode, int height, int width) {
        return DeclaredType.of(ImageType.TYPE, List.of(mode, height, width)).dataType();
    }

    /** {@code AUDIO}, nullable. */
    public static DataType audio() {
        return AudioType.TYPE.dataType();
    }

    /**
     * {@code AUDIO(sampleRate, channels)}, nullable; the rate in samples per second and channel, -1
     * for any.
     */
    public static DataType audio(int sampleRate, int channels) {
        return DeclaredType.of(AudioType.TYPE, List.of(sampleRate, channels)).dataType();
    }

    /** {@code VIDEO}, nullable. */
    public static DataType video() {
        return VideoType.TYPE.dataType();
    }

    /** {@code TENSOR}, nullable. */
    public static DataType tensor() {
        return TensorType.TYPE.dataType();
    }

    /** {@code TENSOR('dtype', dimension, …)}, nullable; -1 for any length of a dimension. */
    public static DataType tensor(DType dtype, long... shape) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(dtype.toString());
        for (long length : shape) {
            arguments.add(length);
        }
        return DeclaredType.of(TensorType.TYPE, arguments).dataType();
    }

    /** {@code FILE}, nullable. */
    public static DataType file() {
        return FileType.TYPE.dataType();
    }
}
