// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.multimodal.media.memory.NativeMemory;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's native libraries, unpacked once for all processes of a user into JavaCPP's cache
 * ({@code ~/.javacpp/cache}, or what {@code org.bytedeco.javacpp.cachedir} names), where FFmpeg's
 * lie, too. By itself ONNX Runtime unpacks them anew into a temporary folder for each process,
 * which one that is killed leaves behind.
 *
 * <p>The libraries of the GPU build load others from beside them and stay where ONNX Runtime puts
 * them, as do those whose place a system property {@code onnxruntime.native.*} names, and those of
 * a job's own class loader: Java loads a library from one place for one class loader only.
 */
final class OnnxLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxLibraries.class);
    private static final String[] LIBRARIES = {"onnxruntime", "onnxruntime4j_jni"};
    private static final String OF_GPU_BUILD = "onnxruntime_providers_shared";

    private OnnxLibraries() {}

    /** Blocks while they are unpacked. Has an effect before ONNX Runtime is first used only. */
    static void unpackOnce() {
        NativeMemory.configure();
        if (System.getProperty("onnxruntime.native.path") != null
                || OrtEnvironment.class.getClassLoader() != ClassLoader.getSystemClassLoader()
                || resource(OF_GPU_BUILD) != null) {
            return;
        }
        Map<String, String> places = new LinkedHashMap<>();
        for (String library : LIBRARIES) {
            URL packed = resource(library);
            if (packed == null) {
                return;
            }
            try {
                File unpacked = Loader.cacheResource(packed);
                places.put("onnxruntime.native." + library + ".path", unpacked.getPath());
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "Cannot unpack {} into JavaCPP's cache; each process unpacks it for itself",
                        packed,
                        e);
                return;
            }
        }
        places.forEach(
                (property, place) -> {
                    if (System.getProperty(property) == null) {
                        System.setProperty(property, place);
                    }
                });
    }

    private static URL resource(String library) {
        String platform =
                system(System.getProperty("os.name", ""))
                        + "-"
                        + processor(System.getProperty("os.arch", ""));
        return OrtEnvironment.class.getResource(
                "/ai/onnxruntime/native/" + platform + "/" + System.mapLibraryName(library));
    }

    private static String system(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("mac") || lower.contains("darwin")) {
            return "osx";
        }
        return lower.contains("win") ? "win" : "linux";
    }

    private static String processor(String name) {
        return name.equals("amd64") || name.equals("x86_64") ? "x64" : name;
    }
}
