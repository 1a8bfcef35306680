// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import io.multimodal.types.Tensor;

class TensorSerializerTest extends MediaSerializerContract<Tensor> {
    TensorSerializerTest() {
        super(Tensor.class);
    }

    @Override
    protected Tensor[] getTestData() {
        return Samples.tensors();
    }
}
