// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.spi.ModelSignature;
import java.util.List;

/**
 * What a server says of a model.
 *
 * @param versions that it has
 */
record Metadata(ModelSignature signature, List<String> versions) {
    Metadata {
        versions = List.copyOf(versions);
    }
}
