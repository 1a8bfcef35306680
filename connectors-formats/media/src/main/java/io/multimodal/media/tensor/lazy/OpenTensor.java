// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.lazy;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.ObjectHandle;
import java.io.IOException;

/**
 * A tensor that can be read: in a store, in memory, or, if it may be larger than memory, in
 * temporary files. The caller closes it. Not thread-safe.
 */
@Public
public final class OpenTensor implements AutoCloseable {
    /** What is given back; may be nothing. */
    @FunctionalInterface
    interface Held {
        void close() throws IOException;
    }

    private final ObjectHandle object;
    private final TensorData data;
    private final Held held;

    private OpenTensor(ObjectHandle object, TensorData data, Held held) {
        this.object = object;
        this.data = data;
        this.held = held;
    }

    /** Its object is a file of NumPy's format. */
    static OpenTensor of(ObjectHandle object) {
        return new OpenTensor(object, null, () -> {});
    }

    static OpenTensor of(ObjectHandle object, Held held) {
        return new OpenTensor(object, null, held);
    }

    static OpenTensor of(TensorData data) {
        return new OpenTensor(new ArrayHandle(data.object()), data, () -> {});
    }

    /** The bytes of the tensor's object, until this is closed. */
    public ObjectHandle object() {
        return object;
    }

    /** The element type and shape. Blocks. */
    public NpyHeader header() throws IOException {
        return NpyHeader.read(object);
    }

    /** The tensor if it is in memory; else null. */
    TensorData data() {
        return data;
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
