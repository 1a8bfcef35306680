// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import java.io.Serializable;
import java.util.List;

/**
 * What a model service says of a model that takes rows.
 *
 * @param version of the model
 * @param names of the inputs, in their order
 * @param inputs the SQL types of the inputs
 * @param outputs the SQL types of the outputs
 */
record ServiceMetadata(
        String version, List<String> names, List<String> inputs, List<String> outputs)
        implements Serializable {
    ServiceMetadata {
        names = List.copyOf(names);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
