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
import io.multimodal.store.error.PlaceNotAllowedException;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.signature.MappedMedia;
import java.io.IOException;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * Media by value: rows of their bytes and a path. The bytes are put into the store when they are
 * read; where there are none, the path is a link.
 *
 * @param reads whether media are made; otherwise such rows of the bytes of an object, or of what a
 *     program makes
 */
record Embedded(Links links, boolean reads) implements MediaForm {
    private static final long serialVersionUID = 1L;
    private static final int BYTES = 0;
    private static final int PATH = 1;

    @Override
    public Function<MultimodalType<?>, MappedMedia.Mapping> open(
            Object owner, MultimodalConfig config, Supplier<String> folder) throws IOException {
        MediaRuntime media =
                FormatRuntime.acquire(owner, config, "the format multimodal", true).media();
        return type ->
                value -> {
                    if (value == null) {
                        return null;
                    }
                    RowData row = (RowData) value;
                    return reads
                            ? read(media, type, row, folder.get())
                            : written(media, type.fromRowData(row));
                };
    }

    private RowData read(MediaRuntime media, MultimodalType<?> type, RowData value, String folder)
            throws IOException {
        if (!value.isNullAt(BYTES)) {
            return stored(
                    media, Modalities.of(type.logicalType()).orElseThrow(), value.getBinary(BYTES));
        } else if (value.isNullAt(PATH)) {
            return null;
        }
        URI place = links.place(value.getString(PATH).toString(), folder);
        try {
            return LinkedMedia.at(place, type, links.inPlace(), media);
        } catch (PlaceNotAllowedException e) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "it is a path without bytes; to read what lies there, configure the place, and 'multimodal.%s' if the path is relative to another folder: %s"
                            .formatted(WrapperOptions.LINKS_BASE.key(), e.getMessage()),
                    e);
        }
    }

    private static <T extends MediaValue> RowData stored(
            MediaRuntime media, Modality<T> modality, byte[] bytes) throws IOException {
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
