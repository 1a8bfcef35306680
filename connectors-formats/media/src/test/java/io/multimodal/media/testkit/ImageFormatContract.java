// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.content.Orientation;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.media.spi.PixelChannels;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.spi.Extensions;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ImageFormat} does. An author extends it, gives the format, a few sample files
 * with their pixels, and files whose headers claim a size. A format that hangs fails after two
 * minutes.
 *
 * <pre>{@code
 * class QoiFormatTest extends ImageFormatContract {
 *     protected ImageFormat format() { return new QoiFormat(); }
 *     protected List<ImageSample> samples() { ... }
 *     protected byte[] claiming(int width, int height) { ... }
 * }
 * }</pre>
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ImageFormatContract extends HostileImageContract {
    private static final int NOISES = 1000;

    /** Where the format is looked for: among those with a service file. */
    protected List<ImageFormat> found() {
        return Extensions.of(ImageFormat.class);
    }

    @Test
    void isFoundByItsServiceFile() {
        assertThat(found()).anyMatch(each -> each.getClass() == format().getClass());
    }

    @Test
    void contentTypeIsAnImageThatIsNotBuiltIn() {
        assertThat(format().contentType()).matches("image/[a-z0-9][a-z0-9.+-]*");
        assertThat(ImageFormats.BUILT_IN.contentTypes()).doesNotContain(format().contentType());
    }

    @Test
    void fileSuffixesArePlain() {
        assertThat(format().fileSuffixes()).allMatch(each -> each.matches("[a-z0-9]+"));
    }

    @Test
    void matchesItsSamples() {
        assertThat(samples()).isNotEmpty().allMatch(each -> runner().matches(each.file()));
    }

    /** Also by less than a whole beginning, and by no bytes at all. */
    @Test
    void matchesNothingElse() {
        List<byte[]> others = new ArrayList<>();
        others.add(new byte[ImageFormat.MATCH_BYTES]);
        for (String start :
                List.of("", "GIF89a", "BM", "RIFF....WEBP", "....ftypheic", "II*\0", "%PDF-1.7")) {
            others.add(start.getBytes(StandardCharsets.ISO_8859_1));
        }
        Random random = new Random(1);
        for (int i = 0; i < NOISES; i++) {
            byte[] noise = new byte[random.nextInt(ImageFormat.MATCH_BYTES + 1)];
            random.nextBytes(noise);
            others.add(noise);
        }
        assertThat(others).noneMatch(each -> format().matches(each));
    }

    /** Else the built-in one would be used. */
    @Test
    void noBuiltInFormatRecognisesItsSamples() {
        ImageProbe builtIn = new ImageProbe(Limits.DEFAULT, ImageFormats.BUILT_IN);
        for (ImageSample sample : samples()) {
            assertThatThrownBy(() -> builtIn.probe(new ArrayHandle(sample.file())))
                    .as(sample.name())
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
        }
    }

    @Test
    void contentTypeIsDetected() {
        for (ImageSample sample : samples()) {
            assertThat(ContentTypes.detect(sample.file(), runner().formats()))
                    .isEqualTo(format().contentType());
        }
    }

    @Test
    void headerSaysWhatIsDecoded() throws IOException {
        for (ImageSample sample : samples()) {
            assertThat(runner().describe(sample.file()))
                    .as(sample.name())
                    .isEqualTo(sample.image());
        }
    }

    @Test
    void headerIsReadInFewBytes() throws IOException {
        for (ImageSample sample : samples()) {
            CountingHeader header = new CountingHeader(sample.file());
            format().describe(header);
            assertThat(header.bytesRead())
                    .as(sample.name())
                    .isLessThanOrEqualTo(ImageFormat.MAX_HEADER_BYTES);
        }
    }

    @Test
    void attributesAreThoseOfTheHeader() throws IOException {
        for (ImageSample sample : samples()) {
            ImageDescription image = sample.image();
            boolean swaps = image.orientation().swapsSides();
            ImageHeader header =
                    new ImageProbe(Limits.DEFAULT, runner().formats())
                            .probe(new ArrayHandle(sample.file()));
            assertThat(header)
                    .isEqualTo(
                            new ImageHeader(
                                    format().contentType(),
                                    swaps ? image.size().height() : image.size().width(),
                                    swaps ? image.size().width() : image.size().height(),
                                    image.layout().mode(),
                                    image.orientation()));
        }
    }

    @Test
    void samplesAreComplete() throws IOException {
        for (ImageSample sample : samples()) {
            assertThat(format().isComplete(sample.file(), sample.image()))
                    .as(sample.name())
                    .isTrue();
        }
    }

    @Test
    void decodesThePixels() throws IOException {
        for (ImageSample sample : samples()) {
            assertThat(runner().decode(sample.file())).as(sample.name()).isEqualTo(sample.pixels());
        }
    }

    /** Whatever is in the memory before. */
    @Test
    void writesEveryPixelAndNothingBehindTheRows() throws IOException {
        for (ImageSample sample : samples()) {
            assertThat(runner().decode(sample.file(), sample.image(), 0, (byte) 0xff))
                    .as(sample.name())
                    .isEqualTo(sample.pixels());
        }
    }

    @Test
    void doesNotChangeTheFile() throws IOException {
        for (ImageSample sample : samples()) {
            byte[] file = sample.file().clone();
            runner().decode(file);
            assertThat(file).as(sample.name()).isEqualTo(sample.file());
        }
    }

    /** Reduced pixels are about the mean of those that they stand for. */
    @Test
    void reducesAsItSays() throws IOException {
        for (ImageSample sample : samples()) {
            ImageDescription image = sample.image();
            int most = format().maxShift(image);
            assertThat(most).isBetween(0, 3);
            for (int shift = 1; shift <= most; shift++) {
                byte[] reduced = runner().decode(sample.file(), image, shift, (byte) 0);
                assertThat(mean(reduced)).isCloseTo(mean(sample.pixels()), within(8));
            }
        }
    }

    private static Offset<Double> within(double samples) {
        return Offset.offset(samples);
    }

    private static double mean(byte[] samples) {
        long sum = 0;
        for (byte sample : samples) {
            sum += sample & 0xff;
        }
        return (double) sum / samples.length;
    }

    /** The way that functions, models and tables take. */
    @Test
    void readerGivesTheSamePixelsOverWhite() throws IOException {
        for (ImageSample sample : samples()) {
            try (ImageReader reader = runner().reader(sample.file(), Limits.DEFAULT)) {
                byte[] pixels =
                        reader.pixels(
                                        ref("test:sample", sample.file()),
                                        TensorSpec.Layout.HWC,
                                        TensorSpec.Channels.RGB)
                                .values();
                assertThat(pixels).as(sample.name()).hasSize(rgb(sample).length);
                if (sample.image().orientation() == Orientation.UPRIGHT) {
                    assertThat(pixels).as(sample.name()).isEqualTo(rgb(sample));
                }
            }
        }
    }

    private static byte[] rgb(ImageSample sample) {
        PixelChannels layout = sample.image().layout();
        int channels = layout.channels();
        byte[] from = sample.pixels();
        byte[] to = new byte[from.length / channels * 3];
        for (int i = 0; i < to.length; i++) {
            int pixel = i / 3 * channels;
            int value = from[pixel + (layout == PixelChannels.GREY ? 0 : i % 3)] & 0xff;
            int alpha = layout == PixelChannels.RGBA ? from[pixel + 3] & 0xff : 255;
            to[i] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        return to;
    }

    @Test
    void isThreadSafe() {
        ImageFormat shared = format();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                ImageSample sample = samples().get(i % samples().size());
                runs.add(
                        threads.submit(
                                () ->
                                        assertThat(new FormatRunner(shared).decode(sample.file()))
                                                .isEqualTo(sample.pixels())));
            }
            for (Future<?> run : runs) {
                assertThatCode(run::get).doesNotThrowAnyException();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
