// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import io.multimodal.types.FileType;
import io.multimodal.types.MultimodalType;
import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.table.types.DataType;

/**
 * An argument of a function.
 *
 * @param name by which it may be given: {@code fit => 'cover'}
 * @param type nullable; null for a value of any of the multimodal types
 * @param optional whether it may be left out, or NULL, for its default; NULL in any other argument
 *     makes the result NULL
 * @param meaning with its unit and default, for the documentation
 * @param allowed which values of the type it takes
 */
@Public
public record Argument(
        String name, DataType type, boolean optional, String meaning, Allowed allowed)
        implements Serializable {
    boolean isAnyMedia() {
        return type == null;
    }

    /** The type as SQL spells it. */
    public String typeText() {
        return type == null ? "IMAGE | AUDIO | VIDEO | TENSOR | FILE" : TypeWords.of(type);
    }

    /** The multimodal type's word in SQL, FILE for any of them; empty where it is not a medium. */
    Optional<String> mediumWord() {
        return isAnyMedia()
                ? Optional.of(FileType.TYPE.word())
                : TypeWords.multimodal(type.getLogicalType()).map(MultimodalType::word);
    }
}
