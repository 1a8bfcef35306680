// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.coco;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleValues;
import io.multimodal.formats.spi.SampleWriter;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Writes a document: its images as they come, then all annotations and categories. In memory are
 * ids and categories.
 */
final class CocoWriter implements SampleWriter {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int NONE = -1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final OutputStream out;
    private final List<SampleColumn> columns;
    private final int idColumn;
    private final int annotationsColumn;
    private final CocoCategories categories;
    private final WrittenAnnotations annotations;
    private final Set<Long> ids = new HashSet<>();
    private long count;

    /**
     * @param listed the categories with the ids from 1 on; empty if they are numbered by name
     */
    CocoWriter(OutputStream file, List<SampleColumn> columns, List<String> listed)
            throws IOException {
        this.out = new BufferedOutputStream(file, BUFFER_BYTES);
        this.columns = columns;
        this.idColumn = place(columns, Set.of(CocoDocument.ID));
        this.annotationsColumn =
                place(columns, Set.of(CocoColumns.ANNOTATIONS, CocoColumns.CAPTIONS));
        this.categories = new CocoCategories(listed);
        this.annotations = new WrittenAnnotations(categories);
        out.write("{\"info\":{},\"licenses\":[],\"images\":[".getBytes(UTF_8));
    }

    private static int place(List<SampleColumn> columns, Set<String> names) {
        for (int i = 0; i < columns.size(); i++) {
            if (names.contains(columns.get(i).name())) {
                return i;
            }
        }
        return NONE;
    }

    @Override
    public void write(SampleValues sample) throws IOException {
        long id = id(sample);
        byte[] image = image(id, sample);
        List<WrittenAnnotations.Annotation> added = annotations(sample);
        ids.add(id);
        if (count > 0) {
            out.write(',');
        }
        count++;
        out.write(image);
        annotations.add(id, added);
    }

    private long id(SampleValues sample) throws MediaException {
        if (idColumn == NONE) {
            return count + 1;
        }
        if (sample.isNull(idColumn)) {
            throw refused("the id of the image is NULL");
        }
        long id = ((Number) sample.value(idColumn)).longValue();
        if (ids.contains(id)) {
            throw refused("another row has the id %d".formatted(id));
        }
        return id;
    }

    private byte[] image(long id, SampleValues sample) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField(CocoDocument.ID, id);
            for (int i = 0; i < columns.size(); i++) {
                String field = CocoColumns.field(columns.get(i).name());
                if (i == idColumn || i == annotationsColumn) {
                    continue;
                }
                if (!sample.isNull(i)) {
                    json.writeFieldName(field);
                    JsonText.write(sample.value(i), columns.get(i).type(), json);
                } else if (field.equals(CocoColumns.FILE_NAME)) {
                    throw refused(
                            "the path of the image is NULL, which a document does not have; leave such rows out with IS NOT NULL");
                }
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private List<WrittenAnnotations.Annotation> annotations(SampleValues sample)
            throws IOException {
        if (annotationsColumn == NONE || sample.isNull(annotationsColumn)) {
            return List.of();
        }
        ArrayData all = (ArrayData) sample.value(annotationsColumn);
        ArrayType type = (ArrayType) columns.get(annotationsColumn).type();
        return type.getElementType() instanceof RowType row
                ? annotations.ofRows(all, row)
                : WrittenAnnotations.ofCaptions(all);
    }

    @Override
    public void finish() throws IOException {
        out.write("],\"annotations\":".getBytes(UTF_8));
        annotations.writeTo(out);
        out.write(",\"categories\":".getBytes(UTF_8));
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(list)) {
            categories.write(json);
        }
        out.write(list.toByteArray());
        out.write("}\n".getBytes(UTF_8));
        out.flush();
    }

    private static MediaException refused(String why) {
        return new MediaException(ErrorCode.REFUSED, why);
    }
}
