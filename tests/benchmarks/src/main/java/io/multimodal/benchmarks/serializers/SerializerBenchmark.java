// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.serializers;

import io.multimodal.serializers.MediaSerializer;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * What does an image cost to write and to read, by this project's serializer and as a row of Flink
 * SQL, beside a POJO, Kryo and Avro of the same fields? One thread; the best of some turns.
 */
public final class SerializerBenchmark {
    private static final int VALUES = 1000;
    private static final int TURNS = 9;
    private static final int ROUNDS_A_TURN = 300;

    /** Keeps what is read from being thrown away. */
    private static Object sink;

    private SerializerBenchmark() {}

    public static void main(String[] args) throws IOException {
        Image[] images = images();
        PojoImage[] pojos = Stream.of(images).map(PojoImage::new).toArray(PojoImage[]::new);
        LogicalType type = ImageType.TYPE.dataType().getLogicalType();
        RowData[] rows =
                Stream.of(images)
                        .map(image -> GenericRowData.of(ImageType.TYPE.toRowData(image)))
                        .toArray(RowData[]::new);
        measure("this project's serializer", images, Codec.of(new MediaSerializer<>(Image.class)));
        measure("a row of Flink SQL", rows, Codec.of(new RowDataSerializer(type)));
        measure(
                "a POJO by Flink",
                pojos,
                Codec.of(
                        TypeInformation.of(PojoImage.class)
                                .createSerializer(new SerializerConfigImpl())));
        measure("Kryo, registered", pojos, new KryoCodec());
        measure("Avro, by reflection", pojos, new AvroCodec());
        if (sink == null) {
            throw new IllegalStateException("Nothing was read");
        }
    }

    /** Stored images of about 1 MB, all attributes known. */
    private static Image[] images() {
        Random random = new Random(1);
        Image[] images = new Image[VALUES];
        for (int i = 0; i < VALUES; i++) {
            byte[] digest = new byte[ContentId.DIGEST_BYTES];
            random.nextBytes(digest);
            long size = 1_000_000L + i;
            StoredRef ref = new StoredRef(7, ContentId.of(digest), size, Optional.empty());
            images[i] = Image.of(ref, "image/jpeg", size, 1440, 1080, "RGB");
        }
        return images;
    }

    private static <T> void measure(String what, T[] values, Codec<T> codec) throws IOException {
        double write = Double.MAX_VALUE;
        double read = Double.MAX_VALUE;
        int bytes = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            long start = System.nanoTime();
            for (int round = 0; round < ROUNDS_A_TURN; round++) {
                bytes = codec.write(values);
            }
            long middle = System.nanoTime();
            for (int round = 0; round < ROUNDS_A_TURN; round++) {
                sink = codec.read(values.length);
            }
            long end = System.nanoTime();
            write = Math.min(write, (double) (middle - start) / ROUNDS_A_TURN / values.length);
            read = Math.min(read, (double) (end - middle) / ROUNDS_A_TURN / values.length);
        }
        System.out.printf(
                "%-28s %4d bytes a value, write %,5.0f ns, read %,5.0f ns%n",
                what, bytes / values.length, write, read);
    }
}
