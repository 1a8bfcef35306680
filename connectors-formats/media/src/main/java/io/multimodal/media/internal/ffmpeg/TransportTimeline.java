// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * The packets of an MPEG-TS on one time line, also if several recordings follow one another in it:
 * each recording begins where the one before it ends, as in the ffmpeg program. Where recordings
 * meet, the counters of packets do not match, and FFmpeg takes the last packets for damaged. Not
 * thread-safe; the caller closes it.
 */
final class TransportTimeline implements AutoCloseable {
    /** All streams of an MPEG-TS count in this unit, of 1/90,000 s. */
    private static final long TICKS = 90_000;

    /** Packets of one stream may be this much out of order. */
    private static final long MAX_BACK_TICKS = TICKS / 10;

    /** A longer jump forward is another recording, as the ffmpeg program takes it. */
    private static final long MAX_JUMP_TICKS = 10 * TICKS;

    /** A parser passes the flag of a packet on to the frame before it. */
    private static final int NEAR_PACKETS = 2;

    private static final int MAX_AHEAD = 4096;

    /** Reads the packets of the file. */
    @FunctionalInterface
    interface Source {
        /** The next packet in place of the one before it; false at the end. */
        boolean read(AVPacket packet) throws IOException;
    }

    private record Ahead(AVPacket packet, boolean begins) {}

    /** A place in a stream. */
    private static final class Place {
        private int recording;
        private long last = AV_NOPTS_VALUE;
        private long end;
        private boolean damaged;
    }

    private final AVFormatContext context;
    private final Source source;
    private final List<Ahead> ahead = new ArrayList<>();
    private final Map<Integer, Place> places = new HashMap<>();

    /** What is added to the times of each recording. */
    private final List<Long> offsets = new ArrayList<>(List.of(0L));

    TransportTimeline(AVFormatContext context, Source source) {
        this.context = context;
        this.source = source;
    }

    /** The next packet with its time on the time line; false at the end. Blocks. */
    boolean read(AVPacket packet) throws IOException {
        Ahead next = ahead.isEmpty() ? fetch() : ahead.remove(0);
        if (next == null) {
            return false;
        }
        av_packet_unref(packet);
        av_packet_move_ref(packet, next.packet);
        av_packet_free(next.packet);
        if (isDamaged(packet) && meetsAnother(packet.stream_index())) {
            packet.flags(packet.flags() & ~AV_PKT_FLAG_CORRUPT);
        }
        return true;
    }

    /** Forgets where it was: reading goes on elsewhere, in the first recording. */
    void restart() {
        close();
        places.clear();
        offsets.subList(1, offsets.size()).clear();
    }

    private static boolean isDamaged(AVPacket packet) {
        return (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
    }

    /** Whether another recording begins with one of the next packets of a stream. */
    private boolean meetsAnother(int stream) throws IOException {
        int near = 0;
        for (int i = 0; near < NEAR_PACKETS && i < MAX_AHEAD; i++) {
            if (i == ahead.size()) {
                Ahead fetched = fetch();
                if (fetched == null) {
                    return false;
                }
                ahead.add(fetched);
            }
            Ahead next = ahead.get(i);
            if (next.packet.stream_index() == stream) {
                near++;
                if (next.begins) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Null at the end. */
    private Ahead fetch() throws IOException {
        AVPacket packet = av_packet_alloc();
        boolean more = false;
        try {
            more = source.read(packet);
            return more ? new Ahead(packet, place(packet)) : null;
        } finally {
            if (!more) {
                av_packet_free(packet);
            }
        }
    }

    /** Puts a packet on the time line; whether its stream begins another recording with it. */
    private boolean place(AVPacket packet) {
        AVStream stream = context.streams(packet.stream_index());
        boolean counted = stream.time_base().num() == 1 && stream.time_base().den() == TICKS;
        if (packet.dts() == AV_NOPTS_VALUE || !counted) {
            return false;
        }
        Place place = places.computeIfAbsent(packet.stream_index(), index -> new Place());
        boolean begins = place.last != AV_NOPTS_VALUE && begins(place, packet.dts());
        if (begins) {
            place.recording++;
            if (place.recording == offsets.size()) {
                long before = offsets.get(place.recording - 1);
                offsets.add(before + place.end - packet.dts());
            }
        } else if (place.last == AV_NOPTS_VALUE) {
            // It begins with the recording that the others have reached.
            place.recording = offsets.size() - 1;
        }
        place.last = packet.dts();
        place.end = packet.dts() + Math.max(0, packet.duration());
        place.damaged = isDamaged(packet) || (place.damaged && !begins);
        long offset = offsets.get(place.recording);
        packet.dts(packet.dts() + offset);
        packet.pts(packet.pts() == AV_NOPTS_VALUE ? AV_NOPTS_VALUE : packet.pts() + offset);
        return begins;
    }

    private boolean begins(Place place, long dts) {
        boolean forward = dts - place.end > MAX_JUMP_TICKS;
        boolean elsewhere = place.recording + 1 < offsets.size();
        return dts + MAX_BACK_TICKS < place.last || (forward && (place.damaged || elsewhere));
    }

    @Override
    public void close() {
        ahead.forEach(next -> av_packet_free(next.packet));
        ahead.clear();
    }
}
