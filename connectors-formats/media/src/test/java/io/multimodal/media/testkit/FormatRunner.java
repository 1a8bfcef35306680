// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Calls a format as the reader of images does, and watches what it does. */
final class FormatRunner {
    private static final byte UNTOUCHED = 0x5a;
    private static final int PADDING_BYTES = 7;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ImageFormat format;

    FormatRunner(ImageFormat format) {
        this.format = format;
    }

    boolean matches(byte[] file) {
        return format.matches(Arrays.copyOf(file, Math.min(file.length, ImageFormat.MATCH_BYTES)));
    }

    ImageDescription describe(byte[] file) throws IOException {
        return format.describe(new CountingHeader(file));
    }

    /** The pixels in rows without padding. */
    byte[] decode(byte[] file) throws IOException {
        ImageDescription image = describe(file);
        if (!format.isComplete(file, image)) {
            throw new MediaException(ErrorCode.TRUNCATED, "The format says that it is cut");
        }
        return decode(file, image, 0, (byte) 0);
    }

    /** The same of a file that is complete, into memory with these bytes. */
    byte[] decode(byte[] file, ImageDescription image, int shift, byte before) throws IOException {
        ImageSize size =
                new ImageSize(
                        reduced(image.size().width(), shift),
                        reduced(image.size().height(), shift));
        int rowBytes = size.width() * image.layout().channels();
        int stride = rowBytes + PADDING_BYTES;
        ByteBuffer memory = ByteBuffer.allocateDirect(stride * size.height());
        byte[] row = new byte[stride];
        Arrays.fill(row, 0, rowBytes, before);
        Arrays.fill(row, rowBytes, stride, UNTOUCHED);
        for (int y = 0; y < size.height(); y++) {
            memory.put(y * stride, row);
        }
        format.decode(file, image, shift, new PixelBuffer(memory, size, image.layout(), stride));
        byte[] pixels = new byte[rowBytes * size.height()];
        for (int y = 0; y < size.height(); y++) {
            memory.get(y * stride, pixels, y * rowBytes, rowBytes);
            for (int x = rowBytes; x < stride; x++) {
                assertThat(memory.get(y * stride + x))
                        .as("the byte %d behind row %d", x - rowBytes, y)
                        .isEqualTo(UNTOUCHED);
            }
        }
        return pixels;
    }

    static int reduced(int side, int shift) {
        return -(-side >> shift);
    }

    /** The reader of a job that has this format, over one object. */
    ImageReader reader(byte[] file, Limits limits) {
        return ImageReader.open(ref -> new ArrayHandle(file), limits, formats());
    }

    ImageFormats formats() {
        return ImageFormats.of(List.of(format));
    }

    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /** How many bytes of heap a step allocates; what it throws of the medium is its answer. */
    static long heapBytes(Step step) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            step.run();
        } catch (MediaException e) {
            // So it is refused; what that cost is the question.
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
