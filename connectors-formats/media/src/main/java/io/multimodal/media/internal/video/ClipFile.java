// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.video;

import static org.bytedeco.ffmpeg.global.avcodec.FF_COMPLIANCE_NORMAL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_format;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set_int;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import io.multimodal.media.internal.ffmpeg.FfmpegErrors;
import io.multimodal.media.internal.ffmpeg.WrittenBytes;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Writes the packets of a clip into an MP4, or into a QuickTime file where the codec wants one.
 * What was coded stays as it is: an edit list says which of the frames are shown. Not thread-safe;
 * the caller closes it.
 */
public final class ClipFile implements AutoCloseable {
    private static final int LEAST_TIMESCALE = 1000;
    private static final String ACTION = "write a clip";

    private final ClipPackets packets;
    private final AVFormatContext format = new AVFormatContext(null);
    private WrittenBytes output;

    private ClipFile(ClipPackets packets) {
        this.packets = packets;
    }

    /** The file. */
    public static byte[] of(ClipPackets packets, long toMicros) throws IOException {
        try (ClipFile file = new ClipFile(packets)) {
            return file.write(toMicros);
        }
    }

    /** The media type of a clip of these streams. */
    public static String contentType(ClipPackets packets) throws MediaException {
        return muxer(packets).equals("mp4") ? "video/mp4" : "video/quicktime";
    }

    private static String muxer(ClipPackets packets) throws MediaException {
        List<Integer> codecs = new ArrayList<>();
        codecs.add(packets.video().codecpar().codec_id());
        packets.audio().ifPresent(audio -> codecs.add(audio.codecpar().codec_id()));
        for (String muxer : List.of("mp4", "mov")) {
            AVOutputFormat output = av_guess_format(muxer, (String) null, (String) null);
            if (codecs.stream()
                    .allMatch(c -> avformat_query_codec(output, c, FF_COMPLIANCE_NORMAL) == 1)) {
                return muxer;
            }
        }
        throw new MediaException(
                ErrorCode.UNSUPPORTED,
                "A clip of %s is not written: neither MP4 nor QuickTime holds these; take its frames or its audio"
                        .formatted(
                                codecs.stream()
                                        .map(c -> avcodec_get_name(c).getString())
                                        .toList()));
    }

    private byte[] write(long toMicros) throws IOException {
        FfmpegErrors.expect(
                avformat_alloc_output_context2(format, null, muxer(packets), (String) null),
                ACTION);
        AVRational unit = packets.video().time_base();
        // All times are whole in it.
        int timescale = unit.den() * ((LEAST_TIMESCALE + unit.den() - 1) / unit.den());
        AVStream frames = add(packets.video());
        AVStream audioStream = packets.audio().isPresent() ? add(packets.audio().get()) : null;
        output = WrittenBytes.of(format, ACTION);
        AVDictionary options = new AVDictionary(null);
        av_dict_set_int(options, "movie_timescale", timescale, 0);
        av_dict_set_int(options, "video_track_timescale", timescale, 0);
        try {
            FfmpegErrors.expect(avformat_write_header(format, options), ACTION);
        } finally {
            av_dict_free(options);
        }
        write(frames, audioStream);
        FfmpegErrors.expect(av_write_trailer(format), ACTION);
        byte[] file = output.take();
        ClipEdit.shorten(file, length(toMicros, unit, timescale / unit.den()));
        return file;
    }

    /** Up to the clip's end, rounded up: a frame that begins at that time is not in it. */
    private long length(long endMicros, AVRational unit, int scale) {
        return BigInteger.valueOf(packets.clock().firstNotBefore(endMicros) - packets.zeroPts())
                .multiply(BigInteger.valueOf((long) unit.num() * scale))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private AVStream add(AVStream source) throws IOException {
        AVStream stream = avformat_new_stream(format, null);
        FfmpegErrors.expect(avcodec_parameters_copy(stream.codecpar(), source.codecpar()), ACTION);
        stream.codecpar().codec_tag(0);
        stream.time_base(source.time_base());
        stream.sample_aspect_ratio(source.sample_aspect_ratio());
        stream.avg_frame_rate(source.avg_frame_rate());
        return stream;
    }

    /** Images and audio by turns, as they are decoded. */
    private void write(AVStream frames, AVStream audioStream) throws IOException {
        long[] decoded = decodingTimes();
        long zero = packets.zeroPts();
        AVRational unit = packets.video().time_base();
        long audioZero =
                audioStream == null
                        ? 0
                        : av_rescale_q(zero, unit, packets.audio().get().time_base());
        int next = 0;
        for (int i = 0; i < packets.frames().size(); i++) {
            while (next < packets.audioPackets().size()
                    && seconds(
                                    packets.audioPackets().get(next).pts() - audioZero,
                                    packets.audio().get())
                            <= seconds(decoded[i] - zero, packets.video())) {
                writeAudio(packets.audioPackets().get(next++), audioStream, audioZero);
            }
            AVPacket packet = packets.frames().get(i);
            write(packet, packet.pts() - zero, decoded[i] - zero, packets.video(), frames);
        }
        while (next < packets.audioPackets().size()) {
            writeAudio(packets.audioPackets().get(next++), audioStream, audioZero);
        }
    }

    private void writeAudio(AVPacket packet, AVStream audioStream, long zero) throws IOException {
        long time = packet.pts() - zero;
        write(packet, time, time, packets.audio().orElseThrow(), audioStream);
    }

    private static double seconds(long time, AVStream stream) {
        return (double) time * stream.time_base().num() / stream.time_base().den();
    }

    /**
     * When each image is decoded: the times of showing in order, so much earlier that none is shown
     * before. Some containers do not say it, or not behind a seek.
     */
    private long[] decodingTimes() {
        List<AVPacket> frames = packets.frames();
        long[] times = frames.stream().mapToLong(AVPacket::pts).sorted().toArray();
        long delay = 0;
        for (int i = 0; i < times.length; i++) {
            delay = Math.max(delay, times[i] - frames.get(i).pts());
        }
        long most = delay;
        return Arrays.stream(times).map(time -> time - most).toArray();
    }

    private void write(AVPacket packet, long pts, long dts, AVStream from, AVStream to)
            throws IOException {
        AVPacket copy = av_packet_alloc();
        try {
            FfmpegErrors.expect(av_packet_ref(copy, packet), ACTION);
            copy.pts(pts);
            copy.dts(dts);
            copy.pos(-1);
            copy.stream_index(to.index());
            av_packet_rescale_ts(copy, from.time_base(), to.time_base());
            FfmpegErrors.expect(av_interleaved_write_frame(format, copy), ACTION);
        } finally {
            av_packet_free(copy);
        }
    }

    @Override
    public void close() {
        if (output != null) {
            output.close();
        }
        if (!format.isNull()) {
            avformat_free_context(format);
        }
    }
}
