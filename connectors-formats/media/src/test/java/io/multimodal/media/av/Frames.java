// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.av;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Videos whose frames show their number: eight vertical bars, of which each is white for a bit that
 * is set, the lowest one on the left.
 */
public final class Frames {
    public static final int WIDTH = 160;
    public static final int HEIGHT = 96;
    public static final int RATE = 25;
    private static final int BITS = 8;

    private Frames() {}

    /** Raw grey frames, numbered from 0. */
    private static byte[] raw(int count) {
        byte[] pixels = new byte[count * WIDTH * HEIGHT];
        int at = 0;
        for (int frame = 0; frame < count; frame++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    boolean set = (frame >> (x * BITS / WIDTH) & 1) == 1;
                    pixels[at++] = (byte) (set ? 220 : 30);
                }
            }
        }
        return pixels;
    }

    /** The number that the middle row of an image shows; of grey levels, any width. */
    public static int number(float[] row) {
        int number = 0;
        for (int bit = 0; bit < BITS; bit++) {
            int middle = (2 * bit + 1) * row.length / (2 * BITS);
            number |= row[middle] > 0.5f ? 1 << bit : 0;
        }
        return number;
    }

    /** Numbered frames in a file, a key frame every 25. */
    public static byte[] encoded(int count, String name, String arguments) {
        return FfmpegProgram.make(
                raw(count),
                name,
                "-f rawvideo -pix_fmt gray -s %dx%d -r %d -i pipe:0 -pix_fmt yuv420p %s"
                        .formatted(WIDTH, HEIGHT, RATE, arguments));
    }

    public static byte[] mp4(int count) {
        return encoded(count, "frames.mp4", "-c:v libopenh264 -b:v 400k -g 25");
    }

    /**
     * Numbered frames in a Matroska that leaves out 8 rows at the top and 16 columns at the left:
     * the elements PixelCropTop and PixelCropLeft take the place of some that mean nothing here.
     */
    public static byte[] croppedMkv(int count) {
        byte[] file = encoded(count, "f.mkv", "-c:v libopenh264 -g 25");
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\u009a\u0081\u0002T\u00b2\u0081\u0004U\u00b0\u0084");
        String crop = "T\u00bb\u0081\u0008T\u00cc\u0081\u0010\u00ec\u0084\0\0\0\0";
        byte[] elements = crop.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(elements, 0, file, at, elements.length);
        return file;
    }

    /** A recording and the same one behind it. */
    public static byte[] twice(byte[] file) {
        byte[] both = Arrays.copyOf(file, 2 * file.length);
        System.arraycopy(file, 0, both, file.length, file.length);
        return both;
    }

    /** One of every container and codec that is written here. */
    public static Map<String, byte[]> ofEveryKind(int count) {
        String vpx = " -deadline realtime -cpu-used 8 -g 25";
        Map<String, byte[]> files = new TreeMap<>();
        files.put("mp4 h264", mp4(count));
        files.put("mov mpeg4", encoded(count, "f.mov", "-c:v mpeg4 -bf 2 -g 25"));
        files.put("mkv h264", encoded(count, "f.mkv", "-c:v libopenh264 -g 25"));
        files.put("avi mpeg4", encoded(count, "f.avi", "-c:v mpeg4 -g 25"));
        files.put("ts h264", encoded(count, "f.ts", "-c:v libopenh264 -g 25"));
        files.put("webm vp8", encoded(count, "f.webm", "-c:v libvpx" + vpx));
        files.put("webm vp9", encoded(count, "f.webm", "-c:v libvpx-vp9" + vpx));
        files.put(
                "mp4 av1",
                encoded(
                        count,
                        "f.mp4",
                        "-c:v libaom-av1 -usage realtime -cpu-used 8 -b:v 400k -g 25"));
        return files;
    }
}
