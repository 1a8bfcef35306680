// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.file;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.modality.AudioModality;
import io.multimodal.media.modality.FileModality;
import io.multimodal.media.modality.ImageModality;
import io.multimodal.media.modality.Modality;
import io.multimodal.media.modality.TensorModality;
import io.multimodal.media.modality.VideoModality;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.table.data.RowData;

/** What files are read as; named as the types in SQL. */
enum KindOfFile {
    IMAGE(ImageModality::new),
    AUDIO(AudioModality::new),
    VIDEO(VideoModality::new),
    TENSOR(TensorModality::new),
    FILE(FileModality::new);

    @SuppressWarnings("ImmutableEnumChecker") // a constructor
    private final Supplier<Modality<?>> modality;

    KindOfFile(Supplier<Modality<?>> modality) {
        this.modality = modality;
    }

    MultimodalType<?> type() {
        return modality.get().type();
    }

    /**
     * The medium in a file, in Flink's internal form.
     *
     * @param referred puts the file once its header was found good
     * @throws io.multimodal.types.failure.MediaException if it is not a medium of this kind
     */
    RowData read(MediaRuntime media, ObjectHandle file, Modality.Referred referred)
            throws IOException {
        return read(modality.get(), media, file, referred);
    }

    private static <T extends MediaValue> RowData read(
            Modality<T> modality, MediaRuntime media, ObjectHandle file, Modality.Referred referred)
            throws IOException {
        return modality.type().toRowData(modality.describe(media, file, referred));
    }
}
