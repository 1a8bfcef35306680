// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.content.Orientation;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.spi.HeaderReader;
import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.media.spi.PixelChannels;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The suite passes for a format that keeps the contract, and fails for each that breaks it. */
class FlatFormatTest extends ImageFormatContract {
    private static final ImageDescription RGB =
            new ImageDescription(new ImageSize(5, 4), PixelChannels.RGB);

    @Override
    protected ImageFormat format() {
        return new FlatFormat();
    }

    @Override
    protected List<ImageFormat> found() {
        return List.of(format());
    }

    @Override
    protected List<ImageSample> samples() {
        List<ImageSample> samples = new ArrayList<>();
        for (PixelChannels layout : PixelChannels.values()) {
            for (Orientation orientation : List.of(Orientation.UPRIGHT, Orientation.RIGHT)) {
                ImageDescription image =
                        new ImageDescription(new ImageSize(21, 13), layout, orientation, 0);
                byte[] pixels = pixels(21 * 13 * layout.channels());
                samples.add(
                        new ImageSample(
                                layout + " " + orientation,
                                FlatFormat.file(image, pixels),
                                image,
                                pixels));
            }
        }
        return samples;
    }

    private static byte[] pixels(int count) {
        byte[] pixels = new byte[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = (byte) (i * 7);
        }
        return pixels;
    }

    @Override
    protected byte[] claiming(int width, int height) {
        return FlatFormat.file(
                new ImageDescription(new ImageSize(width, height), PixelChannels.RGB), new byte[9]);
    }

    /** The suite over a broken format. */
    private ImageFormatContract over(ImageFormat broken) {
        FlatFormatTest whole = this;
        return new ImageFormatContract() {
            @Override
            protected ImageFormat format() {
                return broken;
            }

            @Override
            protected List<ImageSample> samples() {
                return whole.samples();
            }

            @Override
            protected byte[] claiming(int width, int height) {
                return whole.claiming(width, height);
            }
        };
    }

    private static void fails(ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class);
    }

    @Test
    void formatThatIgnoresTruncationFails() {
        ImageFormat broken =
                new FlatFormat() {
                    @Override
                    public boolean isComplete(byte[] file, ImageDescription image) {
                        return true;
                    }
                };
        fails(() -> over(broken).everyCutIsTruncated());
        fails(() -> over(broken).mutantsGiveAValueOrATypedError());
    }

    @Test
    void formatWhoseHeaderLiesFails() {
        ImageFormat broken =
                new FlatFormat() {
                    @Override
                    public ImageDescription describe(HeaderReader header) throws IOException {
                        ImageDescription image = super.describe(header);
                        return new ImageDescription(
                                image.size().turned(), image.layout(), image.orientation(), 0);
                    }
                };
        fails(() -> over(broken).headerSaysWhatIsDecoded());
        fails(() -> over(broken).attributesAreThoseOfTheHeader());
    }

    @Test
    void formatThatAllocatesWhatTheHeaderClaimsFails() {
        ImageFormat broken =
                new FlatFormat() {
                    @Override
                    public boolean isComplete(byte[] file, ImageDescription image)
                            throws IOException {
                        byte[] pixels = new byte[image.size().width() * image.size().height()];
                        return super.isComplete(file, image) && pixels.length > 0;
                    }
                };
        fails(
                () ->
                        over(broken)
                                .claimWithoutPixelsIsRefusedWithinTheMemoryThatTheDescriptionSays());
    }

    @Test
    void formatThatLeavesPixelsOutFails() {
        ImageFormat broken =
                new FlatFormat() {
                    @Override
                    public void decode(
                            byte[] file, ImageDescription image, int shift, PixelBuffer target) {
                        target.row(0, new byte[target.stride()]);
                    }
                };
        fails(() -> over(broken).writesEveryPixelAndNothingBehindTheRows());
    }

    @Test
    void formatThatMatchesEverythingFails() {
        ImageFormat broken =
                new FlatFormat() {
                    @Override
                    public boolean matches(byte[] start) {
                        return true;
                    }
                };
        fails(() -> over(broken).matchesNothingElse());
    }

    /** Two threads at a time meet between setting the state and using it. */
    @Test
    void formatWithStateFails() {
        CyclicBarrier pair = new CyclicBarrier(2);
        ImageFormat broken =
                new FlatFormat() {
                    private volatile PixelBuffer last;

                    @Override
                    public void decode(
                            byte[] file, ImageDescription image, int shift, PixelBuffer target)
                            throws IOException {
                        last = target;
                        try {
                            pair.await();
                        } catch (InterruptedException | BrokenBarrierException e) {
                            throw new IllegalStateException(e);
                        }
                        super.decode(file, image, shift, last);
                    }
                };
        fails(() -> over(broken).isThreadSafe());
    }

    @Test
    void formatWithoutAServiceFileFails() {
        fails(() -> over(format()).isFoundByItsServiceFile());
    }

    /** Its own thread, its own time, and its own class loader in that thread. */
    @Test
    void formatThatHangsIsLeftBehind() {
        CountDownLatch never = new CountDownLatch(1);
        ImageFormat hanging =
                new FlatFormat() {
                    @Override
                    public void decode(
                            byte[] file, ImageDescription image, int shift, PixelBuffer target) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                };
        assertThat(code(hanging, new Limits(1 << 20, 1 << 20, 64 << 20, 50)))
                .isEqualTo(ErrorCode.TIMED_OUT);
        never.countDown();
    }

    @Test
    void faultOfAFormatIsCorruptAndNotTheEndOfTheJob() {
        ImageFormat faulty =
                new FlatFormat() {
                    @Override
                    public void decode(
                            byte[] file, ImageDescription image, int shift, PixelBuffer target) {
                        throw new ArrayIndexOutOfBoundsException(7);
                    }
                };
        assertThat(code(faulty, Limits.DEFAULT)).isEqualTo(ErrorCode.CORRUPT);
    }

    private static ErrorCode code(ImageFormat format, Limits limits) {
        byte[] file = FlatFormat.file(RGB, pixels(60));
        try (ImageReader reader = new FormatRunner(format).reader(file, limits)) {
            reader.check(new ExternalRef("test:x", 0, OptionalLong.of(70), Optional.empty()));
            return null;
        } catch (MediaException e) {
            return e.code();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The stored pixels turned to the right: the first row becomes the last column. */
    @Test
    void orientationIsApplied() throws IOException {
        ImageDescription image =
                new ImageDescription(new ImageSize(2, 1), PixelChannels.GREY, Orientation.RIGHT, 0);
        byte[] file = FlatFormat.file(image, new byte[] {10, 20});
        try (ImageReader reader = new FormatRunner(format()).reader(file, Limits.DEFAULT)) {
            byte[] pixels =
                    reader.pixels(
                                    new ExternalRef(
                                            "test:x", 0, OptionalLong.of(12), Optional.empty()),
                                    TensorSpec.Layout.HWC,
                                    TensorSpec.Channels.GREY)
                            .values();
            assertThat(pixels).containsExactly(10, 20);
        }
    }
}
