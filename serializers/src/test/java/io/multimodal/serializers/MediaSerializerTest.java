// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Flink's contract for serializers, with images; and what is ours to promise. */
class MediaSerializerTest extends SerializerTestBase<Image> {
    @Override
    protected TypeSerializer<Image> createSerializer() {
        return new MediaSerializer<>(Image.class);
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<Image> getTypeClass() {
        return Image.class;
    }

    @Override
    protected Image[] getTestData() {
        return Samples.images();
    }

    @Test
    void keepsEveryAttributeAndNotOnlyTheReference() throws IOException {
        for (Image image : Samples.images()) {
            Image back = read(bytes(image));
            for (int i = 0; i < ImageType.TYPE.attributes().size(); i++) {
                assertThat(ImageType.TYPE.attribute(back, i))
                        .as("%s of %s", ImageType.TYPE.attributes().get(i).name(), image)
                        .isEqualTo(ImageType.TYPE.attribute(image, i));
            }
        }
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

    private byte[] bytes(Image image) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        createSerializer().serialize(image, out);
        return out.getCopyOfBuffer();
    }

    private Image read(byte[] bytes) throws IOException {
        return createSerializer().deserialize(new DataInputDeserializer(bytes));
    }
}
