// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.store.ref.ObjectRef;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type information of references of every kind, which may be keys. */
public final class ObjectRefTypeInfo extends ScalarTypeInfo<ObjectRef> {
    /** There is no state in it. */
    public static final ObjectRefTypeInfo INSTANCE = new ObjectRefTypeInfo();

    private static final long serialVersionUID = 1L;

    private ObjectRefTypeInfo() {}

    @Override
    public Class<ObjectRef> getTypeClass() {
        return ObjectRef.class;
    }

    @Override
    public TypeSerializer<ObjectRef> createSerializer(SerializerConfig config) {
        return ObjectRefSerializer.INSTANCE;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ObjectRefTypeInfo;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectRefTypeInfo;
    }

    @Override
    public int hashCode() {
        return ObjectRefTypeInfo.class.hashCode();
    }

    @Override
    public String toString() {
        return "ObjectRef";
    }

    /**
     * For fields of POJOs: {@code @TypeInfo(ObjectRefTypeInfo.Factory.class) public ObjectRef
     * ref;}. Not for {@code pipeline.serialization-config}, which refuses a second job in one
     * process.
     */
    public static final class Factory extends TypeInfoFactory<ObjectRef> {
        @Override
        public TypeInformation<ObjectRef> createTypeInfo(
                Type type, Map<String, TypeInformation<?>> genericParameters) {
            return INSTANCE;
        }
    }
}
