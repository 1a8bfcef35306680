// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.functions.audio.AudioSpecs;
import io.multimodal.functions.image.ImageSpecs;
import io.multimodal.functions.interop.InteropSpecs;
import io.multimodal.functions.reference.ReferenceSpecs;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.tensor.TensorSpecs;
import io.multimodal.functions.video.VideoSpecs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.functions.UserDefinedFunction;

/**
 * All functions. The module, the Table API's methods and the page of documentation are derived from
 * it: a new function is an entry of one of these lists.
 */
public final class FunctionRegistry {
    /** Before the name of a function that gives NULL where it fails. */
    public static final String TRY = "TRY_";

    /**
     * What functions are over.
     *
     * @param title as the documentation says it
     * @param specs in the order of the documentation
     */
    public record Family(String title, List<FunctionSpec> specs) {}

    private static final List<Family> FAMILIES =
            List.of(
                    new Family("References", ReferenceSpecs.all()),
                    new Family("Pictures", ImageSpecs.all()),
                    new Family("Sound", AudioSpecs.all()),
                    new Family("Video", VideoSpecs.all()),
                    new Family("Tensors", TensorSpecs.all()),
                    new Family("References of other systems", InteropSpecs.all()));

    private static final Map<String, FunctionSpec> BY_NAME = new LinkedHashMap<>();

    static {
        for (FunctionSpec spec : all()) {
            if (BY_NAME.put(spec.name(), spec) != null) {
                throw new IllegalStateException(spec.name() + " is described twice");
            }
        }
    }

    private FunctionRegistry() {}

    /** All functions by what they are over, in the order of the documentation. */
    public static List<Family> families() {
        return FAMILIES;
    }

    /** All functions, in the order of the documentation, without their {@code TRY_} forms. */
    public static List<FunctionSpec> all() {
        List<FunctionSpec> all = new ArrayList<>();
        for (Family family : FAMILIES) {
            all.addAll(family.specs());
        }
        return all;
    }

    /** The names of all functions and their {@code TRY_} forms, in upper case. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : BY_NAME.keySet()) {
            names.add(name);
            names.add(TRY + name);
        }
        return names;
    }

    /** A new function for SQL and the Table API; empty if there is none of this name. */
    public static Optional<UserDefinedFunction> function(String name) {
        return spec(name).map(spec -> spec.toSql(isTry(name)));
    }

    /** What is said of a function, given the name of either form; empty if there is none. */
    public static Optional<FunctionSpec> spec(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(
                BY_NAME.get(isTry(name) ? upper.substring(TRY.length()) : upper));
    }

    /** Whether this is the name of a form that gives NULL where it fails. */
    static boolean isTry(String name) {
        return name.toUpperCase(Locale.ROOT).startsWith(TRY);
    }
}
