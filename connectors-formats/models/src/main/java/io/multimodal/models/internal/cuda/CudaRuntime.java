// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.cuda;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.multimodal.models.spi.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CUDA's runtime library as this process has loaded it, for one GPU. Whatever fails is left out,
 * since results do not depend on it. Thread-safe.
 */
public final class CudaRuntime implements MemoryLock {
    private static final Logger LOG = LoggerFactory.getLogger(CudaRuntime.class);

    private static final String PREFIX = "libcudart.so";

    /** What this process has loaded, on Linux: a line for each part, with the path at its end. */
    private static final Path LOADED = Path.of("/proc/self/maps");

    /**
     * cudaDeviceScheduleBlockingSync: a thread that waits for the GPU sleeps, and does not spin.
     */
    private static final int BLOCKING_SYNC = 4;

    /** cudaHostRegisterPortable: for all threads and devices. */
    private static final int PORTABLE = 1;

    private final NativeLibrary library;
    private final int device;

    private CudaRuntime(NativeLibrary library, int device) {
        this.library = library;
        this.device = device;
    }

    /**
     * The library of a name, if it is there.
     *
     * @param name such as {@code libcudart.so.13}, or a path
     * @param device the number of the GPU, from 0 on
     */
    public static Optional<CudaRuntime> named(String name, int device) {
        try {
            return Optional.of(new CudaRuntime(NativeLibrary.getInstance(name), device));
        } catch (LinkageError | RuntimeException e) {
            LOG.info("{} cannot be loaded: {}", name, e.getMessage());
            return Optional.empty();
        }
    }

    /** What locks memory for a device, whose model is loaded; nothing for a CPU. Blocks. */
    public static MemoryLock lockFor(Device device) {
        Optional<CudaRuntime> runtime = device.isCuda() ? loaded(device.index()) : Optional.empty();
        return runtime.isPresent() ? runtime.get() : MemoryLock.NONE;
    }

    /** The library that this process has loaded already, if it has. Blocks. */
    public static Optional<CudaRuntime> loaded(int device) {
        try (Stream<String> lines = Files.lines(LOADED)) {
            return lines.map(CudaRuntime::path)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .flatMap(path -> named(path, device));
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} cannot be read", LOADED, e);
            return Optional.empty();
        }
    }

    /** The path at the end of a line, if it is one of the library. */
    static Optional<String> path(String line) {
        int path = line.indexOf('/');
        return path >= 0 && line.substring(line.lastIndexOf('/') + 1).startsWith(PREFIX)
                ? Optional.of(line.substring(path))
                : Optional.empty();
    }

    /**
     * Makes threads that wait for the GPU sleep, so that the cores are for those that decode. Has
     * an effect before the process first uses the GPU.
     */
    public void sleepWhileWaiting() {
        call("cudaSetDevice", device);
        call("cudaSetDeviceFlags", BLOCKING_SYNC);
    }

    @Override
    public boolean lock(long address, long bytes) {
        call("cudaSetDevice", device);
        return call("cudaHostRegister", new Pointer(address), bytes, PORTABLE);
    }

    @Override
    public void unlock(long address) {
        call("cudaHostUnregister", new Pointer(address));
    }

    private boolean call(String function, Object... arguments) {
        try {
            int status = library.getFunction(function).invokeInt(arguments);
            if (status != 0) {
                LOG.info("{} gave CUDA's status {}", function, status);
                // Else the next call of the thread, which may be ONNX Runtime's, would see it.
                Function last = library.getFunction("cudaGetLastError");
                var unused = last.invokeInt(new Object[0]);
            }
            return status == 0;
        } catch (LinkageError | RuntimeException e) {
            LOG.info("{} cannot be called", function, e);
            return false;
        }
    }
}
