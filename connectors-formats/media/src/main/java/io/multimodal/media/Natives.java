// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;

/**
 * Loads FFmpeg and OpenCV once for the process, and sets what can only be set for all of it: FFmpeg
 * keeps silent (what it would print is told by error codes), OpenCV starts no threads (each caller
 * is one of many already).
 */
final class Natives {
    private Natives() {}

    static {
        // JavaCPP would compare the whole process with the Java heap's limit at each allocation,
        // and collect garbage; the memory here is off the heap and bounded by Limits.
        if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        }
        if (System.getProperty("org.bytedeco.javacpp.maxBytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        }
        Loader.load(avutil.class);
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        opencv_core.setNumThreads(1);
    }

    /** Blocks until everything is loaded. */
    static void load() {
        // The class initialiser has done it.
    }
}
