// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.signing.SignedReferenceCodec;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.signature.MappedMedia;
import java.io.IOException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/**
 * Media in Flink's internal form and the text forms of their references. A signature is carried
 * from one to the other: the planner signs what leaves SQL and verifies what enters.
 */
enum Texts implements MediaForm {
    /** Media of texts. */
    READ {
        @Override
        MappedMedia.Mapping of(MultimodalType<?> type) {
            int attributes = type.attributes().size();
            return value -> value == null ? null : medium((StringData) value, attributes);
        }
    },
    /** Texts of media. */
    WRITTEN {
        @Override
        MappedMedia.Mapping of(MultimodalType<?> type) {
            return value -> value == null ? null : text((RowData) value);
        }
    };

    /** The first attribute of every type is its reference. */
    private static final int OBJECT = 0;

    private static final int SHOWN_BYTES = 64;

    abstract MappedMedia.Mapping of(MultimodalType<?> type);

    @Override
    public Function<MultimodalType<?>, MappedMedia.Mapping> open(
            Object owner, MultimodalConfig config, Supplier<String> folder) {
        return this::of;
    }

    private static RowData medium(StringData text, int attributes) throws RefusedTextException {
        GenericRowData medium = new GenericRowData(attributes);
        try {
            medium.setField(OBJECT, SignedReferenceCodec.bytesOf(text.toString()));
        } catch (InvalidReferenceException e) {
            throw new RefusedTextException(text.toString(), e);
        }
        return medium;
    }

    private static StringData text(RowData medium) throws IOException {
        if (medium.isNullAt(OBJECT)) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "its attribute object is NULL, and a medium is written as its reference");
        }
        byte[] object = medium.getBinary(OBJECT);
        try {
            return StringData.fromString(SignedReferenceCodec.textOf(object));
        } catch (InvalidReferenceException e) {
            int shown = Math.min(object.length, SHOWN_BYTES);
            throw new RefusedTextException(HexFormat.of().formatHex(object, 0, shown), e);
        }
    }
}
