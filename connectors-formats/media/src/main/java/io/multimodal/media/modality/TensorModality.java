// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.modality;

import io.multimodal.annotation.Public;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.media.tensor.lazy.OpenTensor;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.Tensor;
import io.multimodal.types.TensorType;
import io.multimodal.types.program.Programs;
import io.multimodal.types.program.TensorFacts;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** TENSOR values. A derived one is rendered as a file of NumPy's format. Thread-safe. */
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
    public Encoded render(MediaRuntime media, Tensor tensor)
            throws IOException, InvalidReferenceException {
        return new Encoded("application/x-npy", media.tensors().read(tensor).object());
    }

    /** In bounded memory, however long an audio is. */
    @Override
    public Tensor materialise(MediaRuntime media, Tensor tensor)
            throws IOException, InvalidReferenceException {
        try (OpenTensor open = media.tensors().open(tensor.reference())) {
            NpyHeader header = open.header();
            ObjectRef stored = media.stores().put(open.object()::stream);
            return Tensor.of(stored, header.dtype(), header.shape());
        }
    }

    /** Reads the header, and with that verifies the size; then all bytes. */
    @Override
    public void check(MediaRuntime media, Tensor tensor)
            throws IOException, InvalidReferenceException {
        media.tensors().check(tensor.reference());
    }

    /** Of a derived value its program; its element type and shape where the value has them not. */
    @Override
    public Map<String, String> metadata(MediaRuntime media, Tensor tensor)
            throws IOException, InvalidReferenceException {
        ObjectRef ref = tensor.reference();
        Map<String, String> metadata = new TreeMap<>();
        Programs.text(ref).ifPresent(program -> metadata.put("program", program));
        if (ref instanceof DerivedRef && (tensor.dtype() == null || tensor.shape() == null)) {
            TensorFacts facts = media.tensors().facts(ref);
            facts.dtype().ifPresent(dtype -> metadata.put("dtype", dtype.toString()));
            facts.shape().ifPresent(shape -> metadata.put("shape", shape.toString()));
        }
        return metadata;
    }
}
