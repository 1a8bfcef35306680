// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.types.MultimodalType;
import io.multimodal.types.check.DeclaredValue;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.signature.MappedMedia;
import io.multimodal.types.signature.MediaCrossing;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows of which some columns are taken, and the media in them mapped. A column with a medium that
 * cannot be mapped is NULL, or the job fails: as {@code multimodal.on-error} says, save for a
 * column that is never NULL. Used by one thread.
 */
final class MappedRows implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowType given;
    private final int[] columns;
    private final RowType wanted;
    private final MediaForm form;
    private final MultimodalConfig config;

    private transient RowData.FieldGetter[] getters;
    private transient MappedMedia.Mapping[] mappings;
    private transient Function<MultimodalType<?>, MappedMedia.Mapping> media;
    private transient FailedTexts failures;
    private transient String folder;

    /**
     * @param given type of the rows that come
     * @param columns which of their columns go on, in order
     * @param wanted type of the rows that go on, with their media
     * @param config null where there are no media to map
     */
    MappedRows(
            RowType given, int[] columns, RowType wanted, MediaForm form, MultimodalConfig config) {
        this.given = given;
        this.columns = columns.clone();
        this.wanted = wanted;
        this.form = form;
        this.config = config;
    }

    static boolean holdMedia(RowType rows) {
        return MediaCrossing.all(rows).isPresent();
    }

    /**
     * Has to be called first in the process that maps, and for each file.
     *
     * @param job the name under which the job runs; null if not known
     * @param in the URI of the folder of the file that is read, with '/' at its end; empty where
     *     rows do not come from a file
     */
    void open(String job, String in) throws IOException {
        folder = in;
        if (media == null && config != null) {
            media = form.open(this, config.runningAs(job), () -> folder);
        }
        getters = new RowData.FieldGetter[columns.length];
        mappings = new MappedMedia.Mapping[columns.length];
        for (int i = 0; i < columns.length; i++) {
            LogicalType type = given.getTypeAt(columns[i]);
            getters[i] = RowData.createFieldGetter(type, columns[i]);
            Optional<DeclaredValue> where =
                    config == null ? Optional.empty() : MediaCrossing.all(wanted.getTypeAt(i));
            mappings[i] = where.map(found -> MappedMedia.of(type, found, media)).orElse(null);
        }
        failures = config == null ? null : new FailedTexts(config.runningAs(job));
    }

    /** The row that goes on; null for null. */
    RowData of(RowData row) throws IOException {
        if (row == null) {
            return null;
        }
        GenericRowData mapped = new GenericRowData(row.getRowKind(), columns.length);
        for (int i = 0; i < columns.length; i++) {
            Object value = getters[i].getFieldOrNull(row);
            mapped.setField(i, mappings[i] == null ? value : mapped(i, value));
        }
        return mapped;
    }

    private Object mapped(int column, Object value) throws IOException {
        try {
            return mappings[column].of(value);
        } catch (IOException e) {
            failures.judge(wanted.getFieldNames().get(column), wanted.getTypeAt(column), e);
            return null;
        }
    }

    /** The same where Flink lets no checked exception through. */
    RowData unchecked(RowData row) {
        try {
            return of(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
