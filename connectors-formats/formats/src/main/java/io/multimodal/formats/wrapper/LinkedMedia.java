// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.store.Puts;
import io.multimodal.store.external.ReferredObject;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import java.io.IOException;
import java.net.URI;
import org.apache.flink.table.data.RowData;

/** Reads media at places outside the stores. */
final class LinkedMedia {
    private LinkedMedia() {}

    /**
     * The medium at a place, in Flink's internal form. Blocks.
     *
     * @param inPlace whether it refers to the place, instead of a copy in the store
     */
    static RowData at(URI place, MultimodalType<?> type, boolean inPlace, MediaRuntime media)
            throws IOException {
        return at(place, Modalities.of(type.logicalType()).orElseThrow(), inPlace, media);
    }

    private static <T extends MediaValue> RowData at(
            URI place, Modality<T> modality, boolean inPlace, MediaRuntime media)
            throws IOException {
        ReferredObject found = media.stores().refer(place, ContentTypes.HEAD_BYTES);
        return modality.type()
                .toRowData(
                        modality.describe(
                                media,
                                found.object(),
                                () -> inPlace ? found.ref() : copy(found.ref(), media)));
    }

    private static ObjectRef copy(ExternalRef place, MediaRuntime media) throws IOException {
        return Puts.await(media.stores().ingest(place));
    }
}
