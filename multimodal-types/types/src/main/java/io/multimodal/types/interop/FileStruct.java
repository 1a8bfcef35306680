// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.interop;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.types.MediaFile;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;

/**
 * The FILE struct of Spark, Databricks and Parquet's draft: {@code {uri, offset, size,
 * content_type, checksum}}. The checksum is what our external references call the validator.
 */
@Public
public final class FileStruct {
    private static final String LAYOUT = "a FILE struct";

    private FileStruct() {}

    /** The type of the struct in Flink. */
    public static DataType dataType() {
        return DataTypes.ROW(
                DataTypes.FIELD("uri", DataTypes.STRING()),
                DataTypes.FIELD("offset", DataTypes.BIGINT()),
                DataTypes.FIELD("size", DataTypes.BIGINT()),
                DataTypes.FIELD("content_type", DataTypes.STRING()),
                DataTypes.FIELD("checksum", DataTypes.STRING()));
    }

    /**
     * The FILE that a struct names.
     *
     * @throws MediaException CORRUPT or REFUSED if the struct cannot be one
     */
    public static MediaFile read(Row file) throws MediaException {
        if (file.getArity() != 5) {
            throw new MediaException(
                    ErrorCode.CORRUPT, LAYOUT + " has 5 fields, this one has " + file.getArity());
        }
        Long offset = (Long) file.getField(1);
        Long size = (Long) file.getField(2);
        ExternalRef place =
                Places.external(
                        LAYOUT,
                        (String) file.getField(0),
                        offset == null ? 0 : offset,
                        size,
                        (String) file.getField(4));
        return MediaFile.of(place, (String) file.getField(3), size);
    }

    /**
     * The struct of a FILE.
     *
     * @throws MediaException REFUSED if it is not a place outside every store
     */
    public static Row write(MediaFile file) throws MediaException {
        try {
            ExternalRef place = Places.of(file.reference(), LAYOUT);
            Long size = place.sizeBytes().isPresent() ? place.sizeBytes().getAsLong() : file.size();
            return Row.of(
                    place.uri(),
                    place.offset(),
                    size,
                    file.contentType(),
                    place.validator().orElse(null));
        } catch (InvalidReferenceException e) {
            throw new MediaException(ErrorCode.CORRUPT, e.getMessage(), e);
        }
    }
}
