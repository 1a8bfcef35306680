// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import java.util.List;
import java.util.stream.Stream;

/** The element types of inputs that rows of floats can be made into. */
public final class InputTypes {
    /** Floats are rounded to these, and to the nearest that they hold. */
    public static final List<String> INTEGERS = List.of("UINT8", "INT8", "INT16", "INT32", "INT64");

    /** With those of floating numbers. */
    public static final List<String> ALL =
            List.of("FLOAT", "FLOAT16", "DOUBLE", "UINT8", "INT8", "INT16", "INT32", "INT64");

    /** With BOOL, which rows of pixels are never made into. */
    public static final List<String> PREPARED =
            Stream.concat(ALL.stream(), Stream.of("BOOL")).toList();

    private InputTypes() {}
}
