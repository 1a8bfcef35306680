// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.runtime;

import io.multimodal.media.memory.NativeMemory;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;

/**
 * Loads FFmpeg and OpenCV once for the process, each when it is first needed (OpenCV takes three
 * times as long), and sets what can only be set for all of it: FFmpeg keeps silent (what it would
 * print is told by error codes), OpenCV starts no threads (each caller is one of many already).
 */
public final class NativeLibraries {
    private NativeLibraries() {}

    static {
        NativeMemory.configure();
    }

    private static final class Ffmpeg {
        static {
            Loader.load(avutil.class);
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        }

        private Ffmpeg() {}

        static void load() {
            // The class initialiser has done it.
        }
    }

    private static final class OpenCv {
        static {
            opencv_core.setNumThreads(1);
        }

        private OpenCv() {}

        static void load() {
            // The class initialiser has done it.
        }
    }

    /** Blocks until what decodes is loaded. */
    public static void loadFfmpeg() {
        Ffmpeg.load();
    }

    /** Blocks until what warps, averages and encodes is loaded. */
    public static void loadOpenCv() {
        OpenCv.load();
    }
}
