// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.qoi;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import io.multimodal.media.memory.NativeMemory;
import io.multimodal.media.spi.HeaderReader;
import io.multimodal.media.spi.ImageDescription;
import io.multimodal.media.spi.ImageFormat;
import io.multimodal.media.spi.PixelBuffer;
import io.multimodal.media.spi.PixelChannels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** FFmpeg's QOI, as the outside oracle. */
final class FfmpegQoi {
    static {
        NativeMemory.configure();
    }

    private FfmpegQoi() {}

    /** The pixels, as FFmpeg decodes them. */
    static byte[] decode(byte[] file, ImageDescription image) {
        AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_QOI);
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        try {
            check(avcodec_open2(context, codec, (AVDictionary) null));
            check(av_new_packet(packet, file.length));
            packet.data().put(file);
            check(avcodec_send_packet(context, packet));
            check(avcodec_receive_frame(context, frame));
            byte[] pixels = new byte[rowBytes(image) * image.size().height()];
            for (int y = 0; y < image.size().height(); y++) {
                frame.data(0)
                        .position((long) y * frame.linesize(0))
                        .get(pixels, y * rowBytes(image), rowBytes(image));
            }
            return pixels;
        } finally {
            av_frame_free(frame);
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    /** A file, as FFmpeg encodes these pixels. */
    static byte[] encode(byte[] pixels, ImageDescription image) {
        int pixelFormat = image.layout() == PixelChannels.RGB ? AV_PIX_FMT_RGB24 : AV_PIX_FMT_RGBA;
        AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_QOI);
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        try {
            context.width(image.size().width()).height(image.size().height());
            context.pix_fmt(pixelFormat).time_base(av_make_q(1, 1));
            check(avcodec_open2(context, codec, (AVDictionary) null));
            frame.width(context.width()).height(context.height()).format(pixelFormat);
            check(av_frame_get_buffer(frame, 0));
            for (int y = 0; y < image.size().height(); y++) {
                frame.data(0)
                        .position((long) y * frame.linesize(0))
                        .put(pixels, y * rowBytes(image), rowBytes(image));
            }
            check(avcodec_send_frame(context, frame));
            check(avcodec_receive_packet(context, packet));
            byte[] file = new byte[packet.size()];
            packet.data().get(file);
            return file;
        } finally {
            av_frame_free(frame);
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    /** The pixels, as a format decodes them. */
    static byte[] decodeByFormat(ImageFormat format, byte[] file) throws IOException {
        ImageDescription image = format.describe(reader(file));
        byte[] pixels = new byte[rowBytes(image) * image.size().height()];
        format.decode(
                file,
                image,
                0,
                new PixelBuffer(
                        ByteBuffer.wrap(pixels), image.size(), image.layout(), rowBytes(image)));
        return pixels;
    }

    private static HeaderReader reader(byte[] file) {
        return new HeaderReader() {
            @Override
            public long sizeBytes() {
                return file.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                return Arrays.copyOfRange(file, (int) offset, (int) offset + length);
            }
        };
    }

    private static int rowBytes(ImageDescription image) {
        return image.size().width() * image.layout().channels();
    }

    private static void check(int result) {
        if (result < 0) {
            throw new AssertionError("FFmpeg says " + result);
        }
    }
}
