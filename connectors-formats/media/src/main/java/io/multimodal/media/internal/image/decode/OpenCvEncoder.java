// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.image.decode;

import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.runtime.NativeLibraries;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encodes pixels by OpenCV's codecs, libjpeg-turbo and libpng. */
public enum OpenCvEncoder {
    JPEG("image/jpeg", ".jpg"),
    PNG("image/png", ".png"),
    WEBP("image/webp", ".webp");

    /** What is used where nothing else is said. */
    public static final int QUALITY = 90;

    private final String contentType;
    private final String extension;

    OpenCvEncoder(String contentType, String extension) {
        this.contentType = contentType;
        this.extension = extension;
    }

    public static OpenCvEncoder of(String contentType) {
        for (OpenCvEncoder encoder : values()) {
            if (encoder.contentType.equals(contentType)) {
                return encoder;
            }
        }
        throw new IllegalArgumentException(
                "Cannot write images as '%s': %s, %s and %s are written"
                        .formatted(
                                contentType, JPEG.contentType, PNG.contentType, WEBP.contentType));
    }

    /**
     * Encodes an RGB raster.
     *
     * @param quality 1 to 100; does not count for PNG
     * @param grey whether its pixels are grey, and one channel is enough
     */
    @SuppressWarnings("try") // the scope frees what is made within it
    public byte[] encode(Raster raster, int quality, boolean grey) {
        NativeLibraries.loadOpenCv();
        try (PointerScope scope = new PointerScope()) {
            Mat reversed = new Mat();
            if (grey) {
                extractChannel(raster.mat(), reversed, 0);
            } else {
                cvtColor(raster.mat(), reversed, COLOR_RGB2BGR);
            }
            BytePointer encoded = new BytePointer();
            IntPointer parameters =
                    switch (this) {
                        case JPEG -> new IntPointer(IMWRITE_JPEG_QUALITY, quality);
                        case WEBP -> new IntPointer(IMWRITE_WEBP_QUALITY, quality);
                        case PNG -> new IntPointer();
                    };
            if (!imencode(extension, reversed, encoded, parameters)) {
                throw new IllegalStateException("OpenCV did not encode as " + contentType);
            }
            byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
            encoded.get(bytes);
            return bytes;
        }
    }
}
