// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tfrecord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class MaskedCrcTest {
    /** The CRC-32C of RFC 3720 for "123456789", and what the mask makes of it by hand. */
    @Test
    void masksTheChecksum() {
        byte[] digits = "123456789".getBytes(US_ASCII);
        CRC32C crc = new CRC32C();
        crc.update(digits, 0, 9);

        assertThat(crc.getValue()).isEqualTo(0xe3069283L);
        assertThat(MaskedCrc.of(digits, 9)).isEqualTo(0xc78ab0e5);
    }
}
