// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.formats;

import io.multimodal.benchmarks.store.Rounds;
import io.multimodal.formats.wrapper.ReferenceForm;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.Image;
import io.multimodal.types.ImageType;
import io.multimodal.types.MultimodalTypes;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * What does a column of images cost in JSON through the format {@code multimodal}, beside plain
 * JSON of the same ROW? Writing and reading, one thread, by turns. Also the bytes of a row, beside
 * one that holds the image itself. The argument is the number of rounds, 9 if not given.
 */
public final class FormatBenchmark {
    private static final int ROWS = 50_000;
    private static final long IMAGE_BYTES = 1_000_000;

    /** Keeps what is read from being thrown away. */
    private static Object sink;

    private FormatBenchmark() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        DataType media =
                DataTypes.ROW(
                        DataTypes.FIELD("id", DataTypes.BIGINT()),
                        DataTypes.FIELD("img", MultimodalTypes.image()));
        RowData[] images = images();
        JsonRows plain = JsonRows.plain(asRows());
        for (ReferenceForm form : ReferenceForm.values()) {
            JsonRows ours = JsonRows.wrapped(media, form);
            byte[][] written = ours.write(images);
            byte[][] floor = plain.write(images);
            new Rounds(form + ", write", "plain JSON of the ROW", "rows")
                    .run(
                            3,
                            rounds,
                            round -> new Rounds.Work(ROWS, () -> sink = plain.write(images)),
                            round -> new Rounds.Work(ROWS, () -> sink = ours.write(images)));
            new Rounds(form + ", read", "plain JSON of the ROW", "rows")
                    .run(
                            3,
                            rounds,
                            round -> new Rounds.Work(ROWS, () -> sink = plain.read(floor)),
                            round -> new Rounds.Work(ROWS, () -> sink = ours.read(written)));
            System.out.printf(
                    "%-32s %,9d bytes a row, by value %,d%n",
                    form, written[0].length, IMAGE_BYTES * 4 / 3);
        }
        if (sink == null) {
            throw new IllegalStateException("Nothing was read");
        }
    }

    private static DataType asRows() {
        return DataTypes.ROW(
                DataTypes.FIELD("id", DataTypes.BIGINT()),
                DataTypes.FIELD(
                        "img",
                        DataTypes.ROW(
                                ImageType.TYPE.attributes().stream()
                                        .map(a -> DataTypes.FIELD(a.name(), a.kind().dataType()))
                                        .toArray(DataTypes.Field[]::new))));
    }

    /** Stored images of about 1 MB, all attributes known. */
    private static RowData[] images() {
        Random random = new Random(1);
        RowData[] rows = new RowData[ROWS];
        for (int i = 0; i < ROWS; i++) {
            byte[] digest = new byte[ContentId.DIGEST_BYTES];
            random.nextBytes(digest);
            long size = IMAGE_BYTES + i;
            StoredRef ref = new StoredRef(7, ContentId.of(digest), size, Optional.empty());
            Image image = Image.of(ref, "image/jpeg", size, 1440, 1080, "RGB");
            rows[i] = GenericRowData.of((long) i, ImageType.TYPE.toRowData(image));
        }
        return rows;
    }
}
