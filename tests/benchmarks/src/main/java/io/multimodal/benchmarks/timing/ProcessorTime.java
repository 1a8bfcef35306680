// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.timing;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Of this process: all threads, without Java's compilers where the system tells them apart. */
public final class ProcessorTime {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final long NANOS_OF_A_TICK = 10_000_000;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private ProcessorTime() {}

    /** What this process has used so far, in nanoseconds. */
    public static long nanos() {
        return SYSTEM.getProcessCpuTime() - ofCompilers();
    }

    private static long ofCompilers() {
        if (!Files.exists(THREADS)) {
            return 0;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.mapToLong(thread -> ticks(thread.resolve("stat"))).sum()
                    * NANOS_OF_A_TICK;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Of a compiler's thread; 0 of any other. */
    private static long ticks(Path stat) {
        try {
            String line = Files.readString(stat);
            String name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
            if (!name.startsWith("C1 ") && !name.startsWith("C2 ")) {
                return 0;
            }
            List<String> facts = List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
            return Long.parseLong(facts.get(USER_TICKS)) + Long.parseLong(facts.get(SYSTEM_TICKS));
        } catch (IOException e) {
            // It ended meanwhile.
            return 0;
        }
    }
}
