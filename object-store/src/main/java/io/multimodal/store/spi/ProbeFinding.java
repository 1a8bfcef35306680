// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.spi;

import io.multimodal.annotation.Public;

/**
 * The result of trying one capability of a place for a store.
 *
 * @param capability what was tried, in a few words
 * @param need how a store uses it
 * @param works whether the capability was observed
 * @param seen what was observed, and what the store does without the capability
 */
@Public
public record ProbeFinding(String capability, Need need, boolean works, String seen) {
    /** How a store uses a capability. */
    public enum Need {
        /** A store requires it. */
        NEEDED("needed"),
        /** A store uses it; without it, the store does something that costs more. */
        USED("used"),
        /** A store does not use it; for information only. */
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

    /** Whether a store requires the capability. */
    public boolean required() {
        return need == Need.NEEDED;
    }
}
