// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.image.ImageReader;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kinds of images that are easily read wrong, against what Pillow, libheif and lcms make of them:
 * see {@code src/test/golden/make-kinds.py}.
 */
class ImageKindsTest {
    private static final String EXPECTED = ".expected.png";

    private final ImageReader reader = Images.reader();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    static List<String> kinds() {
        return Corpus.paths("kinds/.*" + EXPECTED).stream()
                .map(path -> path.substring("kinds/".length(), path.length() - EXPECTED.length()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsAsOtherLibraries(String name) throws IOException {
        BufferedImage expected = Images.png(Corpus.read("kinds/" + name + EXPECTED));
        BufferedImage observed = Images.pixels(reader, Images.ref(Corpus.read("kinds/" + name)));

        assertThat(Images.psnr(observed, expected)).isGreaterThanOrEqualTo(leastPsnr(name));
    }

    /** What is without loss is equal, but that profiles are applied by two versions of lcms. */
    private static double leastPsnr(String name) {
        boolean lossless = name.endsWith(".png") || name.endsWith(".bmp");
        boolean profile = name.startsWith("wide") || name.startsWith("grey");
        return lossless && !profile ? Double.POSITIVE_INFINITY : 45;
    }

    /** Between its boxes: whatever is there, is whole. */
    @Test
    void saysOfAHeicWithoutItsPixelsThatItIsCut() throws IOException {
        byte[] whole = Corpus.read("kinds/irot1-clap.heic");
        int pixels = new String(whole, StandardCharsets.ISO_8859_1).indexOf("mdat") - 4;
        assertThatThrownBy(() -> reader.check(Images.ref(Arrays.copyOf(whole, pixels))))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TRUNCATED));
    }

    @Test
    void saysOfWhatItDoesNotReadThatItDoesNot() {
        assertThatThrownBy(() -> reader.check(Images.ref(Corpus.read("kinds/arithmetic.jpg"))))
                .isInstanceOfSatisfying(
                        MediaException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }
}
