// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** The element types of the protocol, and those of signatures. */
final class DataTypes {
    private static final Map<String, String> OF_PROTOCOL =
            Map.ofEntries(
                    Map.entry("FP32", "FLOAT"),
                    Map.entry("FP64", "DOUBLE"),
                    Map.entry("FP16", "FLOAT16"),
                    Map.entry("BF16", "BFLOAT16"),
                    Map.entry("INT8", "INT8"),
                    Map.entry("INT16", "INT16"),
                    Map.entry("INT32", "INT32"),
                    Map.entry("INT64", "INT64"),
                    Map.entry("UINT8", "UINT8"),
                    Map.entry("BOOL", "BOOL"),
                    Map.entry("BYTES", "STRING"));

    private static final Map<String, String> OF_SIGNATURE =
            OF_PROTOCOL.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(Entry::getValue, Entry::getKey));

    private DataTypes() {}

    /** As signatures spell it; one that no column holds stays as it is. */
    static String ofProtocol(String datatype) {
        return OF_PROTOCOL.getOrDefault(datatype, datatype);
    }

    /** As the protocol spells it. */
    static String ofSignature(String dtype) {
        return OF_SIGNATURE.getOrDefault(dtype, dtype);
    }
}
