// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.annotation.Public;

/**
 * What a place for a store was found to do, by trying it.
 *
 * @param capability what was tried, in a few words
 * @param need what a store makes of it
 * @param works whether it does
 * @param seen what was observed, and what the store does where it is not there
 */
@Public
public record ProbeFinding(String capability, Need need, boolean works, String seen) {
    /** What a store makes of a capability. */
    public enum Need {
        /** There can be no store without it. */
        NEEDED("needed"),
        /** Where it is not there, the store does something that costs more. */
        USED("used"),
        /** Only to be known. */
        NOT_NEEDED("not needed");

        private final String words;

        Need(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Whether a store cannot do without it. */
    public boolean required() {
        return need == Need.NEEDED;
    }
}
