// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.ContainerEnd;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.ReadLimits;
import io.multimodal.media.internal.ffmpeg.Timestamps;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.probe.VideoProbe;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.config.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * When each frame of a video is shown, in microseconds from the container's time 0. Immutable.
 *
 * @param shown of all frames, in the order in which they are shown
 * @param keys of the key frames, likewise
 * @param endMicros when the last one ends
 */
public record FrameTimes(List<Long> shown, List<Long> keys, long endMicros) {
    private static final long MICROS = 1_000_000;

    /** Of an index and a packet, the most that FFmpeg holds while it reads. */
    private static final long MAX_READ_BYTES = 64 << 20;

    /** Of the times of a usual video. */
    private static final long LIST_BYTES = 8 << 20;

    public FrameTimes {
        shown = List.copyOf(shown);
        keys = List.copyOf(keys);
    }

    /**
     * Reads the whole file: an index says when a frame is decoded, or not which ones are key
     * frames. Decodes nothing, unless frames are reordered and no packet says when its own is
     * shown.
     */
    public static FrameTimes of(ObjectHandle object, Limits limits, DecodeMemory memory)
            throws IOException {
        BuiltInContainer format = VideoProbe.format(HeaderBytes.of(object, VideoProbe.MAX_BYTES));
        ContainerEnd.check(object, format);
        long need = Math.min(object.sizeBytes(), MAX_READ_BYTES) + LIST_BYTES;
        try (DecodeMemory.Share share = memory.admitAtMost(need);
                Container container =
                        Container.open(object, format, ReadLimits.frames(limits.decodeMillis()))) {
            AVStream stream =
                    container
                            .best(Container.Kind.VIDEO)
                            .orElseThrow(() -> VideoProbe.blind(format));
            if (!VideoCursor.reordersSilently(container, stream)) {
                return new Reading(container, stream).ofPackets();
            }
        }
        return ofFrames(object, limits, memory);
    }

    private static FrameTimes ofFrames(ObjectHandle object, Limits limits, DecodeMemory memory)
            throws IOException {
        List<Long> shown = new ArrayList<>();
        List<Long> keys = new ArrayList<>();
        long end = 0;
        try (VideoCursor cursor = VideoOpener.open(object, limits, memory)) {
            AVFrame frame = cursor.following();
            while (frame != null) {
                shown.add(cursor.micros(frame));
                if ((frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0) {
                    keys.add(cursor.micros(frame));
                }
                end = cursor.lastFrameEndMicros();
                frame = cursor.following();
            }
        }
        return new FrameTimes(shown, keys, end);
    }

    private static final class Reading {
        private final Container container;
        private final AVStream stream;
        private final Timestamps clock;

        /** Two frames that begin together are one to whoever looks. */
        private final SortedSet<Long> shown = new TreeSet<>();

        private final SortedSet<Long> keys = new TreeSet<>();
        private long firstKey = AV_NOPTS_VALUE;
        private long end;

        Reading(Container container, AVStream stream) {
            this.container = container;
            this.stream = stream;
            this.clock = Timestamps.of(container, stream);
        }

        FrameTimes ofPackets() throws IOException {
            container.only(stream);
            AVPacket packet = av_packet_alloc();
            try {
                while (container.read(packet)) {
                    if (packet.stream_index() == stream.index() && isShown(packet)) {
                        add(packet);
                    }
                }
            } finally {
                av_packet_free(packet);
            }
            return new FrameTimes(List.copyOf(shown), List.copyOf(keys), end);
        }

        /**
         * Not so an empty packet, one that an edit list leaves out, one before the first key frame,
         * and a frame of VP8 that others are decoded from.
         */
        private boolean isShown(AVPacket packet) {
            boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
            if (firstKey == AV_NOPTS_VALUE && key) {
                firstKey = time(packet);
            }
            boolean hidden =
                    stream.codecpar().codec_id() == AV_CODEC_ID_VP8
                            && packet.size() > 0
                            && (packet.data().get(0) & 0x10) == 0;
            return packet.size() > 0
                    && (packet.flags() & AV_PKT_FLAG_DISCARD) == 0
                    && !hidden
                    && firstKey != AV_NOPTS_VALUE
                    && time(packet) >= firstKey;
        }

        private void add(AVPacket packet) {
            long micros = Math.max(0, clock.micros(time(packet)));
            shown.add(micros);
            if ((packet.flags() & AV_PKT_FLAG_KEY) != 0) {
                keys.add(micros);
            }
            long length = 1;
            if (packet.duration() > 0) {
                length = clock.duration(packet.duration());
            } else if (stream.avg_frame_rate().num() > 0) {
                length = MICROS * stream.avg_frame_rate().den() / stream.avg_frame_rate().num();
            }
            end = Math.max(end, micros + length);
        }

        private static long time(AVPacket packet) {
            return packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        }
    }
}
