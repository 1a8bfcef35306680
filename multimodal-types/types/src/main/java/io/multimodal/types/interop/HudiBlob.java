// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.interop;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;

/**
 * Apache Hudi's blob struct: {@code {type, data, reference: {external_path, offset, length,
 * managed}}}, of which only {@code OUT_OF_LINE} names a place. The bytes of an {@code INLINE} one
 * are put into a store like any others.
 */
@Public
public final class HudiBlob {
    private static final String LAYOUT = "a Hudi blob";
    private static final String OUT_OF_LINE = "OUT_OF_LINE";

    private HudiBlob() {}

    /** The type of the struct in Flink. */
    public static DataType dataType() {
        return DataTypes.ROW(
                DataTypes.FIELD("type", DataTypes.STRING()),
                DataTypes.FIELD("data", DataTypes.BYTES()),
                DataTypes.FIELD(
                        "reference",
                        DataTypes.ROW(
                                DataTypes.FIELD("external_path", DataTypes.STRING()),
                                DataTypes.FIELD("offset", DataTypes.BIGINT()),
                                DataTypes.FIELD("length", DataTypes.BIGINT()),
                                DataTypes.FIELD("managed", DataTypes.BOOLEAN()))));
    }

    /**
     * The place that a struct names.
     *
     * @throws MediaException REFUSED if it is inline or managed by Hudi, CORRUPT if it is no such
     *     struct
     */
    public static ExternalRef read(Row blob) throws MediaException {
        if (blob.getArity() != 3 || !(blob.getField(2) instanceof Row reference)) {
            throw new MediaException(
                    OUT_OF_LINE.equals(blob.getField(0)) ? ErrorCode.CORRUPT : ErrorCode.REFUSED,
                    "Cannot refer to "
                            + LAYOUT
                            + " of type "
                            + blob.getField(0)
                            + " without a reference; put the bytes of an INLINE one into a store");
        }
        if (Boolean.TRUE.equals(reference.getField(3))) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Cannot refer to "
                            + LAYOUT
                            + " that Hudi manages: Hudi may delete it; copy it into a store");
        }
        Long offset = (Long) reference.getField(1);
        return Places.external(
                LAYOUT,
                (String) reference.getField(0),
                offset == null ? 0 : offset,
                (Long) reference.getField(2),
                null);
    }

    /**
     * The struct of a place that Hudi does not manage.
     *
     * @throws MediaException REFUSED if the reference is not a place outside every store
     */
    public static Row write(ObjectRef ref) throws MediaException {
        ExternalRef place = Places.of(ref, LAYOUT);
        Long length = place.sizeBytes().isPresent() ? place.sizeBytes().getAsLong() : null;
        return Row.of(OUT_OF_LINE, null, Row.of(place.uri(), place.offset(), length, false));
    }
}
