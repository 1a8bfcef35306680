// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.multimodal.media.internal.ContainerEnd;
import io.multimodal.media.internal.ContainerFormat;
import io.multimodal.media.internal.HeaderBytes;
import io.multimodal.media.internal.ffmpeg.Container;
import io.multimodal.media.internal.ffmpeg.ReadLimits;
import io.multimodal.media.internal.ffmpeg.Timestamps;
import io.multimodal.store.ObjectHandle;
import io.multimodal.types.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Where the key frames of a video are. Decodes nothing. */
final class KeyFrames {
    private KeyFrames() {}

    /**
     * When each key frame is shown, in microseconds from the beginning. Reads the whole file: an
     * index says when a frame is decoded, or not which ones are key frames.
     */
    static List<Long> of(ObjectHandle object, Limits limits) throws IOException {
        ContainerFormat format = VideoProbe.format(HeaderBytes.of(object, VideoProbe.MAX_BYTES));
        ContainerEnd.check(object, format);
        AVPacket packet = av_packet_alloc();
        try (Container container =
                Container.open(object, format, ReadLimits.frames(limits.decodeMillis()))) {
            AVStream stream =
                    container
                            .best(Container.Kind.VIDEO)
                            .orElseThrow(() -> VideoProbe.blind(format));
            List<Long> stamps = ofPackets(container, stream, packet);
            Timestamps clock = Timestamps.of(container, stream);
            return stamps.stream().map(clock::micros).map(t -> Math.max(0, t)).sorted().toList();
        } finally {
            av_packet_free(packet);
        }
    }

    private static List<Long> ofPackets(Container container, AVStream stream, AVPacket packet)
            throws IOException {
        List<Long> stamps = new ArrayList<>();
        while (container.read(packet)) {
            boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
            if (key && packet.stream_index() == stream.index()) {
                stamps.add(shown(packet));
            }
        }
        return stamps;
    }

    private static long shown(AVPacket packet) {
        return packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
    }
}
