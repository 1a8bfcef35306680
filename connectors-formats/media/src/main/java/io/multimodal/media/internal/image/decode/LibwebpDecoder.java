// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2RGBA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.runtime.NativeLibraries;
import io.multimodal.types.program.ImageSize;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes a WebP by libwebp, which OpenCV holds: it reads some that FFmpeg takes for corrupt, and
 * is as strict with those that are.
 */
final class LibwebpDecoder {
    private static final int ALPHA_CHANNELS = 4;

    private LibwebpDecoder() {}

    /** The image in sRGB, over white; empty where libwebp does not read it either. */
    @SuppressWarnings("try") // the scope frees what is made within it
    static Optional<Raster> decode(byte[] file, ImageSize size, ColourProfile profile) {
        NativeLibraries.loadOpenCv();
        try (PointerScope scope = new PointerScope()) {
            Mat pixels =
                    imdecode(
                            new Mat(1, file.length, CV_8UC1, new BytePointer(file)),
                            IMREAD_UNCHANGED);
            boolean alpha = pixels.channels() == ALPHA_CHANNELS;
            if (pixels.empty()
                    || pixels.cols() != size.width()
                    || pixels.rows() != size.height()
                    || (!alpha && pixels.channels() != Raster.CHANNELS)) {
                return Optional.empty();
            }
            Raster raster = Raster.allocate(size.width(), size.height());
            if (alpha) {
                Mat rgba = new Mat();
                cvtColor(pixels, rgba, COLOR_BGRA2RGBA);
                AlphaConversion.overWhite(rgba.data(), rgba.step(), raster, profile);
            } else {
                cvtColor(pixels, raster.mat(), COLOR_BGR2RGB);
                if (profile != null) {
                    profile.toSrgb(raster);
                }
            }
            return Optional.of(raster);
        }
    }
}
