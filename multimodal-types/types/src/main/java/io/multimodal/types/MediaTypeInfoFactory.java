// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.flink.api.common.functions.InvalidTypesException;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Finds the type information of the value classes, which carry this factory in their annotation. If
 * the module of the serializers is missing, the job fails with a message that names it, instead of
 * using Kryo. Thread-safe.
 *
 * @param <T> the value class
 */
@Public
public final class MediaTypeInfoFactory<T extends MediaValue> extends TypeInfoFactory<T> {
    @Override
    @SuppressWarnings("unchecked") // the annotation is on value classes only
    public TypeInformation<T> createTypeInfo(
            Type type, Map<String, TypeInformation<?>> genericParameters) {
        return provider().typeInformation((Class<T>) type);
    }

    private static TypeInformationProvider provider() {
        // The class loader of the types first: both lie in lib/. In a user's jar the context's.
        return ServiceLoader.load(TypeInformationProvider.class, MediaValue.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(TypeInformationProvider.class).findFirst())
                .orElseThrow(
                        () ->
                                new InvalidTypesException(
                                        "No serializers for the multimodal types are on the class path; add multimodal-serializers next to multimodal-types"));
    }
}
