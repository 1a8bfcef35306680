// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types;

import io.multimodal.annotation.Public;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * How the values of the multimodal types travel in DataStream jobs. The module {@code
 * multimodal-serializers} registers one as a service.
 */
@Public
public interface TypeInformationProvider {
    /** The type information of a value class. */
    <T extends MediaValue> TypeInformation<T> typeInformation(Class<T> valueClass);
}
