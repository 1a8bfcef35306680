// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the head of an MP4 or QuickTime file says of one track.
 *
 * @param isVideo a track of pictures; else one of sound
 * @param codec in the words of FFmpeg; null if unknown
 * @param duration in seconds; null if unknown
 * @param frames how many there are; null if unknown
 * @param width of the stored frames; 0 for sound
 * @param height of the stored frames; 0 for sound
 * @param quarterTurns clockwise that bring the frames upright
 * @param sampleRate null for video and if unknown
 * @param channels null for video and if unknown
 */
public record IsoTrack(
        boolean isVideo,
        String codec,
        Double duration,
        Long frames,
        int width,
        int height,
        int quarterTurns,
        Integer sampleRate,
        Integer channels) {
    private static final int MAX_TRACKS = 64;
    private static final int FULL_BOX = 4;
    private static final int MAX_EDITS = 64;

    /** The tracks of pictures and sound, in their order. */
    public static List<IsoTrack> of(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        IsoBox moov = IsoBox.whole(bytes).child(bytes, 0, "moov");
        long timeScale = 0;
        List<IsoTrack> tracks = new ArrayList<>();
        for (IsoBox box : moov.children(bytes, 0)) {
            if (box.name().equals("mvhd")) {
                boolean wide = bytes.u8(box.start()) == 1;
                timeScale = bytes.u32(box.start() + (wide ? 20 : 12), false);
            } else if (box.name().equals("trak") && tracks.size() < MAX_TRACKS) {
                IsoTrack track = track(bytes, box, timeScale);
                if (track != null) {
                    tracks.add(track);
                }
            }
        }
        return tracks;
    }

    private static IsoTrack track(HeaderBytes bytes, IsoBox trak, long movieTimeScale)
            throws IOException, HeaderBytes.OutOfReachException {
        IsoBox media = trak.child(bytes, 0, "mdia");
        String kind = bytes.name(media.child(bytes, 0, "hdlr").start() + 8);
        boolean video = kind.equals("vide");
        if (!video && !kind.equals("soun")) {
            return null;
        }
        IsoBox table = media.child(bytes, 0, "minf").child(bytes, 0, "stbl");
        Optional<IsoBox> entry =
                table.child(bytes, 0, "stsd").children(bytes, FULL_BOX + 4).stream().findFirst();
        if (entry.isEmpty()) {
            return null;
        }
        Double duration = edited(bytes, trak, movieTimeScale);
        if (duration == null) {
            duration = duration(bytes, media.child(bytes, 0, "mdhd"));
        }
        long at = entry.get().start();
        Optional<IsoDescriptor> descriptor = IsoDescriptor.of(bytes, entry.get(), video);
        String codec = IsoCodecs.name(entry.get().name(), descriptor);
        if (video) {
            return new IsoTrack(
                    true,
                    codec,
                    duration,
                    frames(bytes, table),
                    bytes.u16(at + 24, false),
                    bytes.u16(at + 26, false),
                    quarterTurns(bytes, trak.child(bytes, 0, "tkhd")),
                    null,
                    null);
        }
        Integer rate = descriptor.map(IsoDescriptor::sampleRate).orElse(null);
        Integer channels = descriptor.map(IsoDescriptor::channels).orElse(null);
        return new IsoTrack(
                false,
                codec,
                duration,
                null,
                0,
                0,
                0,
                rate != null ? rate : positive(bytes.u16(at + 24, false)),
                channels != null ? channels : positive(bytes.u16(at + 16, false)));
    }

    private static Integer positive(int value) {
        return value > 0 ? value : null;
    }

    /** What the edit list leaves of the track; null where there is none. */
    private static Double edited(HeaderBytes bytes, IsoBox trak, long timeScale)
            throws IOException, HeaderBytes.OutOfReachException {
        for (IsoBox box : trak.children(bytes, 0)) {
            if (box.name().equals("edts") && timeScale > 0) {
                IsoBox list = box.child(bytes, 0, "elst");
                boolean wide = bytes.u8(list.start()) == 1;
                long entries = Math.min(MAX_EDITS, bytes.u32(list.start() + 4, false));
                long sum = 0;
                for (long i = 0, at = list.start() + 8; i < entries; i++) {
                    long length = wide ? bytes.u64(at, false) : bytes.u32(at, false);
                    long from = wide ? bytes.u64(at + 8, false) : (int) bytes.u32(at + 4, false);
                    sum += from < 0 ? 0 : length;
                    at += wide ? 20 : 12;
                }
                return sum > 0 ? (double) sum / timeScale : null;
            }
        }
        return null;
    }

    private static Double duration(HeaderBytes bytes, IsoBox mdhd)
            throws IOException, HeaderBytes.OutOfReachException {
        boolean wide = bytes.u8(mdhd.start()) == 1;
        long timeScale = bytes.u32(mdhd.start() + (wide ? 20 : 12), false);
        long duration =
                wide ? bytes.u64(mdhd.start() + 24, false) : bytes.u32(mdhd.start() + 16, false);
        boolean unknown = duration == 0 || duration == 0xffffffffL || duration < 0;
        return unknown || timeScale == 0 ? null : (double) duration / timeScale;
    }

    private static Long frames(HeaderBytes bytes, IsoBox table)
            throws IOException, HeaderBytes.OutOfReachException {
        for (IsoBox box : table.children(bytes, 0)) {
            if (box.name().equals("stsz") || box.name().equals("stz2")) {
                long count = bytes.u32(box.start() + 8, false);
                return count > 0 ? count : null;
            }
        }
        return null;
    }

    /** Of a matrix that turns by quarters; others leave the frames as they are. */
    private static int quarterTurns(HeaderBytes bytes, IsoBox tkhd)
            throws IOException, HeaderBytes.OutOfReachException {
        long matrix = tkhd.start() + (bytes.u8(tkhd.start()) == 1 ? 52 : 40);
        int a = (int) bytes.u32(matrix, false);
        int b = (int) bytes.u32(matrix + 4, false);
        return b > 0 && a == 0 ? 1 : a < 0 && b == 0 ? 2 : b < 0 && a == 0 ? 3 : 0;
    }
}
