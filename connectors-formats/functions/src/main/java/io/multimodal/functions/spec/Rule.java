// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.spec;

import io.multimodal.annotation.Public;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A condition on several arguments together.
 *
 * @param positions the indexes of the arguments, from 0
 * @param check the condition
 */
@Public
public record Rule(ArrayList<Integer> positions, Check check) implements Serializable {
    /** A condition on values. Stateless and thread-safe; does not block. */
    @FunctionalInterface
    public interface Check extends Serializable {
        /**
         * The reason why the values are wrong, in one sentence; empty if they are right.
         *
         * @param values in the order of the positions; null for an argument that is left out or
         *     NULL
         */
        Optional<String> problem(List<Object> values);
    }

    /** A rule for the arguments at these indexes, in this order. */
    public static Rule of(Check check, Integer... positions) {
        return new Rule(new ArrayList<>(List.of(positions)), check);
    }
}
