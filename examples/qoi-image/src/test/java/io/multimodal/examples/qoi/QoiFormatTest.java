// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.qoi;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.media.spi.PixelChannels;
import io.multimodal.media.testkit.ImageFormatContract;
import io.multimodal.media.testkit.ImageSample;
import io.multimodal.types.program.ImageSize;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract suite, and FFmpeg in both directions. */
class QoiFormatTest extends ImageFormatContract {
    @Override
    protected ImageFormat format() {
        return new QoiFormat();
    }

    @Override
    protected List<ImageSample> samples() {
        return List.of(sample(PixelChannels.RGB), sample(PixelChannels.RGBA));
    }

    @Override
    protected byte[] claiming(int width, int height) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(QoiEncoder.header(width, height, 4));
        file.writeBytes(new byte[] {(byte) 0xfe, 1, 2, 3});
        file.writeBytes(QoiFormat.END);
        return file.toByteArray();
    }

    static ImageSample sample(PixelChannels layout) {
        ImageDescription image = new ImageDescription(new ImageSize(40, 30), layout);
        byte[] pixels = pixels(image);
        return new ImageSample(layout.mode(), QoiEncoder.encode(image, pixels), image, pixels);
    }

    /** A flat part, a gradient, few colours again and again, and noise: all kinds of chunks. */
    private static byte[] pixels(ImageDescription image) {
        Random random = new Random(3);
        int channels = image.layout().channels();
        int width = image.size().width();
        byte[] pixels = new byte[width * image.size().height() * channels];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = i / channels;
            int x = pixel % width;
            int y = pixel / width;
            int value =
                    switch (y / 8) {
                        case 0 -> 200;
                        case 1 -> x * (1 + i % channels * 3) + y;
                        case 2 -> (x % 3) * 80 + i % channels;
                        default -> random.nextInt(256);
                    };
            boolean opaque = i % channels == 3 && y < 20;
            pixels[i] = (byte) (opaque ? 255 : value);
        }
        return pixels;
    }

    @Test
    void ffmpegDecodesTheSamplesToTheSamePixels() {
        for (ImageSample sample : samples()) {
            assertThat(FfmpegQoi.decode(sample.file(), sample.image()))
                    .as(sample.name())
                    .isEqualTo(sample.pixels());
        }
    }

    @Test
    void decodesWhatFfmpegEncodes() throws Exception {
        for (ImageSample sample : samples()) {
            byte[] file = FfmpegQoi.encode(sample.pixels(), sample.image());
            assertThat(FfmpegQoi.decodeByFormat(format(), file))
                    .as(sample.name())
                    .isEqualTo(sample.pixels());
        }
    }
}
