// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers.kryo;

import io.multimodal.serializers.ObjectRefSerializer;
import io.multimodal.store.ref.ObjectRef;

/** References of every kind in Kryo. */
public final class ObjectRefKryoSerializer extends FlinkSerializerAdapter<ObjectRef> {
    public ObjectRefKryoSerializer() {
        super(ObjectRefSerializer.INSTANCE);
    }
}
