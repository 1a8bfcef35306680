// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has to be true of several arguments together.
 *
 * @param positions of the arguments
 * @param check says why their values cannot be, in one sentence; empty if they can. A value is null
 *     where its argument is left out or NULL
 */
@Public
public record Rule(ArrayList<Integer> positions, Check check) implements Serializable {
    /** Stateless. */
    @FunctionalInterface
    public interface Check extends Serializable {
        Optional<String> problem(List<Object> values);
    }

    /** A rule about the arguments at these positions, in this order. */
    public static Rule of(Check check, Integer... positions) {
        return new Rule(new ArrayList<>(List.of(positions)), check);
    }
}
