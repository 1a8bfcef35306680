// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.OutputTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Outputs of ONNX Runtime as those of any provider. */
final class OnnxOutputs {
    private OnnxOutputs() {}

    /** A copy of what ONNX Runtime holds. */
    static OutputTensor copyOf(OnnxTensor tensor) throws OrtException {
        String dtype = tensor.getInfo().type.name();
        ElementType type =
                ElementType.of(dtype)
                        .orElseThrow(() -> new OrtException("its element type is " + dtype));
        Object elements =
                switch (type) {
                    case FLOAT -> tensor.getFloatBuffer();
                    case DOUBLE -> tensor.getDoubleBuffer();
                    case INT8, UINT8, BOOL -> tensor.getByteBuffer();
                    case INT16 -> tensor.getShortBuffer();
                    case INT32 -> tensor.getIntBuffer();
                    case INT64 -> tensor.getLongBuffer();
                    case STRING -> strings(tensor.getValue());
                };
        int[] shape =
                Arrays.stream(tensor.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
        return new OutputTensor(type, elements, shape);
    }

    private static String[] strings(Object nested) {
        List<String> flat = new ArrayList<>();
        flatten(nested, flat);
        return flat.toArray(String[]::new);
    }

    private static void flatten(Object nested, List<String> flat) {
        if (nested instanceof Object[] array) {
            for (Object element : array) {
                flatten(element, flat);
            }
        } else {
            flat.add((String) nested);
        }
    }
}
