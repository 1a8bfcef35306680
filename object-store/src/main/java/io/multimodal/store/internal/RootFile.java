// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.store.StoreRoot;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The text of a store's root: lines of {@code key=value}, the last one a CRC32C over those before
 * it. Written when the store is made, and once more when garbage is first collected in it.
 */
public final class RootFile {
    private static final String FORMAT = "1";

    /** Of a store that is collected: releases whose writers hold no leases refuse it. */
    private static final String COLLECTED = "2";

    private static final String CHECKSUM = "crc32c=";

    private RootFile() {}

    /** The bytes of a root. */
    public static byte[] encode(StoreRoot root) {
        return encode(root, FORMAT);
    }

    /** The bytes of the root of a store in which garbage is collected. */
    public static byte[] encodeCollected(StoreRoot root) {
        return encode(root, COLLECTED);
    }

    /** Whether these bytes are the root of a store in which garbage is collected. */
    public static boolean isCollected(byte[] bytes) {
        return new String(bytes, US_ASCII).startsWith("format=" + COLLECTED + "\n");
    }

    private static byte[] encode(StoreRoot root, String format) {
        String body =
                "format="
                        + format
                        + "\nstore="
                        + HexFormat.of().toHexDigits(root.storeId())
                        + "\ninline-threshold-bytes="
                        + root.inlineThresholdBytes()
                        + "\n";
        return (body + CHECKSUM + crc(body) + "\n").getBytes(US_ASCII);
    }

    /**
     * Reads a root that may be damaged.
     *
     * @param place where it was read, for messages
     */
    public static StoreRoot decode(byte[] bytes, String place) throws StoreException {
        String text = new String(bytes, US_ASCII);
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0 || !text.substring(end).equals(CHECKSUM + crc(text.substring(0, end)) + "\n")) {
            throw new CorruptObjectException(
                    "The root of the store at "
                            + place
                            + " is damaged: its checksum differs; restore it from a backup");
        }
        Map<String, String> values = new HashMap<>();
        text.substring(0, end)
                .lines()
                .forEach(
                        line -> {
                            int at = line.indexOf('=');
                            values.put(line.substring(0, Math.max(0, at)), line.substring(at + 1));
                        });
        if (!FORMAT.equals(values.get("format")) && !COLLECTED.equals(values.get("format"))) {
            throw new RefusedException(
                    "The store at "
                            + place
                            + " has format "
                            + values.get("format")
                            + ", this release reads the formats "
                            + FORMAT
                            + " and "
                            + COLLECTED
                            + "; use a newer release");
        }
        try {
            return new StoreRoot(
                    Integer.parseUnsignedInt(values.get("store"), 16),
                    Integer.parseInt(values.get("inline-threshold-bytes")));
        } catch (NumberFormatException e) {
            throw new CorruptObjectException(
                    "The root of the store at " + place + " holds no numbers where it should", e);
        }
    }

    private static String crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(US_ASCII));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
