// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;

/** Checksums as S3 has them in headers. */
public final class Checksums {
    private Checksums() {}

    /**
     * The header by which a server checks what arrives.
     *
     * @param sha256 32 bytes
     */
    public static Map<String, String> sha256Header(byte[] sha256) {
        return Map.of("x-amz-checksum-sha256", base64(sha256));
    }

    public static String base64(byte[] checksum) {
        return Base64.getEncoder().encodeToString(checksum);
    }

    /**
     * CRC-64/NVME: reflected, polynomial 0xad93d23594c93659, ones before and after. Bit by bit: for
     * the few bytes of a probe.
     */
    public static byte[] crc64Nvme(byte[] content) {
        long crc = -1;
        for (byte b : content) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x9a6c9329ac4bc9b5L;
            }
        }
        return ByteBuffer.allocate(8).putLong(~crc).array();
    }
}
