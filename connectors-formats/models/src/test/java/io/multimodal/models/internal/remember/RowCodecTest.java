// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.remember;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.junit.jupiter.api.Test;

class RowCodecTest {
    private final RowCodec codec =
            new RowCodec(
                    List.of(
                            VarCharType.STRING_TYPE,
                            new FloatType(),
                            new ArrayType(RowType.of(new IntType(), new DoubleType()))));

    private final GenericRowData row =
            GenericRowData.of(
                    StringData.fromString("Grüße, 𣇉"),
                    0.5f,
                    new GenericArrayData(
                            new Object[] {GenericRowData.of(1, 2.5), GenericRowData.of(-3, 0.0)}));

    @Test
    void givesBackWhatItTook() {
        assertThat(codec.decode(codec.encode(row))).contains(row);
    }

    @Test
    void givesBackNulls() {
        RowData nulls = new GenericRowData(3);
        assertThat(codec.decode(codec.encode(nulls))).contains(nulls);
    }

    @Test
    void knowsNothingOfAnotherVersion() {
        byte[] bytes = codec.encode(row);
        bytes[0]++;
        assertThat(codec.decode(bytes)).isEmpty();
    }

    @Test
    void knowsNothingOfRowsThatAreCutOrTooLong() {
        byte[] bytes = codec.encode(row);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(codec.decode(Arrays.copyOf(bytes, length))).isEmpty();
        }
        assertThat(codec.decode(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
    }

    @Test
    void knowsNothingOfDamagedRows() {
        Random random = new Random(1);
        byte[] bytes = codec.encode(row);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            assertThat(codec.decode(damaged)).isEmpty();
        }
    }
}
