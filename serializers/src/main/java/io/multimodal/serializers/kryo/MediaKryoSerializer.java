// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers.kryo;

import io.multimodal.serializers.MediaSerializer;
import io.multimodal.types.MediaValue;

/**
 * The values of one multimodal type in Kryo.
 *
 * @param <T> the value class
 */
public final class MediaKryoSerializer<T extends MediaValue> extends FlinkSerializerAdapter<T> {
    /** Kryo calls it with the class that this serializer is registered for. */
    public MediaKryoSerializer(Class<T> valueClass) {
        super(new MediaSerializer<>(valueClass));
    }
}
