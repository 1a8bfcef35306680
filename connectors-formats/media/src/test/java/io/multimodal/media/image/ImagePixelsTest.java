// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.Drawing;
import io.multimodal.media.Images;
import io.multimodal.media.tensor.TensorSpec.Channels;
import io.multimodal.media.tensor.TensorSpec.Layout;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImagePixelsTest {
    private final ImageReader reader = Images.reader();
    private final BufferedImage drawn = Drawing.image(31, 17);
    private final byte[] png = Images.encode(drawn, "png");

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    @Test
    void areThoseOfTheFileInEveryLayout() throws IOException {
        for (Layout layout : Layout.values()) {
            for (Channels channels : Channels.values()) {
                ImagePixels pixels = reader.pixels(Images.ref(png), layout, channels);

                assertThat(pixels.width()).isEqualTo(31);
                assertThat(pixels.height()).isEqualTo(17);
                assertThat(pixels.values()).hasSize(31 * 17 * channels.count());
                for (int y = 0; y < 17; y++) {
                    for (int x = 0; x < 31; x++) {
                        for (int c = 0; c < channels.count(); c++) {
                            int at =
                                    layout == Layout.HWC
                                            ? (y * 31 + x) * channels.count() + c
                                            : (c * 17 + y) * 31 + x;
                            int expected = expected(drawn.getRGB(x, y), channels, c);
                            assertThat(pixels.values()[at] & 0xff).isEqualTo(expected);
                            assertThat(pixels.value(x, y, c)).isEqualTo(expected);
                        }
                    }
                }
            }
        }
    }

    private static int expected(int rgb, Channels channels, int channel) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        return switch (channels) {
            case RGB -> new int[] {red, green, blue}[channel];
            case BGR -> new int[] {blue, green, red}[channel];
            // As Pillow's convert('L').
            case GREY -> (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
        };
    }

    @Test
    void areTurnedAsTheProgramSays() throws IOException {
        for (int turns = 1; turns < 4; turns++) {
            BufferedImage turned =
                    reader.pixels(
                                    Images.derived(png, new ImageOp.Rotate(turns)),
                                    Layout.CHW,
                                    Channels.RGB)
                            .toBufferedImage();
            assertThat(Images.psnr(turned, Drawing.turn(drawn, turns))).isInfinite();
        }
    }

    @Test
    void becomeAnImageOfJavas() throws IOException {
        for (Channels channels : new Channels[] {Channels.RGB, Channels.BGR}) {
            BufferedImage image =
                    reader.pixels(Images.ref(png), Layout.HWC, channels).toBufferedImage();
            assertThat(Images.psnr(image, drawn)).isInfinite();
        }
        BufferedImage grey =
                reader.pixels(Images.ref(png), Layout.HWC, Channels.GREY).toBufferedImage();
        assertThat(grey.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        assertThat(grey.getRaster().getSample(30, 16, 0))
                .isEqualTo(expected(drawn.getRGB(30, 16), Channels.GREY, 0));
    }

    @Test
    void areRefusedWhereAnArrayCannotHoldThem() {
        assertThatThrownBy(
                        () ->
                                ImagePixels.allocate(
                                        new ImageSize(40_000, 20_000), Layout.HWC, Channels.RGB))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_PIXELS));
        assertThatThrownBy(
                        () ->
                                reader.pixels(Images.ref(png), Layout.HWC, Channels.RGB)
                                        .value(31, 0, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
