// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.modality;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.Tensor;
import io.multimodal.types.TensorType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** TENSOR values. Thread-safe. */
@Public
public final class TensorModality implements Modality<Tensor> {
    @Override
    public MultimodalType<Tensor> type() {
        return TensorType.TYPE;
    }

    @Override
    public Tensor describe(MediaRuntime media, ObjectHandle object, Referred referred)
            throws IOException {
        NpyHeader header = NpyHeader.read(object);
        return Tensor.of(referred.reference(), header.dtype(), header.shape());
    }

    @Override
    public Encoded render(MediaRuntime media, Tensor tensor) throws MediaException {
        throw new MediaException(
                ErrorCode.UNSUPPORTED, "A TENSOR with a program cannot be: tensors are computed");
    }

    /** Reads the header, and with that verifies the size; then all bytes. */
    @Override
    public void check(MediaRuntime media, Tensor tensor)
            throws IOException, InvalidReferenceException {
        ObjectHandle object = media.stores().open(tensor.reference());
        NpyHeader.read(object);
        try (InputStream in = object.stream()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public Map<String, String> metadata(MediaRuntime media, Tensor tensor) {
        return Map.of();
    }
}
