// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.remember;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.DType;
import io.multimodal.types.Tensor;
import io.multimodal.types.TensorType;
import java.util.List;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowReferencesTest {
    private static final LogicalType TENSOR = TensorType.TYPE.logicalType();

    @Test
    void findsThemWhereverTheyLie() throws Exception {
        RowReferences references =
                new RowReferences(
                        List.of(
                                new IntType(),
                                TENSOR,
                                new ArrayType(RowType.of(new IntType(), TENSOR)),
                                TENSOR));
        GenericRowData row =
                GenericRowData.of(
                        1,
                        tensor(1),
                        new GenericArrayData(
                                new Object[] {
                                    GenericRowData.of(2, tensor(2)), GenericRowData.of(3, null)
                                }),
                        null);
        assertThat(references.of(row)).containsExactly(ref(1), ref(2));
        assertThat(references.of(new GenericRowData(4))).isEmpty();
    }

    private static ObjectRef ref(int number) {
        return new InlineRef(new byte[] {(byte) number});
    }

    private static GenericRowData tensor(int number) {
        return (GenericRowData)
                TensorType.TYPE.toRowData(Tensor.of(ref(number), DType.UINT8, new long[] {1}));
    }
}
