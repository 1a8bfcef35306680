// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.serializers;

import static org.assertj.core.api.Assertions.assertThat;

import io.multimodal.types.Audio;
import io.multimodal.types.Image;
import io.multimodal.types.MediaFile;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.Tensor;
import io.multimodal.types.Video;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/**
 * State as version 1 wrote it, kept in {@code golden/}: a snapshot and the values after it. Every
 * later version reads these files. A missing one is written by {@code -Dgolden.write=true}.
 */
class GoldenStateTest {
    @Test
    void readsTheImagesOfVersion1() throws Exception {
        List<Image> images =
                readsAndWritesTheSame(
                        "image-v1.bin",
                        new MediaSerializer<>(Image.class),
                        List.of(Samples.images()));
        assertThat(images.get(0).contentType()).isEqualTo("image/jpeg");
        assertThat(images.get(0).height()).isEqualTo(3024);
        assertThat(images.get(4).reference()).isEqualTo(Samples.derivedRef());
    }

    @Test
    void readsTheOtherMediaOfVersion1() throws IOException {
        readsAndWritesTheSame(
                "audio-v1.bin", new MediaSerializer<>(Audio.class), List.of(Samples.audios()));
        readsAndWritesTheSame(
                "video-v1.bin", new MediaSerializer<>(Video.class), List.of(Samples.videos()));
        readsAndWritesTheSame(
                "tensor-v1.bin", new MediaSerializer<>(Tensor.class), List.of(Samples.tensors()));
        readsAndWritesTheSame(
                "file-v1.bin", new MediaSerializer<>(MediaFile.class), List.of(Samples.files()));
    }

    @Test
    void readsTheReferencesOfVersion1() throws IOException {
        readsAndWritesTheSame(
                "object-ref-v1.bin", ObjectRefSerializer.INSTANCE, List.of(Samples.references()));
    }

    private static <T> List<T> readsAndWritesTheSame(
            String file, TypeSerializer<T> serializer, List<T> expected) throws IOException {
        byte[] written = write(serializer, expected);
        if (Boolean.getBoolean("golden.write")) {
            Files.write(Path.of("src/test/resources/golden", file), written);
        }
        byte[] golden = Boolean.getBoolean("golden.write") ? written : golden(file);
        DataInputDeserializer in = new DataInputDeserializer(golden);
        TypeSerializerSnapshot<T> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(
                        in, GoldenStateTest.class.getClassLoader());
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(snapshot)
                                .isIncompatible())
                .isFalse();
        TypeSerializer<T> restored = snapshot.restoreSerializer();
        List<T> values = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            values.add(restored.deserialize(in));
        }
        assertThat(in.available()).isZero();
        assertThat(values).isEqualTo(expected);
        assertThat(values).hasToString(expected.toString());
        assertThat(written).as("what this version writes").isEqualTo(golden);
        return values;
    }

    private static <T> byte[] write(TypeSerializer<T> serializer, List<T> values)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        out.writeInt(values.size());
        for (T value : values) {
            serializer.serialize(value, out);
        }
        return out.getCopyOfBuffer();
    }

    private static byte[] golden(String file) throws IOException {
        try (InputStream in = GoldenStateTest.class.getResourceAsStream("/golden/" + file)) {
            assertThat(in).as("golden file %s", file).isNotNull();
            return in.readAllBytes();
        }
    }

    /** Keeps the list of golden files and the list of types together. */
    @Test
    void hasAGoldenFileForEveryType() {
        for (MultimodalType<? extends MediaValue> type : MultimodalTypes.all()) {
            String file = "/golden/" + type.word().toLowerCase(Locale.ROOT) + "-v1.bin";
            assertThat(GoldenStateTest.class.getResource(file)).as(file).isNotNull();
        }
    }
}
