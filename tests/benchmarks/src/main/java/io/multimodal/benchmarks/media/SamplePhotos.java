// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Photos of the size that the measurements are about, made of those in TwelveMonkeys' test jar. */
public final class SamplePhotos {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 1080;
    private static final int QUALITY = 85;

    private static final List<String> SOURCES =
            List.of(
                    "exif/Landscape_1.jpg",
                    "exif/Portrait_1.jpg",
                    "jpeg/cmm-exception-srgb.jpg",
                    "jpeg/xdensity-out-of-range-zero.jpg",
                    "jpeg/exif-jpeg-thumbnail-sony-dsc-p150-inverted-colors.jpg",
                    "jpeg/invalid-icc-single-chunk-bad-sequence-number.jpg");

    private SamplePhotos() {}

    /** JPEGs of 1440 x 1080 pixels, 4:2:0. */
    static List<byte[]> jpegs() throws IOException {
        List<byte[]> jpegs = new ArrayList<>();
        for (String source : SOURCES) {
            Mat photo = imdecode(new Mat(new BytePointer(read(source))), IMREAD_COLOR);
            Mat scaled = new Mat();
            resize(photo, scaled, new Size(WIDTH, HEIGHT), 0, 0, INTER_AREA);
            BytePointer encoded = new BytePointer();
            imencode(".jpg", scaled, encoded, new IntPointer(IMWRITE_JPEG_QUALITY, QUALITY));
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            jpegs.add(bytes);
        }
        return jpegs;
    }

    /**
     * Writes so many of them into a folder. No two have the same bytes: each has a comment of its
     * own behind the first marker.
     */
    static List<Path> write(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        List<byte[]> jpegs = jpegs();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] jpeg = jpegs.get(i % jpegs.size());
            byte[] comment = "photo %09d".formatted(i).getBytes(StandardCharsets.US_ASCII);
            ByteBuffer named = ByteBuffer.allocate(jpeg.length + 4 + comment.length);
            named.put(jpeg, 0, 2).putShort((short) 0xfffe).putShort((short) (2 + comment.length));
            named.put(comment).put(jpeg, 2, jpeg.length - 2);
            files.add(Files.write(folder.resolve(i + ".jpg"), named.array()));
        }
        return files;
    }

    /** The photos as cameras wrote them, with EXIF blocks and thumbnails. */
    public static List<byte[]> originals() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        for (String source : SOURCES) {
            originals.add(read(source));
        }
        return originals;
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream stream = SamplePhotos.class.getClassLoader().getResourceAsStream(path)) {
            if (stream == null) {
                throw new IOException("No test jar on the class path has " + path);
            }
            return stream.readAllBytes();
        }
    }
}
