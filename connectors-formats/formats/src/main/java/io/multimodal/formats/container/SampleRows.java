// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.container;

import io.multimodal.formats.spi.Sample;
import io.multimodal.formats.spi.SampleColumn;
import io.multimodal.formats.spi.SampleField;
import io.multimodal.formats.spi.TextValue;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** Makes the rows of a file's samples. Thread-safe; blocks until what it puts is durable. */
final class SampleRows {
    /** Fields up to this size are read into memory before they are put. */
    static final long WHOLE_BYTES = 8 << 20;

    private final List<SampleColumn> columns;
    private final ContainerFile file;
    private final ExternalRef inPlace;
    private final MediaRuntime media;
    private final FailurePolicy failures;

    /**
     * @param inPlace the reference to the whole file, if columns refer to ranges of it; null if
     *     media are copied
     */
    SampleRows(
            List<SampleColumn> columns,
            ContainerFile file,
            ExternalRef inPlace,
            MediaRuntime media,
            FailurePolicy failures) {
        this.columns = columns;
        this.file = file;
        this.inPlace = inPlace;
        this.media = media;
        this.failures = failures;
    }

    /** Whether the bytes of a column's field are to be read before its row is made. */
    boolean wantsBytes(SampleColumn column, SampleField.Range range) {
        return Modalities.of(column.type()).isEmpty()
                ? range.sizeBytes() <= media.limits().maxBytes()
                : inPlace == null && range.sizeBytes() <= WHOLE_BYTES;
    }

    /**
     * The row of a sample. A field that cannot be used becomes NULL, where the job is to go on.
     *
     * @param bytes of the field of each column; null where they were not wanted
     * @return null if the sample is left out
     */
    RowData row(Sample sample, byte[][] bytes) throws IOException {
        if (sample.fault() != null) {
            failures.onFailure(
                    file.uri() + "#" + sample.name(),
                    new MediaException(ErrorCode.CORRUPT, sample.fault()));
            return null;
        }
        GenericRowData row = new GenericRowData(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            row.setField(i, field(sample, i, bytes[i]));
        }
        return row;
    }

    private Object field(Sample sample, int i, byte[] bytes) throws IOException {
        SampleField field = sample.fields().get(i);
        SampleColumn column = columns.get(i);
        if (field == null) {
            return null;
        }
        try {
            return value(column, field, bytes);
        } catch (IOException e) {
            failures.onFailure("%s#%s (%s)".formatted(file.uri(), sample.name(), column.name()), e);
            return null;
        }
    }

    private Object value(SampleColumn column, SampleField field, byte[] bytes) throws IOException {
        if (field instanceof SampleField.Faulty faulty) {
            throw new MediaException(ErrorCode.CORRUPT, faulty.why());
        }
        Modality<?> modality = Modalities.of(column.type()).orElse(null);
        if (modality != null) {
            return internal(medium(modality, field, bytes));
        }
        if (field instanceof SampleField.Value value) {
            return value.value();
        }
        if (!(field instanceof SampleField.Range) && bytes == null) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED, "the format gives a medium where a value is declared");
        }
        if (bytes == null) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "it has %d bytes, and a value has at most %d ('multimodal.limits.bytes')"
                            .formatted(
                                    ((SampleField.Range) field).sizeBytes(),
                                    media.limits().maxBytes()));
        }
        return TextValue.read(bytes, column.type());
    }

    private <T extends MediaValue> T medium(Modality<T> modality, SampleField field, byte[] bytes)
            throws IOException {
        if (inPlace != null) {
            ObjectRef ref = inPlace(field);
            return modality.describe(media, media.stores().open(ref), () -> ref);
        }
        if (bytes != null) {
            return modality.describe(
                    media, new ArrayHandle(bytes), () -> media.stores().put(Payload.of(bytes)));
        }
        if (field instanceof SampleField.Content content) {
            ObjectHandle object = content.opening().open();
            return modality.describe(media, object, () -> media.stores().put(object::stream));
        }
        if (!(field instanceof SampleField.Range range)) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED, "the format gives a value where a medium is declared");
        }
        ObjectRef ref = media.stores().put(file.payload(range));
        return modality.describe(media, media.stores().open(ref), () -> ref);
    }

    private ObjectRef inPlace(SampleField field) throws MediaException {
        if (field instanceof SampleField.Range range) {
            int prefixed = range.prefix().length;
            if (prefixed > ExternalRef.MAX_PREFIX_BYTES) {
                throw new MediaException(
                        ErrorCode.UNSUPPORTED,
                        "it begins with %d bytes that the file does not have, and a reference holds at most %d, so that it cannot be read in place; set 'in-place' to 'false'"
                                .formatted(prefixed, ExternalRef.MAX_PREFIX_BYTES));
            }
            ExternalRef place =
                    new ExternalRef(
                            inPlace.uri(),
                            range.offset(),
                            OptionalLong.of(range.sizeBytes()),
                            inPlace.validator());
            return prefixed == 0 ? place : place.after(new InlineRef(range.prefix()));
        }
        throw new MediaException(
                ErrorCode.UNSUPPORTED,
                "its bytes do not lie in the file as they are, so that it cannot be read in place; set 'in-place' to 'false'");
    }

    @SuppressWarnings("unchecked") // a value has its type's attributes
    private static <T extends MediaValue> RowData internal(T value) {
        return ((MultimodalType<T>) value.type()).toRowData(value);
    }
}
