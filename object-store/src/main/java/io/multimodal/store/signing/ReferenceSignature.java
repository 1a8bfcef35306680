// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.signing;

import java.util.Arrays;
import java.util.HexFormat;

/** The signature of a reference by the holder of a key: 17 bytes. Immutable. */
final class ReferenceSignature {
    static final int MAC_BYTES = 16;
    static final int BYTES = 1 + MAC_BYTES;

    private static final HexFormat HEX = HexFormat.of();

    private final int keyId;
    private final byte[] mac;

    ReferenceSignature(int keyId, byte[] mac) {
        this.keyId = keyId;
        this.mac = mac.clone();
    }

    /** The signature in {@code bytes[offset .. offset + 17)}. */
    static ReferenceSignature at(byte[] bytes, int offset) {
        return new ReferenceSignature(
                bytes[offset] & 0xff, Arrays.copyOfRange(bytes, offset + 1, offset + BYTES));
    }

    /** Which key, 0 to 255. */
    int keyId() {
        return keyId;
    }

    byte[] mac() {
        return mac.clone();
    }

    void copyTo(byte[] target, int offset) {
        target[offset] = (byte) keyId;
        System.arraycopy(mac, 0, target, offset + 1, MAC_BYTES);
    }

    /** {@code <2 hex key id>:<32 hex>}. */
    String toText() {
        return HEX.toHexDigits((byte) keyId) + ":" + HEX.formatHex(mac);
    }

    /** The key, not the code: who has a signature may use it. */
    @Override
    public String toString() {
        return "ReferenceSignature[key " + HEX.toHexDigits((byte) keyId) + "]";
    }
}
