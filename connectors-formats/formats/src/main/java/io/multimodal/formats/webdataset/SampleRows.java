// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.webdataset;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ExternalRef;
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
import org.apache.flink.table.data.StringData;

/** Makes the rows of a shard's samples. Thread-safe; blocks until what it puts is durable. */
final class SampleRows {
    /** Members up to this size are read into memory before they are put. */
    static final long WHOLE_BYTES = 8 << 20;

    private final List<MemberColumn> columns;
    private final Shard shard;
    private final ExternalRef inPlace;
    private final MediaRuntime media;
    private final FailurePolicy failures;

    /**
     * @param inPlace the reference to the whole shard, if columns refer to members in it; null if
     *     members are copied
     */
    SampleRows(
            List<MemberColumn> columns,
            Shard shard,
            ExternalRef inPlace,
            MediaRuntime media,
            FailurePolicy failures) {
        this.columns = columns;
        this.shard = shard;
        this.inPlace = inPlace;
        this.media = media;
        this.failures = failures;
    }

    /** Whether the bytes of a column's member are to be read before its row is made. */
    boolean wantsBytes(MemberColumn column, TarMember member) {
        return Modalities.of(column.type()).isEmpty()
                ? member.sizeBytes() <= media.limits().maxBytes()
                : inPlace == null && member.sizeBytes() <= WHOLE_BYTES;
    }

    /**
     * The row of a sample. A member that cannot be used becomes NULL, where the job is to go on.
     *
     * @param bytes of the member of each column; null where it was not wanted or is missing
     * @return null if the sample is passed over
     */
    RowData row(Sample sample, byte[][] bytes) throws IOException {
        if (sample.fault() != null) {
            failures.onFailure(
                    shard.uri() + "#" + sample.key(),
                    new MediaException(ErrorCode.CORRUPT, sample.fault()));
            return null;
        }
        GenericRowData row = new GenericRowData(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            row.setField(i, field(sample, columns.get(i), bytes[i]));
        }
        return row;
    }

    private Object field(Sample sample, MemberColumn column, byte[] bytes) throws IOException {
        if (column.isOfTheSample()) {
            return StringData.fromString(
                    column.name().equals(MemberColumn.KEY) ? sample.key() : shard.uri());
        }
        TarMember member = column.memberOf(sample.members());
        if (member == null) {
            return null;
        }
        try {
            return value(column, member, bytes);
        } catch (IOException e) {
            failures.onFailure(shard.uri() + "#" + member.name(), e);
            return null;
        }
    }

    private Object value(MemberColumn column, TarMember member, byte[] bytes) throws IOException {
        Modality<?> modality = Modalities.of(column.type()).orElse(null);
        if (modality != null) {
            return internal(medium(modality, member, bytes));
        }
        if (bytes == null) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "it has %d bytes, and a value has at most %d ('multimodal.limits.max-bytes')"
                            .formatted(member.sizeBytes(), media.limits().maxBytes()));
        }
        return TextValue.read(bytes, column.type());
    }

    private <T extends MediaValue> T medium(Modality<T> modality, TarMember member, byte[] bytes)
            throws IOException {
        if (inPlace != null) {
            ObjectRef ref =
                    new ExternalRef(
                            inPlace.uri(),
                            member.offset(),
                            OptionalLong.of(member.sizeBytes()),
                            inPlace.validator());
            return modality.describe(media, media.stores().open(ref), () -> ref);
        }
        if (bytes != null) {
            return modality.describe(
                    media, new ArrayHandle(bytes), () -> media.stores().put(Payload.of(bytes)));
        }
        ObjectRef ref = media.stores().put(shard.payload(member));
        return modality.describe(media, media.stores().open(ref), () -> ref);
    }

    @SuppressWarnings("unchecked") // a value has its type's attributes
    private static <T extends MediaValue> RowData internal(T value) {
        return ((MultimodalType<T>) value.type()).toRowData(value);
    }
}
