// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import io.multimodal.annotation.Public;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of an object: the SHA-256 of its bytes. Immutable; equal where the digests are equal.
 */
@Public
public final class ContentId implements Comparable<ContentId> {
    /** Length of a digest in bytes. */
    public static final int DIGEST_BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] digest;

    private ContentId(byte[] digest) {
        this.digest = digest;
    }

    /**
     * The id with this digest.
     *
     * @param digest 32 bytes, copied
     * @throws IllegalArgumentException if there are not 32 of them
     */
    public static ContentId of(byte[] digest) {
        if (digest.length != DIGEST_BYTES) {
            throw new IllegalArgumentException(
                    "A SHA-256 digest has 32 bytes, this one has " + digest.length);
        }
        return new ContentId(digest.clone());
    }

    /** The id whose digest lies in {@code bytes[offset .. offset + 32)}; copied. */
    static ContentId at(byte[] bytes, int offset) {
        return new ContentId(Arrays.copyOfRange(bytes, offset, offset + DIGEST_BYTES));
    }

    /**
     * The id whose digest is written as 64 lower-case hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static ContentId ofHex(String hex) {
        if (hex.length() != LowerHex.charsOf(DIGEST_BYTES)) {
            throw noHex();
        }
        return ofHexAt(hex, 0);
    }

    /**
     * The same of the digits that begin at an offset of a text that is long enough.
     *
     * @throws IllegalArgumentException if one of them is anything else
     */
    static ContentId ofHexAt(String text, int offset) {
        try {
            return new ContentId(LowerHex.bytesAt(text, offset, DIGEST_BYTES));
        } catch (IllegalArgumentException e) {
            throw noHex();
        }
    }

    private static IllegalArgumentException noHex() {
        return new IllegalArgumentException(
                "A SHA-256 digest is written as 64 lower-case hexadecimal digits");
    }

    /** The id of these bytes; computes their digest. */
    public static ContentId hash(byte[] bytes) {
        return new ContentId(newDigest().digest(bytes));
    }

    /** The id of the UTF-8 bytes of a text, for names and keys. */
    public static ContentId hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A new SHA-256 computation. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** A copy of the 32 bytes of the digest. */
    public byte[] digest() {
        return digest.clone();
    }

    /**
     * Copies the 32 bytes of the digest to {@code target[offset .. offset + 32)}, without an
     * intermediate array.
     *
     * @throws IndexOutOfBoundsException if the target is too short
     */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(digest, 0, target, offset, DIGEST_BYTES);
    }

    /** The digest as 64 lower-case hexadecimal digits. */
    public String hex() {
        return HEX.formatHex(digest);
    }

    @Override
    public int compareTo(ContentId other) {
        return Arrays.compareUnsigned(digest, other.digest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentId id && Arrays.equals(digest, id.digest);
    }

    /** The first four bytes of the digest, which are as good as any hash of it. */
    @Override
    public int hashCode() {
        return (digest[0] & 0xff) << 24
                | (digest[1] & 0xff) << 16
                | (digest[2] & 0xff) << 8
                | (digest[3] & 0xff);
    }

    /** {@code sha256:} and the hexadecimal digest. */
    @Override
    public String toString() {
        return "sha256:" + hex();
    }
}
