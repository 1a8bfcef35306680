// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.media.av.FfmpegProgram;
import io.multimodal.media.av.Frames;
import io.multimodal.media.av.Objects;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;

/** Frames that are left out on the way to another one. */
class NonReferenceFrameSkipperTest {
    private static final byte[] H264 = FfmpegProgram.resource("/golden/h264-b-frames.mp4");

    private final Objects objects = new Objects();

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("mp4 h264", H264);
        files.put("mkv h264", remuxed("f.mkv", "-i pipe:0 -c copy"));
        files.put("ts h264", remuxed("f.ts", "-i pipe:0 -c copy"));
        // Each frame is shown for two seconds: the wanted one begins long before the time.
        files.put("mp4 h264, slow", remuxed("f.mp4", "-itsscale 50 -i pipe:0 -c copy"));
        files.put("mov mpeg4", Frames.encoded(200, "f.mov", "-c:v mpeg4 -bf 2 -g 50"));
        files.put("avi mpeg4", Frames.encoded(200, "f.avi", "-c:v mpeg4 -g 50"));
        files.put("ts mpeg2", Frames.encoded(200, "f.ts", "-c:v mpeg2video -bf 2 -g 50"));
        files.put("mp4 hevc", FfmpegProgram.resource("/golden/hevc.mp4"));
        files.put("webm vp9", Frames.ofEveryKind(50).get("webm vp9"));
        return files;
    }

    private static byte[] remuxed(String name, String arguments) {
        return FfmpegProgram.make(H264, name, "-f mp4 " + arguments);
    }

    @Test
    void leadsBitForBitToTheFramesThatArePlayed() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            ObjectRef ref = objects.ref(file.getValue());
            NavigableMap<Long, Long> played = new TreeMap<>();
            try (VideoReader reader = reader()) {
                reader.frames(ref, (frame, at, turns) -> played.put(at, sum(frame)) == null);
            }
            assertThat(played).as(file.getKey()).hasSizeGreaterThanOrEqualTo(50);
            Random random = new Random(3);
            try (VideoReader open = reader()) {
                for (int i = 0; i < 40; i++) {
                    // Every other time from anew; the others from wherever the last one led.
                    long micros = (long) (random.nextDouble() * played.lastKey()) + 700;
                    String what = "%s at %d".formatted(file.getKey(), micros);
                    long expected = played.floorEntry(micros).getValue();
                    assertThat(frameAt(open, ref, micros)).as(what).isEqualTo(expected);
                    try (VideoReader fresh = reader()) {
                        assertThat(frameAt(fresh, ref, micros)).as(what).isEqualTo(expected);
                    }
                }
                for (long micros = 700; micros < played.lastKey(); micros += 330_000) {
                    assertThat(frameAt(open, ref, micros))
                            .as("%s at %d", file.getKey(), micros)
                            .isEqualTo(played.floorEntry(micros).getValue());
                }
            }
        }
    }

    @Test
    void decodesNoFrameThatTheWantedOneDoesNotNeed() throws IOException {
        // Slices of H.264 whose head says that nothing leans on them, all of the first group.
        byte[] damaged = H264.clone();
        int slices = 0;
        ByteBuffer bytes = ByteBuffer.wrap(damaged);
        int at = indexOf(damaged, "mdat") + 4;
        int end = at - 8 + bytes.getInt(at - 8);
        while (at + 4 < end && slices < 15) {
            int length = bytes.getInt(at);
            if (bytes.get(at + 4) == 1) {
                slices++;
                for (int i = at + 5; i < at + 4 + length; i++) {
                    damaged[i] = (byte) 0xff;
                }
            }
            at += 4 + length;
        }
        assertThat(slices).isEqualTo(15);
        ObjectRef ref = objects.ref(damaged);
        ObjectRef whole = objects.ref(H264);
        try (VideoReader reader = reader()) {
            long micros = 49 * 40_000L + 700;
            assertThat(frameAt(reader, ref, micros)).isEqualTo(frameAt(reader, whole, micros));
            assertThatThrownBy(() -> reader.check(ref))
                    .isInstanceOfSatisfying(
                            MediaException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
        }
    }

    private VideoReader reader() {
        return VideoReader.open(objects::open, Limits.DEFAULT);
    }

    private static long frameAt(VideoReader reader, ObjectRef ref, long micros) throws IOException {
        return reader.<Long>frameAt(ref, micros, (frame, at, turns) -> sum(frame));
    }

    /** Of all pixels. */
    private static long sum(AVFrame frame) {
        CRC32 sum = new CRC32();
        for (int plane = 0; plane < 3; plane++) {
            int shift = plane == 0 ? 0 : 1;
            byte[] row = new byte[frame.width() >> shift];
            for (int y = 0; y < frame.height() >> shift; y++) {
                frame.data(plane).position((long) y * frame.linesize(plane)).get(row);
                sum.update(row);
            }
        }
        return sum.getValue();
    }

    private static int indexOf(byte[] file, String box) {
        for (int at = 0; at + 4 < file.length; at++) {
            if (new String(file, at, 4, java.nio.charset.StandardCharsets.ISO_8859_1).equals(box)) {
                return at;
            }
        }
        throw new AssertionError("The file has no box " + box);
    }
}
