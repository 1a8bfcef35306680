// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadHeadTest {
    /** A hint of -1 stands for none. */
    @ParameterizedTest
    @CsvSource({
        "0, -1, 100, 0",
        "0, 0, 100, 0",
        "50, 50, 100, 50",
        "50, 0, 100, 50",
        "50, 7, 100, 50",
        "50, 80, 100, 50",
        "50, 9000000000, 100, 50",
        "50, -5, 100, 50",
        "100, 100, 100, 100",
        "101, 101, 100, 100",
        "101, 7, 100, 100",
        "40000, -1, 100000, 40000",
        "200000, -1, 100000, 100000"
    })
    void readsWhatIsThereWhateverIsExpected(int bytes, long expected, int limit, int read)
            throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        OptionalLong hint = expected == -1 ? OptionalLong.empty() : OptionalLong.of(expected);
        assertThat(PayloadHead.read(new ByteArrayInputStream(content), hint, limit))
                .isEqualTo(Arrays.copyOf(content, read));
    }

    @Test
    void isNotCopiedIfItsSizeIsKnown() throws IOException {
        byte[][] filled = new byte[1][];
        var in =
                new ByteArrayInputStream(new byte[1_000_000]) {
                    @Override
                    public int readNBytes(byte[] target, int offset, int length) {
                        filled[0] = target;
                        return super.readNBytes(target, offset, length);
                    }
                };
        assertThat(PayloadHead.read(in, OptionalLong.of(1_000_000), 1 << 20)).isSameAs(filled[0]);
    }
}
