// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.connectors.media.sink.content.FileContents;
import io.multimodal.connectors.media.sink.content.FileEncoding;
import io.multimodal.formats.container.FormatRuntime;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.Payload;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.signature.MappedMedia;
import java.io.IOException;
import java.util.function.Function;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** Media by value: as rows of their bytes and a path, which the path replaces if there are none. */
enum Embedded implements MediaForm {
    /** Media of such rows: the bytes are put into the store. */
    READ {
        @Override
        Object of(MediaRuntime media, MultimodalType<?> type, RowData value) throws IOException {
            return read(media, Modalities.of(type.logicalType()).orElseThrow(), value);
        }
    },
    /** Such rows of media: the bytes are those of the object, or of what a program makes. */
    WRITTEN {
        @Override
        Object of(MediaRuntime media, MultimodalType<?> type, RowData value) throws IOException {
            return written(media, type.fromRowData(value));
        }
    };

    private static final int BYTES = 0;
    private static final int PATH = 1;

    abstract Object of(MediaRuntime media, MultimodalType<?> type, RowData value)
            throws IOException;

    @Override
    public Function<MultimodalType<?>, MappedMedia.Mapping> open(
            Object owner, MultimodalConfig config) throws IOException {
        MediaRuntime media =
                FormatRuntime.acquire(owner, config, "the format multimodal", true).media();
        return type -> value -> value == null ? null : of(media, type, (RowData) value);
    }

    private static <T extends MediaValue> RowData read(
            MediaRuntime media, Modality<T> modality, RowData value) throws IOException {
        if (value.isNullAt(BYTES)) {
            if (value.isNullAt(PATH)) {
                return null;
            }
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "it is the path '%s' without bytes; write the data set with embedded files, or declare the column as ROW<`bytes` BYTES, `path` STRING>"
                            .formatted(value.getString(PATH)));
        }
        byte[] bytes = value.getBinary(BYTES);
        return modality.type()
                .toRowData(
                        modality.describe(
                                media,
                                new ArrayHandle(bytes),
                                () -> media.stores().put(Payload.of(bytes))));
    }

    private static RowData written(MediaRuntime media, MediaValue value) throws IOException {
        try {
            FileContent content = new FileContents(media, FileEncoding.AS_IS).of(value);
            if (content == null) {
                return null;
            }
            ObjectHandle object = content.object();
            long most = media.limits().maxBytes();
            if (object.sizeBytes() > most) {
                throw new MediaException(
                        ErrorCode.TOO_LARGE,
                        "it has %d bytes, and a value has at most %d ('multimodal.limits.bytes')"
                                .formatted(object.sizeBytes(), most));
            }
            return GenericRowData.of(object.read(0, Math.toIntExact(object.sizeBytes())), null);
        } catch (InvalidReferenceException e) {
            throw new MediaException(
                    ErrorCode.REFUSED, "it has no reference: " + e.getMessage(), e);
        }
    }
}
