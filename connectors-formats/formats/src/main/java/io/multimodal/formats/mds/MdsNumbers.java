// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.mds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers in binary form as text, and the other way round. */
final class MdsNumbers {
    private MdsNumbers() {}

    /** The text of a number of as many bytes as the encoding has. */
    static byte[] text(byte[] bytes, MdsEncoding encoding) {
        ByteBuffer number = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        String text =
                switch (encoding) {
                    case FLOAT32 -> Double.toString(number.getFloat());
                    case FLOAT64 -> Double.toString(number.getDouble());
                    case INT8 -> Byte.toString(number.get());
                    case INT16 -> Short.toString(number.getShort());
                    case INT32 -> Integer.toString(number.getInt());
                    case UINT8 -> Integer.toString(number.get() & 0xff);
                    case UINT16 -> Integer.toString(number.getShort() & 0xffff);
                    case UINT32 -> Long.toString(number.getInt() & 0xffffffffL);
                    case UINT64 -> Long.toUnsignedString(number.getLong());
                    default -> Long.toString(number.getLong());
                };
        return text.getBytes(UTF_8);
    }

    /**
     * The number of a text.
     *
     * @throws MediaException if the encoding does not have it
     */
    static byte[] bytes(String text, MdsEncoding encoding) throws MediaException {
        ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        if (encoding == MdsEncoding.FLOAT32) {
            number.putFloat(Float.parseFloat(text));
        } else if (encoding == MdsEncoding.FLOAT64) {
            number.putDouble(Double.parseDouble(text));
        } else {
            number.putLong(whole(text, encoding).longValue());
        }
        byte[] bytes = new byte[encoding.sizeBytes()];
        number.get(0, bytes);
        return bytes;
    }

    private static BigInteger whole(String text, MdsEncoding encoding) throws MediaException {
        BigInteger value =
                switch (text) {
                    case "true" -> BigInteger.ONE;
                    case "false" -> BigInteger.ZERO;
                    default -> new BigInteger(text);
                };
        int bits = encoding.sizeBytes() * 8;
        boolean fits =
                encoding.isUnsigned()
                        ? value.signum() >= 0 && value.bitLength() <= bits
                        : value.bitLength() < bits;
        if (!fits) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "%s is not a number of the encoding %s".formatted(text, encoding.word()));
        }
        return value;
    }
}
