// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.InvalidReferenceException;
import java.io.IOException;
import java.io.Serializable;

/**
 * The implementation of a function. Stateless and thread-safe: all subtasks of a process may share
 * it. It may block to read and decode.
 *
 * <p>The result is a value: a {@link io.multimodal.types.MediaValue}, a String, a number, a byte
 * array, a float array, a List of values, a Map of values; null for NULL. A table function returns
 * a List of rows, each a List.
 */
@Public
@FunctionalInterface
public interface Body extends Serializable {
    /**
     * The result of a call.
     *
     * @throws io.multimodal.types.failure.MediaException if the object or an argument is wrong:
     *     {@code multimodal.on-error} decides the reaction; the {@code TRY_} form returns NULL
     */
    Object result(Call call) throws IOException, InvalidReferenceException;
}
