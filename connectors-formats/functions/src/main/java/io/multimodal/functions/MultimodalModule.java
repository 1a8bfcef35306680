// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.functions.image.ImageCrop;
import io.multimodal.functions.image.ImageResize;
import io.multimodal.functions.image.ImageRotate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.module.Module;

/**
 * All functions, for {@code LOAD MODULE multimodal} or {@code env.loadModule("multimodal", new
 * MultimodalModule())}.
 */
public final class MultimodalModule implements Module {
    /** The name of the module. */
    public static final String NAME = "multimodal";

    private static final Map<String, Supplier<UserDefinedFunction>> FUNCTIONS =
            Map.of(
                    "IMAGE_CROP", () -> new ImageCrop(false),
                    "TRY_IMAGE_CROP", () -> new ImageCrop(true),
                    "IMAGE_RESIZE", () -> new ImageResize(false),
                    "TRY_IMAGE_RESIZE", () -> new ImageResize(true),
                    "IMAGE_ROTATE", () -> new ImageRotate(false),
                    "TRY_IMAGE_ROTATE", () -> new ImageRotate(true));

    /** The names in lower case, as Flink lists functions. */
    @Override
    public Set<String> listFunctions() {
        return FUNCTIONS.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Names are found in any case. */
    @Override
    public Optional<FunctionDefinition> getFunctionDefinition(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name.toUpperCase(Locale.ROOT))).map(Supplier::get);
    }
}
