// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Small files that would be large: each is refused by its header, before memory is taken. */
class ImageBombsTest {
    private static final int GREY = 0;
    private static final int PALETTE = 3;
    private static final int COLOURS_AND_ALPHA = 6;

    private final ImageReader reader = Images.reader();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    @Test
    void refusesAPngOf900MillionPixelsInASmallFile() throws IOException {
        byte[] bomb = png(30_000, 30_000, true);
        assertThat(bomb.length).isLessThan(1 << 20);
        refuses(bomb, ErrorCode.TOO_MANY_PIXELS);
    }

    @Test
    void refusesAPngWithinTheLimitOfPixelsThatMemoryDoesNotHold() throws IOException {
        refuses(png(13_000, 13_000, COLOURS_AND_ALPHA, 16, false), ErrorCode.TOO_MANY_PIXELS);
    }

    /** A palette takes a byte for a pixel, a bilevel scan a bit: what they are charged. */
    @Test
    void readsPalettesAndScansOfMostPixelsThatAreAllowed() throws IOException {
        for (byte[] large :
                List.of(png(13_000, 8_000, PALETTE, 8, true), png(9_500, 6_500, true))) {
            ObjectRef ref = Images.ref(large);
            try (ImageReader tight = Images.reader(new Limits(1 << 24, 178_956_970, 600L << 20))) {
                TensorSpec spec = TensorSpec.of(2, 2);
                FloatBuffer target = target(spec);
                tight.render(ref, spec, target);
                assertThat(target.get(0)).isZero();
            }
        }
    }

    @Test
    void refusesHeadersWithTheLargestNumbers() throws IOException {
        refuses(png(Integer.MAX_VALUE, Integer.MAX_VALUE, false), ErrorCode.TOO_MANY_PIXELS);
        refuses(png(Integer.MAX_VALUE, 1, false), ErrorCode.TOO_MANY_PIXELS);
        refuses(gif(65_535, 65_535), ErrorCode.TOO_MANY_PIXELS);
        refuses(bmp(Integer.MAX_VALUE, Integer.MIN_VALUE + 1), ErrorCode.TOO_MANY_PIXELS);
        refuses(
                bytes("RIFF\u001e\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0ÿÿÿÿÿÿVP8 \0\0\0\0"),
                ErrorCode.TOO_MANY_PIXELS);
    }

    @Test
    void readsTheFirstOfAHundredThousandFrames() throws IOException {
        byte[] one = Corpus.read("golden/image.gif");
        ByteArrayOutputStream deep = new ByteArrayOutputStream();
        deep.write(one, 0, one.length - 1);
        byte[] frame = {0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0};
        for (int i = 0; i < 100_000; i++) {
            deep.writeBytes(frame);
        }
        deep.write(0x3b);
        TensorSpec spec = TensorSpec.of(8, 8);
        FloatBuffer expected = target(spec);
        FloatBuffer observed = target(spec);

        reader.render(Images.ref(one), spec, expected);
        reader.render(Images.ref(deep.toByteArray()), spec, observed);

        assertThat(observed).isEqualTo(expected);
    }

    private void refuses(byte[] bomb, ErrorCode code) throws IOException {
        TensorSpec spec = TensorSpec.of(8, 8);
        FloatBuffer target = target(spec);
        long before = Pointer.physicalBytes();
        try {
            reader.render(Images.ref(bomb), spec, target);
            throw new AssertionError("A bomb was decoded");
        } catch (MediaException e) {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
        }
        assertThat(Pointer.physicalBytes() - before).as("resident bytes").isLessThan(64L << 20);
    }

    private static FloatBuffer target(TensorSpec spec) {
        return ByteBuffer.allocateDirect(4 * (int) spec.elements())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static byte[] png(int width, int height, boolean whole) throws IOException {
        return png(width, height, GREY, 1, whole);
    }

    private static byte[] png(int width, int height, int kind, int bits, boolean whole)
            throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(bytes("\u0089PNG\r\n\u001a\n"));
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {(byte) bits, (byte) kind, 0, 0, 0});
        chunk(file, "IHDR", header.array());
        if (kind == PALETTE) {
            chunk(file, "PLTE", new byte[3]);
        }
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        if (whole) {
            byte[] row = new byte[1 + (width * bits + 7) / 8];
            Deflater deflater = new Deflater(Deflater.BEST_SPEED);
            try (OutputStream packed = new DeflaterOutputStream(pixels, deflater)) {
                for (int y = 0; y < height; y++) {
                    packed.write(row);
                }
            }
            deflater.end();
        }
        chunk(file, "IDAT", pixels.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String name, byte[] content) {
        CRC32 check = new CRC32();
        check.update(bytes(name));
        check.update(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(bytes(name));
        file.writeBytes(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }

    private static byte[] gif(int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        file.put(bytes("GIF89a")).putShort((short) width).putShort((short) height);
        file.put(new byte[] {0, 0, 0}).put((byte) 0x2c).putInt(0);
        file.putShort((short) width).putShort((short) height);
        return file.array();
    }

    private static byte[] bmp(int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        file.put(bytes("BM")).putInt(64).putInt(0).putInt(54);
        file.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
        return Arrays.copyOf(file.array(), 64);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}
