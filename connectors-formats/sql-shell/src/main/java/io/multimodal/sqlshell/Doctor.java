// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell;

import io.multimodal.media.MediaLibraries;
import io.multimodal.models.DeviceReport;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.config.MultimodalOptions;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** Prints what this machine offers: {@code bin/doctor}. What fails is printed in its place. */
public final class Doctor {
    private static final String[] NVIDIA_SMI = {
        "nvidia-smi",
        "--query-gpu=index,name,memory.total,memory.free,driver_version",
        "--format=csv,noheader"
    };

    private static final int SMI_SECONDS = 10;
    private static final double GIB = 1L << 30;

    private final PrintStream out;

    Doctor(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        new Doctor(System.out).print();
        // Native libraries may have threads of their own.
        System.exit(0);
    }

    void print() {
        line("Java", Doctor::java);
        line("Machine", Doctor::machine);
        line("Flink", EnvironmentInformation::getVersion);
        line("FFmpeg", MediaLibraries::ffmpegVersion);
        line("OpenCV", MediaLibraries::openCvVersion);
        try {
            DeviceReport.lines().forEach((label, text) -> line(label, () -> text));
        } catch (LinkageError | RuntimeException e) {
            line("ONNX Runtime", () -> failure(e));
        }
        gpus().forEach(gpu -> line("GPU", () -> gpu));
        line(
                "Store",
                () ->
                        store(
                                MultimodalOptions.resolve(GlobalConfiguration.loadConfiguration())
                                        .store()));
    }

    private void line(String label, Callable<String> text) {
        String value;
        try {
            value = text.call();
        } catch (Exception | LinkageError e) {
            value = failure(e);
        }
        out.printf(Locale.ROOT, "%-15s %s%n", label, value);
    }

    private static String failure(Throwable e) {
        return e.getMessage() == null ? "cannot be used: " + e : e.getMessage();
    }

    private static String java() {
        return "%s, %s, %s %s"
                .formatted(
                        Runtime.version(),
                        System.getProperty("java.vendor"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        long memory =
                ManagementFactory.getOperatingSystemMXBean()
                                instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        return "%d cores, %s of memory, of which Java's heap takes up to %s"
                .formatted(runtime.availableProcessors(), gib(memory), gib(runtime.maxMemory()));
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }

    /** What NVIDIA's own tool says. */
    private static List<String> gpus() {
        try {
            Process process =
                    new ProcessBuilder(NVIDIA_SMI)
                            .redirectErrorStream(true)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SMI_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return Arrays.asList(said.strip().split("\n", -1));
        } catch (IOException e) {
            return List.of("none: there is no nvidia-smi on the PATH");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("unknown: interrupted");
        }
    }

    private static String store(StoreConfig config) throws IOException {
        URI uri = URI.create(config.stores().get(config.defaultStore()));
        if ("file".equals(uri.getScheme()) && !Files.exists(Path.of(uri))) {
            return uri + ", not there yet: the first job makes it";
        }
        try (StoreRuntime open = StoreRuntime.acquire(config)) {
            var unused = open.main().findMissing(Set.of(ContentId.hash("")));
            return uri + ", answers";
        }
    }
}
