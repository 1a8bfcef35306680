// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.SampleInput;
import io.multimodal.formats.spi.SampleReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Gives the images of a document in their order, and then, as faulty samples, the annotations of
 * images that it does not have. The position is the number of the sample: a document is read whole
 * before its first image is given, since its annotations may lie anywhere in it.
 */
final class CocoReader implements SampleReader {
    private final SampleInput file;
    private final CocoColumns columns;
    private final long maxBytes;
    private final long begin;
    private final Set<Object> seen = new HashSet<>();
    private CocoDocument document;
    private Iterator<Object[]> images;
    private Iterator<List<Object[]>> left;
    private long number;

    CocoReader(SampleInput file, CocoColumns columns, long maxBytes) {
        this.file = file;
        this.columns = columns;
        this.maxBytes = maxBytes;
        this.begin = file.position();
    }

    @Override
    public Sample next() throws IOException {
        if (document == null) {
            file.seek(0);
            document = CocoDocument.read(file, columns, maxBytes);
            images = document.images().iterator();
        }
        Sample sample;
        do {
            sample = images.hasNext() ? image(images.next()) : orphans();
        } while (sample != null && sample.end() <= begin);
        return sample;
    }

    private Sample image(Object[] image) {
        Object id = document.ofImage(CocoDocument.ID, image);
        String name = "image " + id;
        number++;
        if (id == null || id instanceof List || id instanceof Map) {
            return Sample.faulty(name, number, "it has no id");
        } else if (!seen.add(id)) {
            return Sample.faulty(name, number, "its id occurs twice");
        }
        List<Object[]> annotations = document.annotations().remove(id);
        List<SampleField> fields = new ArrayList<>();
        for (SampleColumn column : columns.columns()) {
            try {
                Object value = value(column, image, annotations == null ? List.of() : annotations);
                fields.add(value == null ? null : new SampleField.Value(value));
            } catch (JsonValue.MismatchException e) {
                fields.add(new SampleField.Faulty(e.getMessage()));
            }
        }
        return Sample.of(name, fields, number);
    }

    private Object value(SampleColumn column, Object[] image, List<Object[]> annotations)
            throws JsonValue.MismatchException {
        return switch (column.name()) {
            case CocoColumns.ANNOTATIONS -> annotations(annotations);
            case CocoColumns.CAPTIONS -> captions(annotations, column);
            default ->
                    JsonValue.of(
                            document.ofImage(CocoColumns.field(column.name()), image),
                            column.type());
        };
    }

    private Object captions(List<Object[]> annotations, SampleColumn column)
            throws JsonValue.MismatchException {
        return JsonValue.of(
                annotations.stream()
                        .map(annotation -> document.ofAnnotation(CocoDocument.CAPTION, annotation))
                        .filter(caption -> caption != null)
                        .toList(),
                column.type());
    }

    private GenericArrayData annotations(List<Object[]> annotations)
            throws JsonValue.MismatchException {
        Object[] rows = new Object[annotations.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = annotation(annotations.get(i));
        }
        return new GenericArrayData(rows);
    }

    private GenericRowData annotation(Object[] annotation) throws JsonValue.MismatchException {
        RowType type = columns.annotation();
        GenericRowData row = new GenericRowData(type.getFieldCount());
        for (int i = 0; i < type.getFieldCount(); i++) {
            String field = type.getFieldNames().get(i);
            try {
                row.setField(i, JsonValue.of(value(field, annotation), type.getTypeAt(i)));
            } catch (JsonValue.MismatchException e) {
                throw new JsonValue.MismatchException(
                        "%s of annotation %s: %s"
                                .formatted(
                                        field,
                                        document.ofAnnotation(CocoDocument.ID, annotation),
                                        e.getMessage()));
            }
        }
        return row;
    }

    private Object value(String field, Object[] annotation) throws JsonValue.MismatchException {
        if (!field.equals(CocoColumns.CATEGORY) && !field.equals(CocoColumns.SUPERCATEGORY)) {
            return document.ofAnnotation(field, annotation);
        }
        Object id = document.ofAnnotation(CocoDocument.CATEGORY_ID, annotation);
        return id == null ? null : document.ofCategory(field, id);
    }

    /** The next annotation of an image that there is not; null after the last one. */
    private Sample orphans() {
        if (left == null) {
            left = document.annotations().values().iterator();
        }
        if (!left.hasNext()) {
            return null;
        }
        List<Object[]> some = left.next();
        number++;
        return Sample.faulty(
                "annotation " + document.ofAnnotation(CocoDocument.ID, some.get(0)),
                number,
                "the document has no image %s, and %d annotations of it"
                        .formatted(
                                document.ofAnnotation(CocoDocument.IMAGE_ID, some.get(0)),
                                some.size()));
    }
}
