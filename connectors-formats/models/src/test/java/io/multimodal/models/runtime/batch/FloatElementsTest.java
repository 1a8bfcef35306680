// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatElementsTest {
    @ParameterizedTest
    @CsvSource({
        "FLOAT, 0000c03f 000080bf f9021550",
        "DOUBLE, 000000000000f83f 000000000000f0bf 000000205fa00242",
        "FLOAT16, 003e 00bc 007c",
        "INT8, 02 ff 7f",
        "UINT8, 02 00 ff",
        "INT16, 0200 ffff ff7f",
        "INT32, 02000000 ffffffff ffffff7f",
        "INT64, 0200000000000000 ffffffffffffffff 00e40b5402000000",
        "BOOL, 01 01 01"
    })
    void convertsToEachType(String dtype, String hex) {
        byte[] expected = HexFormat.of().parseHex(hex.replace(" ", ""));
        FloatBuffer floats = FloatBuffer.wrap(new float[] {1.5f, -1, 1e10f});
        ByteBuffer target = ByteBuffer.allocate(expected.length).order(ByteOrder.LITTLE_ENDIAN);
        FloatElements.write(floats, dtype, target);
        assertThat(target.hasRemaining()).isFalse();
        assertThat(floats.remaining()).isEqualTo(3);
        assertThat(HexFormat.of().formatHex(target.array())).isEqualTo(hex.replace(" ", ""));
    }

    /** Longer than the pieces that are converted at once. */
    @Test
    void convertsManyElements() {
        float[] values = new float[20_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 251;
        }
        ByteBuffer target = ByteBuffer.allocate(values.length);
        FloatElements.write(FloatBuffer.wrap(values), "UINT8", target);
        for (int i = 0; i < values.length; i++) {
            assertThat(target.get(i)).isEqualTo((byte) (i % 251));
        }
    }

    @Test
    void refusesATypeThatNoColumnFeeds() {
        assertThatThrownBy(
                        () ->
                                FloatElements.write(
                                        FloatBuffer.wrap(new float[1]),
                                        "COMPLEX64",
                                        ByteBuffer.allocate(8)))
                .hasMessageContaining("COMPLEX64");
    }
}
