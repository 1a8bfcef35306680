// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.internal;

/** The two clocks of a process: one may stand still while the machine sleeps, the other be set. */
public interface Clocks {
    /** Those of this machine. */
    Clocks SYSTEM =
            new Clocks() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public long millis() {
                    return System.currentTimeMillis();
                }
            };

    /** Nanoseconds since an unknown time: only differences mean anything. */
    long nanos();

    /** Milliseconds since 1970. */
    long millis();
}
