// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where ONNX Runtime's CUDA provider is, which libraries it needs, and where those are. */
public final class CudaLibraries {
    private static final String PROVIDER = "libonnxruntime_providers_cuda.so";
    private static final String RUNTIME_OF_JAR = "libcudart.so.12";
    static final String NATIVE_PATH = "onnxruntime.native.path";

    /** NVIDIA's libraries; those of the C library are everywhere. */
    private static final List<String> OF_NVIDIA = List.of("libcu", "libnv");

    private static final List<String> SYSTEM_FOLDERS =
            List.of(
                    "/usr/lib/x86_64-linux-gnu",
                    "/usr/lib/aarch64-linux-gnu",
                    "/usr/lib64",
                    "/usr/lib",
                    "/usr/local/cuda/lib64");

    private CudaLibraries() {}

    /** What was looked for and found, in two or three sentences without the last full stop. */
    public static String describe() {
        return providerPlace() + needs().map(needs -> ". " + needs).orElse("");
    }

    /** The name of CUDA's runtime library that the provider uses. */
    static Optional<String> runtime() {
        try {
            Optional<Path> provider = provider();
            return provider.isEmpty()
                    ? Optional.of(RUNTIME_OF_JAR)
                    : ElfFile.needed(provider.get()).stream()
                            .filter(library -> library.startsWith("libcudart.so"))
                            .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String providerPlace() {
        Optional<Path> provider = provider();
        if (provider.isPresent()) {
            return "The CUDA provider is " + provider.get();
        }
        String path = System.getProperty(NATIVE_PATH);
        if (path != null) {
            return "There is no " + PROVIDER + " in " + path + ", which " + NATIVE_PATH + " names";
        }
        boolean packed =
                OrtEnvironment.class.getResource("/ai/onnxruntime/native/linux-x64/" + PROVIDER)
                        != null;
        return packed
                ? "The CUDA provider is in the jar onnxruntime_gpu, which is built for CUDA 12"
                : "There is no jar onnxruntime_gpu on the class path, and no system property "
                        + NATIVE_PATH
                        + " that names a folder with "
                        + PROVIDER;
    }

    /** The provider as a file, where a system property names its folder. */
    private static Optional<Path> provider() {
        return Optional.ofNullable(System.getProperty(NATIVE_PATH))
                .map(folder -> Path.of(folder, PROVIDER))
                .filter(Files::exists);
    }

    private static Optional<String> needs() {
        return provider()
                .map(
                        file -> {
                            try {
                                return "It needs "
                                        + places(ElfFile.needed(file))
                                        + "; looked for in LD_LIBRARY_PATH ("
                                        + System.getenv().getOrDefault("LD_LIBRARY_PATH", "not set")
                                        + ") and "
                                        + String.join(", ", SYSTEM_FOLDERS);
                            } catch (IOException e) {
                                return "What it needs cannot be read: " + e.getMessage();
                            }
                        });
    }

    private static String places(List<String> libraries) {
        return libraries.stream()
                .filter(library -> OF_NVIDIA.stream().anyMatch(library::startsWith))
                .map(library -> library + " (" + place(library) + ")")
                .collect(Collectors.joining(", "));
    }

    /** The folder that has a library, or that none has it. */
    static String place(String library) {
        List<String> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("LD_LIBRARY_PATH", "").split(":", -1)) {
            if (!folder.isEmpty()) {
                folders.add(folder);
            }
        }
        folders.addAll(SYSTEM_FOLDERS);
        return folders.stream()
                .filter(folder -> Files.exists(Path.of(folder, library)))
                .findFirst()
                .map(folder -> "in " + folder)
                .orElse("not found");
    }
}
