// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions;

import io.multimodal.annotation.Internal;
import io.multimodal.functions.audio.AudioSpecs;
import io.multimodal.functions.image.ImageSpecs;
import io.multimodal.functions.interop.InteropSpecs;
import io.multimodal.functions.reference.ReferenceSpecs;
import io.multimodal.functions.spec.FunctionSpec;
import io.multimodal.functions.spi.FunctionFamily;
import io.multimodal.functions.tensor.TensorSpecs;
import io.multimodal.functions.video.VideoSpecs;
import io.multimodal.store.spi.Extensions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.functions.UserDefinedFunction;

/**
 * All functions: the built-in ones, and those of the {@link FunctionFamily families} that the
 * current thread's context class loader sees. The module, the Table API's methods and the page of
 * documentation are derived from it: a new built-in function is an entry of one of these lists.
 * Thread-safe.
 */
@Internal
public final class FunctionRegistry {
    /** Before the name of a function that gives NULL where it fails. */
    public static final String TRY = "TRY_";

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

    /**
     * A built-in family.
     *
     * @param title what its functions operate on, as the documentation says it
     * @param functions in the order of the documentation
     */
    public record Family(String title, List<FunctionSpec> functions) implements FunctionFamily {}

    private static final List<Family> BUILT_IN =
            List.of(
                    new Family("References", ReferenceSpecs.all()),
                    new Family("Images", ImageSpecs.all()),
                    new Family("Audio", AudioSpecs.all()),
                    new Family("Video", VideoSpecs.all()),
                    new Family("Tensors", TensorSpecs.all()),
                    new Family("References of other systems", InteropSpecs.all()));

    private static final Map<String, FunctionSpec> BUILT_IN_BY_NAME = byName(List.of());

    private FunctionRegistry() {}

    /** The built-in functions by what they operate on, in the order of the documentation. */
    public static List<Family> families() {
        return BUILT_IN;
    }

    /** The built-in functions, in the order of the documentation, without {@code TRY_} forms. */
    public static List<FunctionSpec> all() {
        return List.copyOf(BUILT_IN_BY_NAME.values());
    }

    /**
     * The names of all functions and their {@code TRY_} forms, in upper case: the built-in ones
     * first.
     *
     * @throws ValidationException if a family of a third party describes a function whose name is
     *     taken, or is not a name
     */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : byName(Extensions.of(FunctionFamily.class)).keySet()) {
            names.add(name);
            names.add(TRY + name);
        }
        return names;
    }

    /** A new function for SQL and the Table API; empty if there is none of this name. */
    public static Optional<UserDefinedFunction> function(String name) {
        return spec(name).map(spec -> spec.toSql(isTry(name)));
    }

    /**
     * The description of a function, given the name of either form; empty if there is none.
     *
     * @throws ValidationException as {@link #names} throws it, where the name is of no built-in
     *     function
     */
    public static Optional<FunctionSpec> spec(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String plain = isTry(name) ? upper.substring(TRY.length()) : upper;
        FunctionSpec builtIn = BUILT_IN_BY_NAME.get(plain);
        if (builtIn != null) {
            return Optional.of(builtIn);
        }
        List<FunctionFamily> found = Extensions.of(FunctionFamily.class);
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(byName(found).get(plain));
    }

    /** Whether this is the name of a form that gives NULL where it fails. */
    static boolean isTry(String name) {
        return name.toUpperCase(Locale.ROOT).startsWith(TRY);
    }

    private static Map<String, FunctionSpec> byName(List<FunctionFamily> found) {
        Map<String, FunctionSpec> byName = new LinkedHashMap<>();
        Map<String, FunctionFamily> owners = new LinkedHashMap<>();
        List<FunctionFamily> families = new ArrayList<>(BUILT_IN);
        families.addAll(found);
        for (FunctionFamily family : families) {
            for (FunctionSpec spec : family.functions()) {
                checkName(family, spec.name());
                FunctionFamily owner = owners.putIfAbsent(spec.name(), family);
                if (owner != null) {
                    throw new ValidationException(
                            "Cannot add the functions of %s: %s is already a function of %s. Rename it, or remove the jar of one of them"
                                    .formatted(text(family), spec.name(), text(owner)));
                }
                byName.put(spec.name(), spec);
            }
        }
        return byName;
    }

    private static void checkName(FunctionFamily family, String name) {
        if (!NAME.matcher(name).matches() || name.startsWith(TRY)) {
            throw new ValidationException(
                    "Cannot add the functions of %s: '%s' is not a name of a function. A name has upper-case letters, digits and underscores, begins with a letter, and does not begin with %s"
                            .formatted(text(family), name, TRY));
        }
    }

    private static String text(FunctionFamily family) {
        String title = "the family '" + family.title() + "'";
        return family instanceof Family ? title : title + " (" + family.getClass().getName() + ")";
    }
}
