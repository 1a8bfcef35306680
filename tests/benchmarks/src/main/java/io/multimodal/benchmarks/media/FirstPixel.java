// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import io.multimodal.types.config.MultimodalConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;

/**
 * {@code FIRST_PIXEL(img)}: runs an image's program into the tensor of a model, as an operator with
 * a model does, and gives the first value of it. Public for generated code.
 */
public final class FirstPixel extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    static final RowRate RATE = new RowRate();

    private final MultimodalConfig config;
    private transient MediaRuntime media;
    private transient FloatBuffer tensor;

    FirstPixel(MultimodalConfig config) {
        this.config = config;
    }

    @Override
    public void open(FunctionContext context) throws IOException {
        media = MediaRuntime.acquire(config);
        tensor = tensor(DecodeToTensor.WHOLE);
    }

    @Override
    public void close() throws IOException {
        if (media != null) {
            media.close();
        }
    }

    /** Called by Flink. */
    public float eval(Image img) throws Exception {
        media.images().render(img.reference(), DecodeToTensor.WHOLE, tensor);
        RATE.row();
        return tensor.get(0);
    }

    static FloatBuffer tensor(TensorSpec spec) {
        return ByteBuffer.allocateDirect(4 * (int) spec.elements())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    @SuppressWarnings("deprecation") // StaticArgument offers nothing more for one argument.
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .typedArguments(ImageType.TYPE.dataType())
                .outputTypeStrategy(TypeStrategies.explicit(DataTypes.FLOAT().notNull()))
                .build();
    }
}
