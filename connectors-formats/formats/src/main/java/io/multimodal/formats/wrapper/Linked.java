// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.formats.container.FormatRuntime;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.signature.MappedMedia;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/**
 * Media of links, and links of media that lie outside every store. Only places below a configured
 * prefix are read.
 *
 * @param reads whether media are made
 */
record Linked(Links links, boolean reads) implements MediaForm {
    private static final long serialVersionUID = 1L;

    @Override
    public Function<MultimodalType<?>, MappedMedia.Mapping> open(
            Object owner, MultimodalConfig config, Supplier<String> folder) throws IOException {
        if (!reads) {
            return type -> value -> value == null ? null : link(type.fromRowData((RowData) value));
        }
        MediaRuntime media =
                FormatRuntime.acquire(owner, config, "the format multimodal", true).media();
        return type ->
                value ->
                        value == null
                                ? null
                                : LinkedMedia.at(
                                        links.place(value.toString(), folder.get()),
                                        type,
                                        links.inPlace(),
                                        media);
    }

    private StringData link(MediaValue value) throws IOException {
        try {
            if (value.reference() instanceof ExternalRef place
                    && place.offset() == 0
                    && place.prefix().isEmpty()) {
                return StringData.fromString(links.text(place.uri()));
            }
        } catch (InvalidReferenceException e) {
            throw new MediaException(ErrorCode.REFUSED, "it has no reference", e);
        }
        throw new MediaException(
                ErrorCode.REFUSED,
                "it is an object of the store, a part of a file or the result of a function, which has no link; write it with 'multimodal.reference' = 'text', or as a file with a table of 'connector' = 'media'");
    }
}
