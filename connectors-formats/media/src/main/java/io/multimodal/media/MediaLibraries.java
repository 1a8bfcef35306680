// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media;

import io.multimodal.annotation.Internal;
import io.multimodal.media.internal.runtime.NativeLibraries;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.opencv.global.opencv_core;

/** The versions of the native libraries that decode. */
@Internal
public final class MediaLibraries {
    private MediaLibraries() {}

    /** The version of FFmpeg; blocks while it is loaded. */
    public static String ffmpegVersion() {
        NativeLibraries.loadFfmpeg();
        return avutil.av_version_info().getString();
    }

    /** The version of OpenCV; blocks while it is loaded. */
    public static String openCvVersion() {
        NativeLibraries.loadOpenCv();
        return opencv_core.CV_VERSION;
    }
}
