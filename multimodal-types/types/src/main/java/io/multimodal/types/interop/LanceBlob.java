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
 * Lance's blob v2 ({@code lance.blob.v2}). What a scan gives is a descriptor, {@code {kind,
 * position, size, blob_id, blob_uri}}; what a writer takes is {@code {data, uri, position, size}}.
 * Only blobs of kind 3 (external) lie where others can read them; the bytes of kinds 0 to 2
 * (inline, packed, dedicated) are in Lance's own files, which Lance reads.
 */
@Public
public final class LanceBlob {
    private static final String LAYOUT = "a Lance blob";
    private static final int EXTERNAL = 3;
    private static final String[] KINDS = {"inline", "packed", "dedicated"};

    private LanceBlob() {}

    /**
     * The type of the descriptor in Flink, its unsigned integers in the next larger signed ones.
     */
    public static DataType dataType() {
        return DataTypes.ROW(
                DataTypes.FIELD("kind", DataTypes.SMALLINT()),
                DataTypes.FIELD("position", DataTypes.BIGINT()),
                DataTypes.FIELD("size", DataTypes.BIGINT()),
                DataTypes.FIELD("blob_id", DataTypes.BIGINT()),
                DataTypes.FIELD("blob_uri", DataTypes.STRING()));
    }

    /** The type of what a writer takes. */
    public static DataType writtenType() {
        return DataTypes.ROW(
                DataTypes.FIELD("data", DataTypes.BYTES()),
                DataTypes.FIELD("uri", DataTypes.STRING()),
                DataTypes.FIELD("position", DataTypes.BIGINT()),
                DataTypes.FIELD("size", DataTypes.BIGINT()));
    }

    /**
     * The place that a descriptor names; its size is unknown if the descriptor says 0.
     *
     * @throws MediaException REFUSED if the bytes are in Lance's files or below a base of the
     *     dataset, CORRUPT if it is not a descriptor
     */
    public static ExternalRef read(Row descriptor) throws MediaException {
        if (descriptor.getArity() != 5 || !(descriptor.getField(0) instanceof Number kind)) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "The descriptor of "
                            + LAYOUT
                            + " has 5 fields and a kind first, this one is "
                            + descriptor.getArity()
                            + " fields with "
                            + descriptor.getField(0)
                            + " first");
        }
        int number = kind.intValue();
        if (number >= 0 && number < EXTERNAL) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Cannot refer to %s of kind %s, whose bytes are in Lance's own files; read them by Lance and put them into a store"
                            .formatted(LAYOUT, KINDS[number]));
        }
        if (number != EXTERNAL) {
            throw new MediaException(
                    ErrorCode.CORRUPT, LAYOUT + " has kind 0 to 3, this one has " + number);
        }
        if (numberAt(descriptor, 3) != 0) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Cannot refer to %s below base %s of its dataset; give its URI whole"
                            .formatted(LAYOUT, descriptor.getField(3)));
        }
        long size = numberAt(descriptor, 2);
        return Places.external(
                LAYOUT,
                (String) descriptor.getField(4),
                numberAt(descriptor, 1),
                size == 0 ? null : Long.valueOf(size),
                null);
    }

    /**
     * What makes Lance's writer refer to a place.
     *
     * @throws MediaException REFUSED if the reference is not a place outside every store, or a part
     *     of one that has no end, which Lance cannot express
     */
    public static Row write(ObjectRef ref) throws MediaException {
        ExternalRef place = Places.of(ref, LAYOUT);
        if (place.sizeBytes().isPresent()) {
            return Row.of(null, place.uri(), place.offset(), place.sizeBytes().getAsLong());
        }
        return Row.of(null, Places.whole(place, LAYOUT).uri(), null, null);
    }

    private static long numberAt(Row row, int field) {
        return row.getField(field) instanceof Number number ? number.longValue() : 0;
    }
}
