// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.models;

import io.multimodal.media.image.ImageReader;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.Limits;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code LINE_PIXELS(i)}: the i-th line as the numbers of a model's input. Public for generated
 * code.
 */
public final class LinePixels extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private final StoreConfig config;
    private final byte[][] references;
    private transient StoreRuntime stores;
    private transient ImageReader images;

    LinePixels(StoreConfig config, List<ObjectRef> crops) {
        this.config = config;
        this.references = crops.stream().map(ObjectRef::toBytes).toArray(byte[][]::new);
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        stores = StoreRuntime.acquire(config);
        images = ImageReader.open(stores::open, Limits.DEFAULT);
    }

    /** Called by Flink. */
    public Float[] eval(Long index) throws IOException, InvalidReferenceException {
        FloatBuffer pixels = FloatBuffer.allocate(TextLines.ELEMENTS);
        ObjectRef line = ObjectRef.fromBytes(references[(int) (index % references.length)]);
        images.render(line, TextLines.INPUT, pixels);
        Float[] boxed = new Float[TextLines.ELEMENTS];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = pixels.get(i);
        }
        return boxed;
    }

    @Override
    public void close() throws Exception {
        if (images != null) {
            images.close();
            stores.close();
        }
    }
}
