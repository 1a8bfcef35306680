// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.memory;

import io.multimodal.annotation.Public;

/**
 * Configures the memory limits of JavaCPP. It reads its limits when its first pointer is made and
 * never again, so every class that may make a process's first pointer calls {@link #configure} in
 * its static initialiser. Thread-safe.
 *
 * <p>Without this, JavaCPP compares the whole process with the Java heap's limit at each
 * allocation, and collects garbage; the memory here is off the heap and bounded by {@code Limits}
 * and by the pools of the models.
 */
@Public
public final class NativeMemory {
    private static final String[] LIMITS = {
        "org.bytedeco.javacpp.maxPhysicalBytes", "org.bytedeco.javacpp.maxBytes"
    };

    private NativeMemory() {}

    /** Removes the limits that no system property sets. Idempotent; does not block. */
    public static void configure() {
        for (String limit : LIMITS) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, "0");
            }
        }
    }
}
