// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.Image;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Images, and what hostile bytes in their place are answered with. */
class ImageSerializerTest extends MediaSerializerContract<Image> {
    ImageSerializerTest() {
        super(Image.class);
    }

    @Override
    protected Image[] getTestData() {
        return Samples.images();
    }

    @Test
    void writesAMegabytePhotoWithItsMetadataInAtMost100Bytes() throws IOException {
        assertThat(bytes(Samples.PHOTO)).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void copiesNothing() {
        assertThat(createSerializer().copy(Samples.PHOTO)).isSameAs(Samples.PHOTO);
    }

    @Test
    void refusesBytesThatNameAttributesBeyondTheLast() {
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x80, 0x01}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("IMAGE")
                .hasMessageContaining("beyond the 6");
    }

    @Test
    void takesNoMemoryForAReferenceThatClaimsTwoGigabytes() {
        byte[] bytes = {1, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2147483647")
                .hasMessageContaining("1048576");
    }

    @Test
    void refusesAnImageWithoutAReference() {
        assertThatThrownBy(() -> read(new byte[] {0}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has a reference");
    }
}
