// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.image.ImageReader;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link ImageFormat} does with files that are cut, damaged or claim too much. */
abstract class HostileImageContract {
    /** What may be allocated beyond the file and what the description says. */
    private static final long SMALL_BYTES = 1 << 20;

    private static final int MUTANTS = 1000;
    private static final int MAX_CUTS = 2000;
    private static final Limits SMALL = new Limits(1 << 20, 1 << 16, 64 << 20);

    /** The format under test; a new one at each call. */
    protected abstract ImageFormat format();

    /** Sample files: one of each layout and variant that the format has. */
    protected abstract List<ImageSample> samples();

    /**
     * A file whose header claims this size, with the data of a few pixels at most and, where the
     * format has one, the mark of its end.
     */
    protected abstract byte[] claiming(int width, int height);

    final FormatRunner runner() {
        return new FormatRunner(format());
    }

    /** A file that ends early is never an image, and behind its header it is TRUNCATED. */
    @Test
    void everyCutIsTruncated() throws IOException {
        for (ImageSample sample : samples()) {
            int step = 1 + sample.file().length / MAX_CUTS;
            for (int length = 0; length < sample.file().length; length += step) {
                refusesCut(sample, Arrays.copyOf(sample.file(), length));
            }
        }
    }

    private void refusesCut(ImageSample sample, byte[] cut) throws IOException {
        String what = "%s cut to %d bytes".formatted(sample, cut.length);
        if (runner().matches(cut)) {
            MediaException failure = failure(what, cut);
            assertThat(failure).as(what + " is not an image").isNotNull();
            assertThat(failure.code()).as(what).isEqualTo(ErrorCode.TRUNCATED);
        }
    }

    /**
     * A typed error, or null where the file is decoded; anything else that is thrown is a fault.
     */
    private MediaException failure(String what, byte[] file) throws IOException {
        Throwable thrown = catchThrowable(() -> runner().decode(file));
        if (thrown != null) {
            assertThat(thrown).as(what).isInstanceOf(MediaException.class);
        }
        return (MediaException) thrown;
    }

    /** A value or a typed error, whatever the bytes; some of them through the reader. */
    @Test
    void mutantsGiveAValueOrATypedError() throws IOException {
        Random random = new Random(2);
        List<ImageSample> samples = samples();
        FormatRunner runner = runner();
        List<byte[]> mutants = new ArrayList<>();
        try (ImageReader reader =
                ImageReader.open(
                        ref -> new ArrayHandle(mutants.get(mutants.size() - 1)),
                        SMALL,
                        runner.formats())) {
            for (int i = 0; i < MUTANTS; i++) {
                ImageSample sample = samples.get(i % samples.size());
                byte[] file = mutant(sample.file(), random);
                mutants.add(file);
                String what = "mutant %d of %s".formatted(i, sample);
                if (runner.matches(file) && isSmall(file)) {
                    failure(what, file);
                }
                if (i % 10 == 0) {
                    ObjectRef ref = ref("test:" + i, file);
                    Throwable thrown = catchThrowable(() -> reader.check(ref));
                    assertThat(thrown == null || thrown instanceof MediaException)
                            .as(what)
                            .isTrue();
                }
            }
        }
    }

    private boolean isSmall(byte[] file) throws IOException {
        try {
            ImageDescription image = runner().describe(file);
            return (long) image.size().width() * image.size().height() <= SMALL.maxPixels();
        } catch (MediaException e) {
            return true;
        }
    }

    private static byte[] mutant(byte[] file, Random random) {
        int cut = random.nextInt(4) == 0 ? random.nextInt(file.length) : file.length;
        byte[] mutant = Arrays.copyOf(file, cut);
        for (int changes = random.nextInt(8); changes >= 0 && cut > 0; changes--) {
            int near = random.nextBoolean() ? Math.min(cut, 32) : cut;
            mutant[random.nextInt(near)] = (byte) random.nextInt(256);
        }
        return mutant;
    }

    @Test
    void bytesBehindTheEndAreIgnoredOrRefused() throws IOException {
        for (ImageSample sample : samples()) {
            byte[] longer = Arrays.copyOf(sample.file(), sample.file().length + 100);
            String what = sample + " with bytes behind its end";
            if (failure(what, longer) == null) {
                assertThat(runner().decode(longer)).as(what).isEqualTo(sample.pixels());
            }
        }
    }

    /** A header that claims more than the limit costs nothing. */
    @Test
    void hugeClaimIsRefusedByTheHeader() throws IOException {
        byte[] file = claiming(60_000, 60_000);
        ImageProbe probe = new ImageProbe(Limits.DEFAULT, runner().formats());
        assertThatThrownBy(() -> probe.probe(new ArrayHandle(file)))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e ->
                                assertThat(e.code())
                                        .isIn(
                                                ErrorCode.TOO_MANY_PIXELS,
                                                ErrorCode.UNSUPPORTED,
                                                ErrorCode.CORRUPT));
        FormatRunner runner = runner();
        runner.describe(samples().get(0).file()); // classes are loaded
        assertThat(FormatRunner.heapBytes(() -> runner.describe(claiming(8_000, 8_000))))
                .isLessThan(SMALL_BYTES);
    }

    /** Within the limit the claim costs what the description says, and is not believed. */
    @Test
    void claimWithoutPixelsIsRefusedWithinTheMemoryThatTheDescriptionSays() throws IOException {
        byte[] file = claiming(2_000, 2_000);
        ImageDescription image = runner().describe(file);
        assertThat(image.size().width() * image.size().height()).isEqualTo(4_000_000);
        assertThat(failure("a claim without pixels", file)).isNotNull();
        long claimed = 4_000_000L * image.workingBytesPerPixel();
        assertThat(FormatRunner.heapBytes(() -> runner().decode(file)))
                .isLessThan(SMALL_BYTES + claimed + 4L * file.length);
    }

    static ObjectRef ref(String uri, byte[] file) {
        return new ExternalRef(uri, 0, OptionalLong.of(file.length), Optional.empty());
    }
}
