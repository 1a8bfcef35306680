// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/**
 * {@code LINE_AT(i)}: the i-th of the crops that this was made with, and the first again behind the
 * last. Public for generated code.
 */
public final class LineAt extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private final byte[][] references;

    public LineAt(List<ObjectRef> crops) {
        references = crops.stream().map(ObjectRef::toBytes).toArray(byte[][]::new);
    }

    /** Called by Flink. */
    public Image eval(Long index) {
        return new Image(
                references[(int) (index % references.length)], null, null, null, null, null);
    }

    @Override
    @SuppressWarnings("deprecation") // StaticArgument offers nothing more for one argument.
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .typedArguments(DataTypes.BIGINT())
                .outputTypeStrategy(TypeStrategies.explicit(ImageType.TYPE.dataType()))
                .build();
    }
}
