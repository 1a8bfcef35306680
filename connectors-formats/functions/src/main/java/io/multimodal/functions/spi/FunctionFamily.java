// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spi;

import io.multimodal.annotation.Public;
import io.multimodal.functions.spec.FunctionSpec;
import java.util.List;

/**
 * A list of SQL functions that belong together. The module {@code multimodal} finds each family by
 * the file {@code META-INF/services/io.multimodal.functions.spi.FunctionFamily} of its jar, which
 * lies in {@code lib/} or belongs to a job. The functions behave as the built-in ones do: SHOW
 * FUNCTIONS and DESCRIBE FUNCTION list them, each has a {@code TRY_} form, constant arguments are
 * checked when a query is planned, and {@code multimodal.on-error} applies.
 *
 * <pre>{@code
 * public final class ColourFunctions implements FunctionFamily {
 *     public String title() {
 *         return "Colours";
 *     }
 *
 *     public List<FunctionSpec> functions() {
 *         return List.of(FunctionSpec.reading("IMAGE_DOMINANT_COLOUR") … );
 *     }
 * }
 * }</pre>
 *
 * <p>An implementation is public, has a public constructor without parameters, and is thread-safe.
 * Its methods do not block. The specifications are serialized into jobs: what an implementation of
 * a function captures is serializable.
 */
@Public
public interface FunctionFamily {
    /** What the functions operate on, for documentation and messages. */
    String title();

    /**
     * The functions, without their {@code TRY_} forms. The names are upper-case SQL identifiers
     * that do not begin with {@code TRY_}; none of them is the name of a built-in function or of a
     * function of another family.
     */
    List<FunctionSpec> functions();
}
