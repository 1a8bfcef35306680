// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/** {@code IMAGE_OF(bytes)}: the image behind an encoded reference; NULL for NULL. */
public class ImageOf extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /** Called by Flink. */
    public Image eval(byte[] reference) {
        return reference == null ? null : new Image(reference, null, null, null, null, null);
    }

    @Override
    @SuppressWarnings("deprecation") // StaticArgument offers nothing more for one argument.
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .typedArguments(DataTypes.BYTES())
                .outputTypeStrategy(TypeStrategies.explicit(ImageType.TYPE.dataType()))
                .build();
    }
}
