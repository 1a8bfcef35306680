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
 * The struct of Hugging Face's Image, Audio and Video features: {@code {bytes, path}}. Only one
 * without bytes names a place; bytes are put into a store like any others.
 */
@Public
public final class HuggingFaceStruct {
    private static final String LAYOUT = "a Hugging Face struct";

    private HuggingFaceStruct() {}

    /** The type of the struct in Flink. */
    public static DataType dataType() {
        return DataTypes.ROW(
                DataTypes.FIELD("bytes", DataTypes.BYTES()),
                DataTypes.FIELD("path", DataTypes.STRING()));
    }

    /**
     * The place that a struct names.
     *
     * @throws MediaException REFUSED if it holds bytes, CORRUPT if it names no place
     */
    public static ExternalRef read(Row media) throws MediaException {
        if (media.getField(0) != null) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Cannot refer to " + LAYOUT + " that holds its bytes; put them into a store");
        }
        return Places.external(LAYOUT, (String) media.getField(1), 0, null, null);
    }

    /**
     * The struct of a place, without its size, which the struct has no field for.
     *
     * @throws MediaException REFUSED if the reference is not a whole place outside every store
     */
    public static Row write(ObjectRef ref) throws MediaException {
        return Row.of(null, Places.whole(Places.of(ref, LAYOUT), LAYOUT).uri());
    }
}
