// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.probe.ContentTypes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FILE, IMAGE, AUDIO and VIDEO columns say the same of a file, sequences of images among them. */
class HeifBrandTest {
    @ParameterizedTest
    @CsvSource({
        "avif, avif mif1 miaf, AVIF, image/avif",
        "avis, avif mif1 msf1 iso8, AVIF, image/avif",
        "avis, msf1 iso8, AVIF, image/avif",
        "msf1, avis avif iso8, AVIF, image/avif",
        "heic, mif1 heic, HEIC, image/heic",
        "mif1, mif1 heic, HEIC, image/heic",
        "hevc, msf1 hevc iso8, HEIC, image/heic",
        "msf1, hevc iso8, HEIC, image/heic",
        "isom, isom iso2 avc1 mp41, , video/mp4",
        "qt  , qt  , , video/quicktime",
        "M4A , isom iso2, , audio/mp4",
    })
    void everyWayInSaysTheSame(String major, String compatible, String image, String contentType)
            throws Exception {
        HeaderBytes bytes = HeaderBytes.of(head(major, compatible), 4096);
        BuiltInFormat still = BuiltInFormat.detect(bytes);
        assertThat(still == null ? null : still.name()).isEqualTo(image);
        assertThat(BuiltInContainer.detect(bytes))
                .isEqualTo(image == null ? BuiltInContainer.MP4 : null);
        assertThat(ContentTypes.detect(head(major, compatible))).isEqualTo(contentType);
    }

    private static byte[] head(String major, String compatible) {
        String brands = compatible.replace(" ", "");
        ByteBuffer head = ByteBuffer.allocate(4096);
        head.putInt(16 + brands.length());
        head.put(("ftyp" + (major + "  ").substring(0, 4)).getBytes(StandardCharsets.US_ASCII));
        head.putInt(0).put(brands.getBytes(StandardCharsets.US_ASCII));
        return head.array();
    }
}
