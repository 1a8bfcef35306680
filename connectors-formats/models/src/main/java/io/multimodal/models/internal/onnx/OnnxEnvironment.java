// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.internal.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import io.multimodal.models.spi.ModelException;

/**
 * ONNX Runtime in this process: loaded when it is first needed, and never closed. Where its native
 * libraries cannot be loaded, each use says why.
 */
final class OnnxEnvironment {
    private OnnxEnvironment() {}

    /**
     * The environment of the process. Blocks while libraries are loaded.
     *
     * @throws IllegalStateException if they cannot be loaded
     */
    static OrtEnvironment shared() {
        if (Shared.ENVIRONMENT == null) {
            throw new IllegalStateException(Shared.FAILURE);
        }
        return Shared.ENVIRONMENT;
    }

    /**
     * Returns where the libraries are loaded. Blocks while they are.
     *
     * @throws ModelException if they cannot be
     */
    static void require() throws ModelException {
        if (Shared.ENVIRONMENT == null) {
            throw new ModelException(Shared.FAILURE);
        }
    }

    /** What the loading of a class came to that Java tries once. */
    static String failure(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String path = System.getProperty(CudaLibraries.NATIVE_PATH);
        return "The native libraries of ONNX Runtime cannot be loaded: "
                + OnnxSession.firstLine(cause)
                + (path == null
                        ? ""
                        : ". The system property "
                                + CudaLibraries.NATIVE_PATH
                                + " names the folder "
                                + path
                                + ", which has to hold libonnxruntime.so and libonnxruntime4j_jni.so; docs/gpu.md says how to fill it");
    }

    private static final class Shared {
        static final OrtEnvironment ENVIRONMENT;
        static final String FAILURE;

        static {
            OrtEnvironment environment = null;
            String failure = null;
            try {
                OnnxLibraries.unpackOnce();
                environment =
                        OrtEnvironment.getEnvironment(
                                OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "flink-multimodal");
            } catch (LinkageError | RuntimeException e) {
                failure = failure(e);
            }
            ENVIRONMENT = environment;
            FAILURE = failure;
        }
    }
}
