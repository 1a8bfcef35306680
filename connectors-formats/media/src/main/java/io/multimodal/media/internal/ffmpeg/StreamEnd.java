// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_get_exact_bits_per_sample;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.matroska.MatroskaDurations;
import java.io.IOException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/** When a stream ends, by what its container says. */
final class StreamEnd {
    private static final double SECONDS = 1e6;

    private StreamEnd() {}

    /**
     * In seconds from when the container's first stream starts; null if unknown. That of the
     * container where there is no other stream.
     */
    static Double seconds(Container container, AVFormatContext context, AVStream stream)
            throws IOException {
        BuiltInContainer format = container.format();
        // Of audio, an ASF or MPEG-TS says when its last packet begins, not what is in it.
        boolean packets = format == BuiltInContainer.ASF || format == BuiltInContainer.MPEG_TS;
        boolean audio = stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO;
        if (packets && audio) {
            return null;
        } else if (format == BuiltInContainer.CAF) {
            return ofPlainSamples(stream);
        } else if (isAlone(context, stream)) {
            return container.duration();
        } else if (audio && format == BuiltInContainer.AVI) {
            return null;
        } else if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0) {
            Timestamps clock = Timestamps.of(container, stream);
            long start = stream.start_time() == AV_NOPTS_VALUE ? 0 : stream.start_time();
            return clock.micros(start + stream.duration()) / SECONDS;
        }
        Double tagged = ofTag(container, stream);
        // That of a Matroska is that of its longest stream.
        boolean whole = tagged == null && !audio && format != BuiltInContainer.MATROSKA;
        return whole ? container.duration() : tagged;
    }

    /** Of coded packets, FFmpeg does not take off what the table of packets of a CAF takes off. */
    private static Double ofPlainSamples(AVStream stream) {
        boolean plain = av_get_exact_bits_per_sample(stream.codecpar().codec_id()) > 0;
        int rate = stream.codecpar().sample_rate();
        return plain && rate > 0 && stream.nb_frames() > 0
                ? Double.valueOf((double) stream.nb_frames() / rate)
                : null;
    }

    private static boolean isAlone(AVFormatContext context, AVStream stream) {
        for (int i = 0; i < context.nb_streams(); i++) {
            int type = context.streams(i).codecpar().codec_type();
            boolean cover = Container.isCover(context.streams(i));
            boolean plays = type == AVMEDIA_TYPE_AUDIO || (type == AVMEDIA_TYPE_VIDEO && !cover);
            if (plays && i != stream.index()) {
                return false;
            }
        }
        return true;
    }

    /** What the writer of a Matroska counted. */
    private static Double ofTag(Container container, AVStream stream) {
        AVDictionaryEntry tag = av_dict_get(stream.metadata(), "DURATION", null, 0);
        Double seconds = tag == null ? null : MatroskaDurations.seconds(tag.value().getString());
        double end = seconds == null ? 0 : seconds - container.startMicros() / SECONDS;
        return end > 0 ? Double.valueOf(end) : null;
    }
}
