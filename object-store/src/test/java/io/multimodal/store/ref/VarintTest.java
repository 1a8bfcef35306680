// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes are those that protocol buffers give the same numbers. */
class VarintTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "150, 9601",
        "300, ac02",
        "16383, ff7f",
        "16384, 808001",
        "9223372036854775807, ffffffffffffffff7f",
        "-9223372036854775808, 80808080808080808001",
        "-1, ffffffffffffffffff01"
    })
    void writesAndReadsTheSameBytesInEveryWay(long value, String hex) throws Exception {
        byte[] expected = HexFormat.of().parseHex(hex);
        byte[] array = new byte[Varint.MAX_BYTES + 2];
        int end = Varint.write(array, 1, value);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Varint.write(new DataOutputStream(stream), value);

        assertThat(Arrays.copyOfRange(array, 1, end)).isEqualTo(expected);
        assertThat(stream.toByteArray()).isEqualTo(expected);
        assertThat(Varint.sizeOf(value)).isEqualTo(expected.length);
        assertThat(Varint.read(array, 1)).isEqualTo(value);
        assertThat(Varint.read(input(hex))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'ends early, after 0 bytes'",
        "80, 'ends early, after 1 bytes'",
        "8000, longer than it needs",
        "ff00, longer than it needs",
        "ffffffffffffffffff02, more than 64 bits",
        "ffffffffffffffffffff01, more than 64 bits"
    })
    void refusesWhatIsNoNumberInItsShortestForm(String hex, String message) {
        assertThatThrownBy(() -> Varint.read(HexFormat.of().parseHex(hex), 0))
                .isInstanceOf(Varint.MalformedException.class)
                .hasMessageContaining(message);
    }

    /** State that was written stays readable: the reader of streams never asked for this. */
    @Test
    void readsLongerFormsFromStreams() throws Exception {
        assertThat(Varint.read(input("ff00"))).isEqualTo(127);
        assertThatThrownBy(() -> Varint.read(input("ffffffffffffffffffff01")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 64 bits");
    }

    private static DataInputStream input(String hex) {
        return new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }
}
