// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.formats.container.ContainerFormatFactory;

class NpzContractTest extends TensorFileContract {
    @Override
    protected ContainerFormatFactory factory() {
        return new TensorFormatFactory.OfNpz();
    }
}
