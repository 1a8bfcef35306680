// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnxruntime.platform.Fp16Conversions;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.ModelSignature;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Elements of an output as bytes, little-endian and one after the other; each string has its length
 * in four bytes before it.
 */
final class BinaryElements {
    private BinaryElements() {}

    /**
     * The elements as {@code OutputTensor} has them.
     *
     * @param dtype as signatures spell it
     */
    static Object read(ByteBuffer bytes, String dtype, int count, ModelSignature.Tensor wanted)
            throws RetryException {
        ElementType type = ElementType.of(dtype).orElseThrow();
        if (type == ElementType.STRING) {
            return strings(bytes, count, wanted);
        }
        boolean isHalf = dtype.endsWith("16") && type == ElementType.FLOAT;
        long expected = (long) count * (isHalf ? Short.BYTES : type.bytes());
        if (bytes.remaining() != expected) {
            throw RetryException.badAnswer(
                    "The server gives %d bytes for the output %s, and %d elements have %d"
                            .formatted(bytes.remaining(), wanted, count, expected));
        }
        return switch (type) {
            case FLOAT ->
                    isHalf
                            ? halves(bytes, count, dtype)
                            : FloatBuffer.allocate(count).put(bytes.asFloatBuffer()).flip();
            case DOUBLE -> DoubleBuffer.allocate(count).put(bytes.asDoubleBuffer()).flip();
            case INT16 -> ShortBuffer.allocate(count).put(bytes.asShortBuffer()).flip();
            case INT32 -> IntBuffer.allocate(count).put(bytes.asIntBuffer()).flip();
            case INT64 -> LongBuffer.allocate(count).put(bytes.asLongBuffer()).flip();
            case INT8, UINT8, BOOL -> ByteBuffer.allocate(count).put(bytes).flip();
            case STRING -> throw new IllegalStateException("Strings are read above");
        };
    }

    private static FloatBuffer halves(ByteBuffer bytes, int count, String dtype) {
        FloatBuffer values = FloatBuffer.allocate(count);
        for (int i = 0; i < count; i++) {
            short half = bytes.getShort(i * Short.BYTES);
            values.put(
                    dtype.equals("BFLOAT16")
                            ? Float.intBitsToFloat(half << Short.SIZE)
                            : Fp16Conversions.fp16ToFloat(half));
        }
        return values.flip();
    }

    private static String[] strings(ByteBuffer bytes, int count, ModelSignature.Tensor wanted)
            throws RetryException {
        // Each has four bytes at least: the limit comes before the memory.
        if ((long) count * Integer.BYTES <= bytes.remaining()) {
            String[] values = new String[count];
            int read = 0;
            while (read < count && bytes.remaining() >= Integer.BYTES) {
                int length = bytes.getInt();
                if (length < 0 || length > bytes.remaining()) {
                    break;
                }
                byte[] text = new byte[length];
                bytes.get(text);
                values[read++] = new String(text, UTF_8);
            }
            if (read == count && !bytes.hasRemaining()) {
                return values;
            }
        }
        throw RetryException.badAnswer(
                "The bytes of the server's output " + wanted + " are not " + count + " strings");
    }
}
