// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.benchmarks.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.multimodal.media.tensor.TensorSpec;
import java.nio.FloatBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;

/** The loop that an FFmpeg user writes: decode at a quarter, let swscale do the rest. */
final class BaselineFfmpeg {
    private static final int CHANNELS = 3;
    private static final int LOWRES = 2;

    private BaselineFfmpeg() {}

    @SuppressWarnings("try") // the scope frees what is made within it
    static void whole(byte[] image, TensorSpec spec, FloatBuffer target) {
        AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        try (PointerScope scope = new PointerScope()) {
            context.thread_count(1);
            context.lowres(LOWRES);
            avcodec_open2(context, codec, (AVDictionary) null);
            av_new_packet(packet, image.length);
            packet.data().capacity(image.length).put(image, 0, image.length);
            if (avcodec_send_packet(context, packet) < 0
                    || avcodec_receive_frame(context, frame) < 0) {
                throw new IllegalStateException("FFmpeg does not decode the sample");
            }
            scale(frame, spec, target);
        } finally {
            av_packet_unref(packet);
            av_packet_free(packet);
            av_frame_free(frame);
            avcodec_free_context(context);
        }
    }

    private static void scale(AVFrame frame, TensorSpec spec, FloatBuffer target) {
        SwsContext scaler =
                sws_getContext(
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        spec.width(),
                        spec.height(),
                        AV_PIX_FMT_RGB24,
                        SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null);
        int stride = spec.width() * CHANNELS;
        BytePointer rgb = new BytePointer((long) stride * spec.height() + 64);
        PointerPointer<BytePointer> planes = new PointerPointer<>(4);
        planes.put(0, rgb).put(1, null).put(2, null).put(3, null);
        sws_scale(
                scaler,
                frame.data(),
                frame.linesize(),
                0,
                frame.height(),
                planes,
                new IntPointer(stride, 0, 0, 0));
        sws_freeContext(scaler);
        byte[] bytes = new byte[stride * spec.height()];
        rgb.get(bytes);
        int plane = spec.width() * spec.height();
        for (int c = 0; c < CHANNELS; c++) {
            float scale = 1 / (255 * spec.std().get(c));
            float shift = -spec.mean().get(c) / spec.std().get(c);
            for (int i = 0; i < plane; i++) {
                target.put(c * plane + i, (bytes[i * CHANNELS + c] & 0xff) * scale + shift);
            }
        }
    }
}
