// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.container.iso;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the head of an MP4 or QuickTime file says of one track.
 *
 * @param id its number in the file
 * @param isVideo a track of images; else one of audio
 * @param isEnabled whether a player plays it unasked
 * @param isEncrypted whether its samples cannot be read without a key
 * @param isFragmented whether more of it follows behind the head
 * @param codec in the words of FFmpeg; null if unknown
 * @param times when it is played
 * @param frameRate of all frames that are stored, shown or not; null if unknown and for audio
 * @param width of the stored frames; 0 for audio
 * @param height of the stored frames; 0 for audio
 * @param isCropped whether a clean aperture ('clap') leaves out edges of the stored frames
 * @param display how the frames are turned and mirrored
 * @param sampleRate null for video and where the first frame has to tell
 * @param channels null for video and where the first frame has to tell
 * @param config where the codec's configuration is, of AAC
 * @param first where the first coded frame is
 */
public record IsoTrack(
        int id,
        boolean isVideo,
        boolean isEnabled,
        boolean isEncrypted,
        boolean isFragmented,
        String codec,
        IsoTimes times,
        Double frameRate,
        int width,
        int height,
        boolean isCropped,
        DisplayMatrix display,
        Integer sampleRate,
        Integer channels,
        Optional<Range> config,
        Optional<Range> first) {
    private static final int MAX_TRACKS = 64;
    private static final int FULL_BOX = 4;

    /** The fields of a sample entry of video; boxes follow. */
    private static final int VIDEO_ENTRY = 78;

    /** Frames of so many different lengths in a row are read. */
    private static final int MAX_LENGTHS = 2048;

    /** A part of the file. */
    public record Range(long offset, int length) {}

    /** The tracks of images and audio, in their order. */
    public static List<IsoTrack> of(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        IsoBox moov = IsoBox.whole(bytes).child(bytes, 0, "moov");
        List<IsoBox> boxes = moov.children(bytes, 0);
        boolean fragmented = boxes.stream().anyMatch(box -> box.name().equals("mvex"));
        long units = 0;
        List<IsoTrack> tracks = new ArrayList<>();
        for (IsoBox box : boxes) {
            if (box.name().equals("mvhd")) {
                boolean wide = bytes.u8(box.start()) == 1;
                units = bytes.u32(box.start() + (wide ? 20 : 12), false);
            } else if (box.name().equals("trak") && tracks.size() < MAX_TRACKS) {
                IsoTrack track = track(bytes, box, units, fragmented);
                if (track != null) {
                    tracks.add(track);
                }
            } else if (box.name().equals("udta")
                    && tracks.stream().anyMatch(t -> !t.isVideo && !t.times.isEdited())) {
                long[] gapless = IsoGapless.of(bytes, box);
                tracks.replaceAll(track -> gapless == null ? track : track.tagged(gapless));
            }
        }
        return tracks;
    }

    private IsoTrack tagged(long[] gapless) {
        return isVideo
                ? this
                : new IsoTrack(
                        id,
                        false,
                        isEnabled,
                        isEncrypted,
                        isFragmented,
                        codec,
                        times.tagged(gapless[0], gapless[1]),
                        frameRate,
                        width,
                        height,
                        isCropped,
                        display,
                        sampleRate,
                        channels,
                        config,
                        first);
    }

    /** The track of audio that is played: the first one that is enabled, or the first one. */
    public static Optional<IsoTrack> audio(List<IsoTrack> tracks) {
        List<IsoTrack> audioTracks = tracks.stream().filter(track -> !track.isVideo).toList();
        return audioTracks.stream()
                .filter(IsoTrack::isEnabled)
                .findFirst()
                .or(() -> audioTracks.stream().findFirst());
    }

    /** When the first one of them begins on the movie's time line, in seconds. */
    public static double startSeconds(List<IsoTrack> tracks) {
        return tracks.stream().mapToDouble(track -> track.times.startSeconds()).min().orElse(0);
    }

    /** What is thrown where an encrypted track would have to be decoded. */
    public MediaException encrypted() {
        return new MediaException(
                ErrorCode.UNSUPPORTED,
                "The %s of the MP4 is encrypted, and no key is taken; decrypt it first"
                        .formatted(isVideo ? "video" : "audio"));
    }

    private static IsoTrack track(HeaderBytes bytes, IsoBox trak, long units, boolean fragmented)
            throws IOException, HeaderBytes.OutOfReachException {
        IsoBox media = trak.child(bytes, 0, "mdia");
        String kind = bytes.name(media.child(bytes, 0, "hdlr").start() + 8);
        boolean video = kind.equals("vide");
        if (!video && !kind.equals("soun")) {
            return null;
        }
        IsoBox head = trak.child(bytes, 0, "tkhd");
        boolean wide = bytes.u8(head.start()) == 1;
        int id = (int) bytes.u32(head.start() + FULL_BOX + (wide ? 16 : 8), false);
        boolean enabled = (bytes.u8(head.start() + 3) & 1) != 0;
        DisplayMatrix display =
                video ? display(bytes, head.start() + (wide ? 52 : 40)) : DisplayMatrix.IDENTITY;
        IsoBox samples = media.child(bytes, 0, "minf").child(bytes, 0, "stbl");
        List<IsoBox> table = samples.children(bytes, 0);
        Optional<IsoBox> entry =
                samples.child(bytes, 0, "stsd").children(bytes, FULL_BOX + 4).stream().findFirst();
        if (entry.isEmpty()) {
            return null;
        }
        long at = entry.get().start();
        boolean encrypted = entry.get().name().equals(video ? "encv" : "enca");
        String name = encrypted ? original(bytes, entry.get(), video) : entry.get().name();
        Optional<IsoDescriptor> descriptor = IsoDescriptor.of(bytes, entry.get(), name, video);
        String codec = IsoCodecs.name(name, descriptor);
        IsoTimes times =
                IsoTimes.of(bytes, trak, media, units, video ? shownLate(bytes, table) : 0);
        IsoAudioConfig audio =
                video
                        ? new IsoAudioConfig(null, null)
                        : audio(bytes, entry.get(), codec, descriptor);
        return new IsoTrack(
                id,
                video,
                enabled,
                encrypted,
                fragmented,
                codec,
                times,
                video ? frameRate(bytes, table, times.units()) : null,
                video ? bytes.u16(at + 24, false) : 0,
                video ? bytes.u16(at + 26, false) : 0,
                video && isCropped(bytes, entry.get()),
                display,
                audio.sampleRate(),
                audio.channels(),
                descriptor
                        .filter(IsoDescriptor::isAac)
                        .map(d -> new Range(d.configAt(), d.configBytes())),
                video || audio.sampleRate() != null ? Optional.empty() : first(bytes, table));
    }

    private static boolean isCropped(HeaderBytes bytes, IsoBox entry)
            throws IOException, HeaderBytes.OutOfReachException {
        return entry.children(bytes, VIDEO_ENTRY).stream()
                .anyMatch(box -> box.name().equals("clap"));
    }

    private static String original(HeaderBytes bytes, IsoBox entry, boolean video)
            throws IOException, HeaderBytes.OutOfReachException {
        int skip = video ? VIDEO_ENTRY : IsoAudioConfig.entryBytes(bytes, entry);
        IsoBox scheme = entry.child(bytes, skip, "sinf");
        return bytes.name(scheme.child(bytes, 0, "frma").start());
    }

    private static IsoAudioConfig audio(
            HeaderBytes bytes, IsoBox entry, String codec, Optional<IsoDescriptor> descriptor)
            throws IOException, HeaderBytes.OutOfReachException {
        IsoAudioConfig config = IsoAudioConfig.of(bytes, entry);
        if (config == null && descriptor.isPresent() && descriptor.get().isAac()) {
            IsoDescriptor aac = descriptor.get();
            config = IsoAudio.plain(bytes, aac.configAt(), aac.configBytes());
        } else if (config == null && codec != null && codec.startsWith("pcm_")) {
            config = IsoAudioConfig.ofEntry(bytes, entry);
        }
        return config == null ? new IsoAudioConfig(null, null) : config;
    }

    /**
     * By how long each frame is decoded: an edit list leaves frames out, and what the track says of
     * its length may count the last one twice. Only the last frame may be of another length.
     */
    private static Double frameRate(HeaderBytes bytes, List<IsoBox> table, long units)
            throws IOException, HeaderBytes.OutOfReachException {
        for (IsoBox box : table) {
            if (box.name().equals("stts")) {
                return frameRate(bytes, box.start() + FULL_BOX, units);
            }
        }
        return null;
    }

    private static Double frameRate(HeaderBytes bytes, long at, long units)
            throws IOException, HeaderBytes.OutOfReachException {
        long entries = bytes.u32(at, false);
        if (entries > MAX_LENGTHS) {
            return null;
        }
        long count = 0;
        double sum = 0;
        for (long i = 0; i < entries; i++) {
            long frames = bytes.u32(at + 4 + 8 * i, false);
            long length = bytes.u32(at + 8 + 8 * i, false);
            boolean last = i == 1 && entries == 2 && frames == 1;
            count += last ? 0 : frames;
            sum += last ? 0 : (double) frames * length;
        }
        return sum > 0 && units > 0 ? Double.valueOf(count * (double) units / sum) : null;
    }

    /** How many units later than it is decoded the first frame is shown. */
    private static long shownLate(HeaderBytes bytes, List<IsoBox> table)
            throws IOException, HeaderBytes.OutOfReachException {
        for (IsoBox box : table) {
            if (box.name().equals("ctts") && bytes.u32(box.start() + FULL_BOX, false) > 0) {
                return Math.max(0, (int) bytes.u32(box.start() + FULL_BOX + 8, false));
            }
        }
        return 0;
    }

    private static Optional<Range> first(HeaderBytes bytes, List<IsoBox> table)
            throws IOException, HeaderBytes.OutOfReachException {
        long offset = 0;
        long length = 0;
        for (IsoBox box : table) {
            long at = box.start() + FULL_BOX;
            if (box.name().equals("stsz") && bytes.u32(at + 4, false) > 0) {
                length = bytes.u32(at, false);
                length = length == 0 ? bytes.u32(at + 8, false) : length;
            } else if (box.name().equals("stco") && bytes.u32(at, false) > 0) {
                offset = bytes.u32(at + 4, false);
            } else if (box.name().equals("co64") && bytes.u32(at, false) > 0) {
                offset = bytes.u64(at + 4, false);
            }
        }
        boolean known = offset > 0 && length > 0 && length <= Integer.MAX_VALUE;
        return known ? Optional.of(new Range(offset, (int) length)) : Optional.empty();
    }

    private static DisplayMatrix display(HeaderBytes bytes, long at)
            throws IOException, HeaderBytes.OutOfReachException {
        return DisplayMatrix.of(
                (int) bytes.u32(at, false),
                (int) bytes.u32(at + 4, false),
                (int) bytes.u32(at + 12, false),
                (int) bytes.u32(at + 16, false));
    }
}
