// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.multimodal.media.internal.container.iso.DisplayMatrix;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * What FFmpeg finds out about a stream of video from its first packets, beyond what the head says:
 * with it a decoder opens without them. Immutable.
 *
 * @param index of the stream
 * @param codecId FFmpeg's number of the codec
 * @param extraSize of what the head gives the decoder, in bytes
 * @param values see {@link #VALUES}
 */
public record StreamFacts(int index, int codecId, int extraSize, List<Integer> values) {
    /** How many there are, in the order of {@code of}. */
    public static final int VALUES = 17;

    public StreamFacts {
        values = List.copyOf(values);
    }

    /** Those of a stream whose packets were looked at. */
    public static StreamFacts of(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        List<Integer> values =
                List.of(
                        parameters.width(),
                        parameters.height(),
                        parameters.format(),
                        parameters.video_delay(),
                        parameters.profile(),
                        parameters.level(),
                        parameters.field_order(),
                        parameters.color_range(),
                        parameters.color_primaries(),
                        parameters.color_trc(),
                        parameters.color_space(),
                        parameters.chroma_location(),
                        parameters.sample_aspect_ratio().num(),
                        parameters.sample_aspect_ratio().den(),
                        parameters.bits_per_raw_sample(),
                        stream.avg_frame_rate().num(),
                        stream.avg_frame_rate().den());
        return new StreamFacts(
                stream.index(), parameters.codec_id(), parameters.extradata_size(), values);
    }

    /** Whether a stream whose head alone was read is the one that these are of. */
    public boolean fit(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        return parameters.codec_type() == AVMEDIA_TYPE_VIDEO
                && parameters.codec_id() == codecId
                && parameters.extradata_size() == extraSize;
    }

    /** Tells the stream what its packets would have told. */
    public void applyTo(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        parameters.width(values.get(0));
        parameters.height(values.get(1));
        parameters.format(values.get(2));
        parameters.video_delay(values.get(3));
        parameters.profile(values.get(4));
        parameters.level(values.get(5));
        parameters.field_order(values.get(6));
        parameters.color_range(values.get(7));
        parameters.color_primaries(values.get(8));
        parameters.color_trc(values.get(9));
        parameters.color_space(values.get(10));
        parameters.chroma_location(values.get(11));
        parameters.sample_aspect_ratio().num(values.get(12)).den(values.get(13));
        parameters.bits_per_raw_sample(values.get(14));
        stream.avg_frame_rate().num(values.get(15)).den(values.get(16));
    }

    /** How the frames of a stream are turned and mirrored for display. */
    public static DisplayMatrix display(AVStream stream) {
        AVPacketSideData matrix =
                av_packet_side_data_get(
                        stream.codecpar().coded_side_data(),
                        stream.codecpar().nb_coded_side_data(),
                        AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < 9 * Integer.BYTES) {
            return DisplayMatrix.IDENTITY;
        }
        IntPointer numbers = new IntPointer(new BytePointer(matrix.data()));
        return DisplayMatrix.of(numbers.get(0), numbers.get(1), numbers.get(3), numbers.get(4));
    }
}
