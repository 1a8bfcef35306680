// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.modality;

import io.multimodal.annotation.Public;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.StructuredType;

/** Finds the modality of a value or of a column. Stateless and thread-safe; does not block. */
@Public
public final class Modalities {
    private static final List<Modality<?>> ALL =
            List.of(
                    new ImageModality(),
                    new AudioModality(),
                    new VideoModality(),
                    new TensorModality(),
                    new FileModality());

    private Modalities() {}

    /**
     * The modality of a value.
     *
     * @throws MediaException with {@link ErrorCode#UNSUPPORTED} if there is none for its type
     */
    @SuppressWarnings("unchecked") // a modality's type has its values
    public static <T extends MediaValue> Modality<T> of(T value) throws MediaException {
        for (Modality<?> modality : ALL) {
            if (modality.type() == value.type()) {
                return (Modality<T>) modality;
            }
        }
        throw new MediaException(
                ErrorCode.UNSUPPORTED, "Nothing here reads a value of type " + value.type());
    }

    /**
     * The modality of a column; empty if its type is not a multimodal type without parameters.
     *
     * @param column nullable or not
     */
    public static Optional<Modality<?>> of(LogicalType column) {
        return ALL.stream().filter(modality -> has(modality, column)).findFirst();
    }

    private static boolean has(Modality<?> modality, LogicalType column) {
        return column instanceof StructuredType structured
                && structured.copy(true).equals(modality.type().logicalType())
                && structured
                        .getImplementationClass()
                        .filter(modality.type().valueClass()::equals)
                        .isPresent();
    }
}
