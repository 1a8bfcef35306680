// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Provides the type information of the multimodal values for DataStream jobs. The module {@code
 * multimodal-serializers} registers an implementation as a service. Thread-safe.
 */
@Public
public interface TypeInformationProvider {
    /** The type information of a value class. */
    <T extends MediaValue> TypeInformation<T> typeInformation(Class<T> valueClass);
}
