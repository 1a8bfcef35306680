// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.formats.testkit.ContainerFormatContract;
import io.multimodal.media.tensor.NpyHeader;
import io.multimodal.types.DType;
import io.multimodal.types.MultimodalTypes;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** The contract of container formats, for files of tensors: a row has a name and a tensor. */
abstract class TensorFileContract extends ContainerFormatContract {
    @Override
    protected DataType columns() {
        return DataTypes.ROW(
                DataTypes.FIELD("name", DataTypes.STRING()),
                DataTypes.FIELD("tensor", MultimodalTypes.tensor()));
    }

    @Override
    protected List<Object[]> rows() {
        return List.of(
                new Object[] {"a", npy(3)},
                new Object[] {"b.weight", npy(700)},
                new Object[] {"ü", npy(1)});
    }

    private static byte[] npy(int elements) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(NpyHeader.of(DType.UINT8, elements).encode());
        bytes.writeBytes(new byte[elements]);
        return bytes.toByteArray();
    }
}
