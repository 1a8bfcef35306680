// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a thread has taken of the heap. */
final class Allocated {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocated() {}

    /** By this thread since it began, in bytes. */
    static long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
