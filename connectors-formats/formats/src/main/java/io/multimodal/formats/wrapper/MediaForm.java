// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.types.MultimodalType;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.signature.MappedMedia;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes media of what they are in the wrapped format, or the other way round. */
interface MediaForm extends Serializable {
    /**
     * What becomes of the media of each type. Blocks while stores are opened.
     *
     * @param owner what is opened is closed when it is garbage
     * @param folder gives the URI of the folder of the file that is read now, with '/' at its end;
     *     empty where rows do not come from a file
     */
    Function<MultimodalType<?>, MappedMedia.Mapping> open(
            Object owner, MultimodalConfig config, Supplier<String> folder) throws IOException;
}
