// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.formats.container.ContainerFormatFactory;

class SafetensorsContractTest extends TensorFileContract {
    @Override
    protected ContainerFormatFactory factory() {
        return new TensorFormatFactory.OfSafetensors();
    }

    /** As the Python package writes them: by element type and name. */
    @Override
    protected boolean keepsTheOrder() {
        return false;
    }
}
