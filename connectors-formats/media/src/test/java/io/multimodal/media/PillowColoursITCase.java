// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.image.ImageReader;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HexFormat;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every image in the test jars that this decodes has the colours that Pillow finds in it, in the
 * right places: shrunk to 3 x 3 pixels, whichever decoder and reduced size that takes. It decodes
 * all of them, which takes too long for a unit test.
 */
class PillowColoursITCase {
    /** Pillow is wrong about planes of 16 bits, and turns no image whose orientation is text. */
    private static final Set<String> OTHER_COLOURS =
            Set.of(
                    "tiff/depth/flower-rgb-planar-16.tif",
                    "tiff/depth/flower-separated-planar-16.tif",
                    "tiff/a33.tif");

    private final ImageReader reader = Images.reader();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    @Test
    void findsTheColoursThatPillowFinds() throws IOException {
        TensorSpec spec = TensorSpec.of(3, 3).in(TensorSpec.Layout.HWC, TensorSpec.Channels.RGB);
        FloatBuffer tensor = FloatBuffer.allocate(27);
        int compared = 0;
        for (String line : PillowGoldenTest.lines("colours.tsv")) {
            String[] fields = line.split("\t", -1);
            if (OTHER_COLOURS.contains(fields[0])) {
                continue;
            }
            try {
                ObjectRef ref = Images.ref(Corpus.read(fields[0]));
                // Luma and chromas are averaged apart: where few pixels are averaged, colours that
                // no screen shows weigh more than in Pillow, which clips each pixel before.
                if (reader.size(ref).width() < 64) {
                    continue;
                }
                reader.render(ref, spec, tensor);
            } catch (MediaException e) {
                // What is refused is not wrong; the table in the docs says what is read.
                continue;
            }
            byte[] expected = HexFormat.of().parseHex(fields[1]);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) tensor.get(i) * 255)
                        .as("value %d of %s", i, fields[0])
                        .isCloseTo(expected[i] & 0xff, Offset.offset(12.0));
            }
            compared++;
        }
        assertThat(compared).isGreaterThan(140);
    }
}
