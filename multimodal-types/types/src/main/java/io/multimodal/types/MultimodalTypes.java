// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import java.util.List;
import org.apache.flink.table.types.DataType;

/**
 * The types for the Table API, as {@link org.apache.flink.table.api.DataTypes} has the others.
 *
 * <pre>{@code
 * Schema.newBuilder().column("name", DataTypes.STRING()).column("img", MultimodalTypes.image())
 * }</pre>
 */
public final class MultimodalTypes {
    private MultimodalTypes() {}

    /** All types, in the order of the documentation. */
    public static List<MultimodalType<?>> all() {
        return List.of(ImageType.TYPE);
    }

    /**
     * The type of a value class.
     *
     * @throws IllegalArgumentException if it is none
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
                        + " is no value class of a multimodal type; they are "
                        + all());
    }

    /** {@code IMAGE}, nullable. */
    public static DataType image() {
        return ImageType.dataType();
    }
}
