// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.types.Attribute;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** State that another version wrote: values with fewer attributes, and what cannot be read. */
class SnapshotEvolutionTest {
    private final MediaSerializer<Image> now = new MediaSerializer<>(Image.class);

    @Test
    void readsAttributesThatAnOlderVersionDidNotHaveAsNull() throws IOException {
        List<Attribute> older = ImageType.TYPE.attributes().subList(0, 4);
        MediaSerializer<Image> then =
                new MediaSerializer<>(new ValueLayout<>(ImageType.TYPE, older));
        DataOutputSerializer value = new DataOutputSerializer(64);
        then.serialize(Samples.PHOTO, value);
        TypeSerializerSnapshot<Image> snapshot = writeAndRead(then.snapshotConfiguration());

        assertThat(
                        now.snapshotConfiguration()
                                .resolveSchemaCompatibility(snapshot)
                                .isCompatibleAfterMigration())
                .isTrue();
        TypeSerializer<Image> restored = snapshot.restoreSerializer();
        Image back = restored.deserialize(new DataInputDeserializer(value.getCopyOfBuffer()));

        assertThat(back).isEqualTo(Samples.PHOTO);
        assertThat(back.width()).isEqualTo(4032);
        assertThat(back.height()).isNull();
        assertThat(back.mode()).isNull();
    }

    @Test
    void isCompatibleAsIsWithItsOwnSnapshot() throws IOException {
        assertThat(
                        now.snapshotConfiguration()
                                .resolveSchemaCompatibility(
                                        writeAndRead(now.snapshotConfiguration()))
                                .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void refusesASnapshotOfANewerVersionInOneSentence() {
        assertThatThrownBy(
                        () ->
                                new MediaSerializerSnapshot<Image>()
                                        .readSnapshot(
                                                2, new DataInputDeserializer(new byte[0]), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("reads 1");
    }

    @Test
    void refusesATypeThatThisReleaseDoesNotKnowAndListsThoseItDoes() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF("HOLOGRAM");
        assertThatThrownBy(() -> read(out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("HOLOGRAM")
                .hasMessageContaining("IMAGE");
    }

    @Test
    void refusesAnAttributeThatThisReleaseDoesNotKnow() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF("IMAGE");
        out.writeInt(1);
        out.writeUTF("smell");
        out.writeUTF("TEXT");
        assertThatThrownBy(() -> read(out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("smell");
    }

    private static void read(DataOutputSerializer out) throws IOException {
        new MediaSerializerSnapshot<Image>()
                .readSnapshot(1, new DataInputDeserializer(out.getCopyOfBuffer()), null);
    }

    private static TypeSerializerSnapshot<Image> writeAndRead(
            TypeSerializerSnapshot<Image> snapshot) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()),
                SnapshotEvolutionTest.class.getClassLoader());
    }
}
