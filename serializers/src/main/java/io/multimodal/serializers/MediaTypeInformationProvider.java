// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.types.MediaValue;
import io.multimodal.types.TypeInformationProvider;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The service by which the value classes find this module. */
public final class MediaTypeInformationProvider implements TypeInformationProvider {
    @Override
    public <T extends MediaValue> TypeInformation<T> typeInformation(Class<T> valueClass) {
        return MediaTypeInfo.forValues(valueClass);
    }
}
