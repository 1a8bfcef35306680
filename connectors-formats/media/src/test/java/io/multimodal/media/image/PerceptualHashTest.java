// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.Corpus;
import io.multimodal.media.Images;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.program.ImageOp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {
    private final ImageReader reader = Images.reader();

    @AfterEach
    void close() {
        reader.close();
        Images.forget();
    }

    /** Decoders of JPEG differ in the last bit of pixels, which may turn a bit of a hash. */
    @Test
    void agreesWithImageHash() throws IOException {
        String[] lines =
                new String(Corpus.read("golden/hashes.tsv"), StandardCharsets.UTF_8)
                        .split("\n", -1);
        int compared = 0;
        for (String line : lines) {
            String[] fields = line.split("\t", -1);
            if (fields.length < 4 || !fields[0].matches("golden/.*|exif/.*_[1368].jpg")) {
                continue;
            }
            ObjectRef ref = Images.ref(Corpus.read(fields[0]));
            int allowed = fields[0].endsWith(".png") ? 0 : 2;
            expect(ref, PerceptualHash.AVERAGE, fields[1], allowed);
            expect(ref, PerceptualHash.PERCEPTION, fields[2], allowed);
            expect(ref, PerceptualHash.DIFFERENCE, fields[3], allowed);
            expect(ref, PerceptualHash.WAVELET, fields[4], allowed);
            compared++;
        }
        assertThat(compared).isEqualTo(9);
    }

    @Test
    void findsACopyInAnotherSizeAndNotAnotherImage() throws IOException {
        byte[] photo = Corpus.read("exif/Landscape_1.jpg");
        ObjectRef small = Images.derived(photo, new ImageOp.Resize(300, 200));
        ObjectRef other = Images.ref(Corpus.read("exif/Portrait_1.jpg"));
        for (PerceptualHash kind : PerceptualHash.values()) {
            long hash = reader.hash(Images.ref(photo), kind);

            assertThat(PerceptualHash.distance(hash, reader.hash(small, kind)))
                    .as("%s of a copy", kind)
                    .isLessThanOrEqualTo(4);
            assertThat(PerceptualHash.distance(hash, reader.hash(other, kind)))
                    .as("%s of another image", kind)
                    .isGreaterThan(12);
        }
    }

    private void expect(ObjectRef ref, PerceptualHash kind, String hex, int allowed)
            throws IOException {
        assertThat(PerceptualHash.distance(reader.hash(ref, kind), Long.parseUnsignedLong(hex, 16)))
                .as("bits of %s in %s", kind, ref)
                .isLessThanOrEqualTo(allowed);
    }
}
