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

    /** {@code IMAGE}, nullable. */
    public static DataType image() {
        return ImageType.dataType();
    }
}
