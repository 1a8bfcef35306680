// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.spool.UnnamedFile;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * The annotations of a document that is written. They come after all images in it, and the ids of
 * their categories are known last, so that they wait in a temporary file. Not thread-safe.
 */
final class WrittenAnnotations {
    private static final int NO_CATEGORY = -1;
    private static final int BUFFER_BYTES = 64 << 10;

    private final CocoCategories categories;
    private final FileChannel spool;
    private final DataOutputStream waiting;
    private final Set<Long> ids = new HashSet<>();
    private long count;

    WrittenAnnotations(CocoCategories categories) throws IOException {
        this.categories = categories;
        this.spool = UnnamedFile.open("coco");
        this.waiting =
                new DataOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(spool), BUFFER_BYTES));
    }

    /**
     * An annotation as it waits.
     *
     * @param id null if it is its number
     * @param category its position among the categories
     * @param fields all others, as an object of JSON
     */
    record Annotation(Long id, int category, String fields) {}

    /** Those of captions that are not null. */
    static List<Annotation> ofCaptions(ArrayData captions) throws IOException {
        List<Annotation> all = new ArrayList<>();
        for (int i = 0; i < captions.size(); i++) {
            if (!captions.isNullAt(i)) {
                String fields = AnnotationText.ofCaption(captions.getString(i).toString());
                all.add(new Annotation(null, NO_CATEGORY, fields));
            }
        }
        return all;
    }

    /**
     * Those of rows that are not null. Their categories and ids are among those of the document
     * from now on, if all of them can be.
     *
     * @throws MediaException if the document cannot hold one of them
     */
    List<Annotation> ofRows(ArrayData rows, RowType type) throws IOException {
        List<Annotation> all = new ArrayList<>();
        int known = categories.size();
        boolean held = false;
        try {
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.isNullAt(i)) {
                    all.add(ofRow(rows.getRow(i, type.getFieldCount()), type));
                }
            }
            held = true;
            return all;
        } finally {
            if (!held) {
                categories.shrink(known);
                all.forEach(annotation -> ids.remove(annotation.id));
            }
        }
    }

    private Annotation ofRow(RowData row, RowType type) throws IOException {
        String fields = AnnotationText.of(row, type);
        int category = category(row, type);
        Long id = whole(row, type, CocoDocument.ID);
        if (id == null && type.getFieldNames().contains(CocoDocument.ID)) {
            throw refused("an annotation without id");
        } else if (id != null && !ids.add(id)) {
            throw refused("the annotation %d, which another row has".formatted(id));
        }
        return new Annotation(id, category, fields);
    }

    private int category(RowData row, RowType type) throws MediaException {
        Object name = value(row, type, CocoColumns.CATEGORY);
        Long id = whole(row, type, CocoDocument.CATEGORY_ID);
        boolean hasIds = type.getFieldNames().contains(CocoDocument.CATEGORY_ID);
        if (name == null && id == null) {
            return NO_CATEGORY;
        } else if (name == null || (id == null && hasIds)) {
            throw refused("an annotation with one of 'category' and 'category_id'");
        }
        Object supercategory = value(row, type, CocoColumns.SUPERCATEGORY);
        return categories.add(
                name.toString(), supercategory == null ? null : supercategory.toString(), id);
    }

    /** A field of a row; null if it is NULL or there is none. */
    private static Object value(RowData row, RowType type, String field) {
        int place = type.getFieldIndex(field);
        return place < 0
                ? null
                : RowData.createFieldGetter(type.getTypeAt(place), place).getFieldOrNull(row);
    }

    private static Long whole(RowData row, RowType type, String field) {
        Object value = value(row, type, field);
        return value == null ? null : ((Number) value).longValue();
    }

    /** Adds annotations of an image. Blocks. */
    void add(long image, List<Annotation> annotations) throws IOException {
        for (Annotation annotation : annotations) {
            count++;
            waiting.writeLong(annotation.id == null ? count : annotation.id);
            waiting.writeLong(image);
            waiting.writeInt(annotation.category);
            byte[] fields = annotation.fields.getBytes(UTF_8);
            waiting.writeInt(fields.length);
            waiting.write(fields);
        }
    }

    /** Writes a list of all, in the order in which they were added. To be called once. Blocks. */
    void writeTo(OutputStream out) throws IOException {
        long[] categoryIds = categories.ids();
        try (FileChannel closed = spool) {
            waiting.flush();
            closed.position(0);
            DataInputStream in =
                    new DataInputStream(
                            new BufferedInputStream(Channels.newInputStream(closed), BUFFER_BYTES));
            for (long i = 0; i < count; i++) {
                out.write(i == 0 ? '[' : ',');
                String begin = "{\"id\":%d,\"image_id\":%d".formatted(in.readLong(), in.readLong());
                int category = in.readInt();
                byte[] fields = in.readNBytes(in.readInt());
                out.write(begin.getBytes(UTF_8));
                if (category != NO_CATEGORY) {
                    out.write(
                            ",\"category_id\":%d".formatted(categoryIds[category]).getBytes(UTF_8));
                }
                // Without the brace that it begins with.
                if (fields.length > 2) {
                    out.write(',');
                }
                out.write(fields, 1, fields.length - 1);
            }
            out.write((count == 0 ? "[]" : "]").getBytes(UTF_8));
        }
    }

    private static MediaException refused(String what) {
        return new MediaException(ErrorCode.REFUSED, "it has " + what);
    }
}
