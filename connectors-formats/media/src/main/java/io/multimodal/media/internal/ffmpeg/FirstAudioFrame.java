// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import io.multimodal.media.internal.runtime.NativeLibraries;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * What a decoder gives for the first frame of audio, where no head says it: AAC may double its rate
 * or make two channels of one without announcing it.
 *
 * @param sampleRate in samples per second and channel
 * @param channels how many
 */
public record FirstAudioFrame(int sampleRate, int channels) {
    /**
     * Decodes one frame.
     *
     * @param codec in the words of FFmpeg
     * @param config of the codec; empty where the frame needs none
     * @return empty where it cannot be decoded
     */
    public static Optional<FirstAudioFrame> of(String codec, byte[] config, byte[] coded)
            throws IOException {
        NativeLibraries.loadFfmpeg();
        AVCodecDescriptor descriptor = avcodec_descriptor_get_by_name(codec);
        if (descriptor == null || descriptor.isNull()) {
            return Optional.empty();
        }
        AVCodecParameters parameters = avcodec_parameters_alloc();
        AVPacket packet = av_packet_alloc();
        try {
            parameters.codec_type(AVMEDIA_TYPE_AUDIO).codec_id(descriptor.id());
            if (config.length > 0) {
                long room = config.length + (long) AV_INPUT_BUFFER_PADDING_SIZE;
                BytePointer extra = new BytePointer(av_mallocz(room));
                extra.put(config, 0, config.length);
                parameters.extradata(extra).extradata_size(config.length);
            }
            FfmpegErrors.expect(av_new_packet(packet, coded.length), "read the first frame");
            packet.data().put(coded, 0, coded.length);
            return decode(parameters, packet);
        } catch (MediaException e) {
            return Optional.empty();
        } finally {
            av_packet_free(packet);
            avcodec_parameters_free(parameters);
        }
    }

    private static Optional<FirstAudioFrame> decode(AVCodecParameters parameters, AVPacket packet)
            throws IOException {
        FirstAudioFrame[] found = new FirstAudioFrame[1];
        StreamDecoder.FrameSink sink =
                frame -> {
                    found[0] =
                            new FirstAudioFrame(
                                    frame.sample_rate(), frame.ch_layout().nb_channels());
                    return false;
                };
        try (AVRational unit = new AVRational();
                StreamDecoder decoder = StreamDecoder.of(parameters, unit.num(1).den(1), 1)) {
            if (decoder.decode(packet, sink)) {
                decoder.decode(null, sink);
            }
        }
        return Optional.ofNullable(found[0]);
    }
}
