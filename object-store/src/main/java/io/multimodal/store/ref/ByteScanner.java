// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.error.InvalidReferenceException;
import java.util.Arrays;

/** Reads hostile bytes from front to back; a length is believed only if that many bytes follow. */
final class ByteScanner {
    private final byte[] bytes;
    private int at;

    ByteScanner(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    int nextByte() throws InvalidReferenceException {
        need(1);
        return bytes[at++] & 0xff;
    }

    int nextInt() throws InvalidReferenceException {
        need(4);
        int value =
                (bytes[at] & 0xff) << 24
                        | (bytes[at + 1] & 0xff) << 16
                        | (bytes[at + 2] & 0xff) << 8
                        | (bytes[at + 3] & 0xff);
        at += 4;
        return value;
    }

    ContentId nextDigest() throws InvalidReferenceException {
        need(ContentId.DIGEST_BYTES);
        ContentId id = ContentId.at(bytes, at);
        at += ContentId.DIGEST_BYTES;
        return id;
    }

    /** A number in its shortest form. */
    long nextVarint() throws InvalidReferenceException {
        try {
            long value = Varint.read(bytes, at);
            if (value < 0) {
                throw new InvalidReferenceException("A number in a reference exceeds 2^63 - 1");
            }
            at += Varint.sizeOf(value);
            return value;
        } catch (Varint.MalformedException e) {
            throw new InvalidReferenceException("A reference " + e.getMessage());
        }
    }

    /** A number that is at most this. */
    int nextLength(int limit) throws InvalidReferenceException {
        long length = nextVarint();
        if (length > limit) {
            throw new InvalidReferenceException(
                    "A part of a reference claims " + length + " bytes, allowed are " + limit);
        }
        return (int) length;
    }

    /** A length of at most the limit, and that many bytes. */
    byte[] nextBytes(int limit) throws InvalidReferenceException {
        int length = nextLength(limit);
        need(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** So many bytes of well-formed UTF-8. */
    String nextText(int length) throws InvalidReferenceException {
        need(length);
        String text = new String(bytes, at, length, UTF_8);
        byte[] again = text.getBytes(UTF_8);
        if (!Arrays.equals(again, 0, again.length, bytes, at, at + length)) {
            throw new InvalidReferenceException("A text in a reference is not well-formed UTF-8");
        }
        at += length;
        return text;
    }

    void expectEnd() throws InvalidReferenceException {
        if (at != bytes.length) {
            throw new InvalidReferenceException(
                    "A reference of "
                            + at
                            + " bytes is followed by "
                            + (bytes.length - at)
                            + " more");
        }
    }

    private void need(int count) throws InvalidReferenceException {
        if (bytes.length - at < count) {
            throw new InvalidReferenceException(
                    "A reference ends after "
                            + bytes.length
                            + " bytes where "
                            + (at + (long) count)
                            + " are needed");
        }
    }
}
