// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.tensor.file;

import io.multimodal.types.DType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of element types in {@code .safetensors} files. */
final class SafetensorsTypes {
    private static final Map<DType, String> NAMES = new EnumMap<>(DType.class);

    static {
        NAMES.put(DType.BOOL, "BOOL");
        NAMES.put(DType.UINT8, "U8");
        NAMES.put(DType.INT8, "I8");
        NAMES.put(DType.INT16, "I16");
        NAMES.put(DType.UINT16, "U16");
        NAMES.put(DType.FLOAT16, "F16");
        NAMES.put(DType.BFLOAT16, "BF16");
        NAMES.put(DType.INT32, "I32");
        NAMES.put(DType.UINT32, "U32");
        NAMES.put(DType.FLOAT32, "F32");
        NAMES.put(DType.FLOAT64, "F64");
        NAMES.put(DType.INT64, "I64");
        NAMES.put(DType.UINT64, "U64");
    }

    /** In this order the format's own library writes tensors, the last type first. */
    private static final List<DType> ORDER =
            List.of(
                    DType.BOOL,
                    DType.UINT8,
                    DType.INT8,
                    DType.INT16,
                    DType.UINT16,
                    DType.FLOAT16,
                    DType.BFLOAT16,
                    DType.INT32,
                    DType.UINT32,
                    DType.FLOAT32,
                    DType.FLOAT64,
                    DType.INT64,
                    DType.UINT64);

    private SafetensorsTypes() {}

    /** The type of a name; empty for those that TENSOR has not, as 8-bit floats. */
    static Optional<DType> named(String name) {
        return NAMES.entrySet().stream()
                .filter(known -> known.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static String name(DType dtype) {
        return NAMES.get(dtype);
    }

    static List<String> names() {
        return List.copyOf(NAMES.values());
    }

    /** Tensors of a type of a higher rank are written first, so that elements are aligned. */
    static int rank(DType dtype) {
        return ORDER.indexOf(dtype);
    }
}
