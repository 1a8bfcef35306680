// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.reference;

import io.multimodal.functions.audio.AudioModality;
import io.multimodal.functions.image.ImageModality;
import io.multimodal.functions.spec.Modality;
import io.multimodal.functions.tensor.TensorModality;
import io.multimodal.functions.video.VideoModality;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.List;

/** What is known of each type. */
final class Modalities {
    private static final List<Modality<?>> ALL =
            List.of(
                    new ImageModality(),
                    new AudioModality(),
                    new VideoModality(),
                    new TensorModality(),
                    new FileModality());

    private Modalities() {}

    @SuppressWarnings("unchecked") // a modality's type has its values
    static <T extends MediaValue> Modality<T> of(T value) throws MediaException {
        for (Modality<?> modality : ALL) {
            if (modality.type() == value.type()) {
                return (Modality<T>) modality;
            }
        }
        throw new MediaException(
                ErrorCode.UNSUPPORTED, "Nothing here reads a value of type " + value.type());
    }
}
