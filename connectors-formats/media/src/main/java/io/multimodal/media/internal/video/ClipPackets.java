// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.Timestamps;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.Clip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * The packets that a clip of a video takes: those of its images from the key frame before it, those
 * of its audio from a little before it. In memory; the caller closes it.
 */
public final class ClipPackets implements AutoCloseable {
    /** Audio decoders need some packets before the first one whose samples are used. */
    private static final long LEAD_MICROS = 100_000;

    /** Audio may lie so far behind the images that it belongs to. */
    private static final long BEHIND_MICROS = 5_000_000;

    private static final long HALF_SECOND_MICROS = 500_000;

    private final Container container;
    private final AVStream video;
    private final Optional<AVStream> audio;
    private final Timestamps frameClock;
    private final Clip clip;
    private final long maxBytes;
    private final List<AVPacket> frames = new ArrayList<>();
    private final List<AVPacket> audioPackets = new ArrayList<>();
    private long bytes;
    private boolean framesDone;
    private boolean audioDone;

    private ClipPackets(Container container, AVStream video, Clip clip, long maxBytes) {
        this.container = container;
        this.video = video;
        this.audio = container.best(Container.Kind.AUDIO);
        this.frameClock = Timestamps.of(container, video);
        this.clip = clip;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads them.
     *
     * @param maxBytes the most that they may have
     */
    public static ClipPackets read(Container container, AVStream video, Clip clip, long maxBytes)
            throws IOException {
        ClipPackets packets = new ClipPackets(container, video, clip, maxBytes);
        boolean done = false;
        try {
            long lead = 0;
            while (!packets.readFrom(Math.max(0, clip.fromMicros() - lead))) {
                // Containers seek by times of decoding, some of them roughly.
                lead = lead == 0 ? HALF_SECOND_MICROS : lead * 4;
            }
            packets.dropTail();
            done = true;
            return packets;
        } finally {
            if (!done) {
                packets.close();
            }
        }
    }

    /** Those of the images, in the order of decoding, a key frame first; at least one. */
    List<AVPacket> frames() {
        return frames;
    }

    /** Those of the audio, in their order; none where there is no audio. */
    List<AVPacket> audioPackets() {
        return audioPackets;
    }

    AVStream video() {
        return video;
    }

    /** That of the images. */
    Timestamps clock() {
        return frameClock;
    }

    Optional<AVStream> audio() {
        return audio;
    }

    /** When the clip's first image is shown: the last one that begins no later than the clip. */
    long zeroPts() {
        long first = Long.MAX_VALUE;
        long zero = Long.MIN_VALUE;
        for (AVPacket packet : frames) {
            first = Math.min(first, packet.pts());
            if (frameClock.micros(packet.pts()) <= clip.fromMicros()) {
                zero = Math.max(zero, packet.pts());
            }
        }
        return zero == Long.MIN_VALUE ? first : zero;
    }

    /** False if the first key frame found is shown after the clip begins. */
    private boolean readFrom(long micros) throws IOException {
        close();
        framesDone = false;
        audioDone = audio.isEmpty();
        container.seek(video, frameClock.ofMicros(micros));
        AVPacket packet = av_packet_alloc();
        try {
            while (!(framesDone && audioDone) && container.read(packet)) {
                if (packet.stream_index() == video.index()) {
                    addFrame(packet);
                } else if (audio.isPresent() && packet.stream_index() == audio.get().index()) {
                    addAudio(packet);
                }
                boolean late =
                        !frames.isEmpty()
                                && frameClock.micros(frames.get(0).pts()) > clip.fromMicros();
                if (late && micros > 0) {
                    return false;
                }
            }
        } finally {
            av_packet_free(packet);
        }
        return !frames.isEmpty() || micros == 0;
    }

    private void addFrame(AVPacket packet) throws MediaException {
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        if (frames.isEmpty() && !key) {
            return;
        }
        if (packet.pts() == AV_NOPTS_VALUE) {
            throw new MediaException(
                    ErrorCode.UNSUPPORTED,
                    "A clip of this %s is not written: it does not say when each of its frames is shown"
                            .formatted(container.format().demuxer()));
        }
        if (packet.dts() != AV_NOPTS_VALUE) {
            // Nothing is shown before it is decoded.
            long decoded = frameClock.micros(packet.dts());
            framesDone |= decoded >= clip.toMicros();
            audioDone |= decoded >= clip.toMicros() + BEHIND_MICROS;
        }
        // What is shown before the first key frame leans on frames that are not here.
        boolean leads = !frames.isEmpty() && packet.pts() < frames.get(0).pts();
        if (!framesDone && !leads) {
            keep(frames, packet);
        }
    }

    private void addAudio(AVPacket packet) throws MediaException {
        if (packet.pts() == AV_NOPTS_VALUE) {
            return;
        }
        long begins = Timestamps.of(container, audio.orElseThrow()).micros(packet.pts());
        audioDone |= begins >= clip.toMicros();
        // Where two recordings meet, the audio of the first one may overlap that of the second.
        boolean overlaps =
                !audioPackets.isEmpty()
                        && packet.pts() <= audioPackets.get(audioPackets.size() - 1).pts();
        if (!audioDone
                && !overlaps
                && begins >= clip.fromMicros() - LEAD_MICROS - HALF_SECOND_MICROS) {
            keep(audioPackets, packet);
        }
    }

    private void keep(List<AVPacket> list, AVPacket packet) throws MediaException {
        bytes += packet.size();
        if (bytes > maxBytes) {
            throw new MediaException(
                    ErrorCode.TOO_LARGE,
                    "The clip has more than %d bytes; take a shorter one, or raise 'multimodal.limits.bytes'"
                            .formatted(maxBytes));
        }
        list.add(av_packet_clone(packet));
    }

    /** Frames behind the clip on which no frame within it leans. */
    private void dropTail() throws MediaException {
        while (!frames.isEmpty()
                && frameClock.micros(frames.get(frames.size() - 1).pts()) >= clip.toMicros()) {
            av_packet_free(frames.remove(frames.size() - 1));
        }
        if (frames.isEmpty()) {
            throw new MediaException(
                    ErrorCode.CORRUPT, "The video has no key frame, or no frame at all");
        }
        long last = frames.stream().mapToLong(AVPacket::pts).max().orElseThrow();
        AVPacket end = frames.stream().filter(p -> p.pts() == last).findFirst().orElseThrow();
        long endMicros = frameClock.micros(last + Math.max(1, end.duration()));
        if (endMicros <= clip.fromMicros()) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "The %s begins behind the end, which is at %d microseconds"
                            .formatted(clip, endMicros));
        }
        closeGap();
    }

    /**
     * Moves the frames behind the clip, on which others lean, next to the clip. They are not shown,
     * and the frames that lay between are not in the file: a gap would count as a long frame in the
     * frame rate.
     */
    private void closeGap() {
        List<AVPacket> behind =
                frames.stream()
                        .filter(p -> frameClock.micros(p.pts()) >= clip.toMicros())
                        .sorted(Comparator.comparingLong(AVPacket::pts))
                        .toList();
        Optional<AVPacket> last =
                frames.stream()
                        .filter(p -> frameClock.micros(p.pts()) < clip.toMicros())
                        .max(Comparator.comparingLong(AVPacket::pts));
        if (behind.isEmpty() || last.isEmpty()) {
            return;
        }
        long length = Math.max(1, last.get().duration());
        long at = last.get().pts() + length;
        at = Math.max(at, frameClock.firstNotBefore(clip.toMicros()));
        for (AVPacket packet : behind) {
            packet.pts(Math.min(packet.pts(), at));
            at = packet.pts() + length;
        }
    }

    @Override
    public void close() {
        frames.forEach(packet -> av_packet_free(packet));
        audioPackets.forEach(packet -> av_packet_free(packet));
        frames.clear();
        audioPackets.clear();
        bytes = 0;
    }
}
