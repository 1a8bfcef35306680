// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static io.multimodal.types.program.TensorProgramCodec.refused;

import io.multimodal.types.DType;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.internal.ByteReader;
import io.multimodal.types.internal.ByteWriter;
import io.multimodal.types.program.TensorSource.Frames;
import io.multimodal.types.program.TensorSource.Mel;
import io.multimodal.types.program.TensorSource.Pixels;
import io.multimodal.types.program.TensorSource.Samples;
import io.multimodal.types.program.TensorSource.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a tensor is made of, as bytes of a tensor program.
 *
 * <pre>
 * bytes      what
 * 1          0 a tensor; nothing follows. Else 1 pixels, 2 samples, 3 mel spectrogram, 4 frames, and:
 * varint, n  the program of the image, audio or video, without flags; n is 0 if there is none
 *            1 pixels
 * 1             layout: 1 CHW, 2 HWC
 * 1             element type
 * 1             1 if mean and standard deviation follow, else 0
 * 12, 12        three floats each
 *            3 mel spectrogram
 * varints       samples of a window, samples between windows, bands
 * 8, 8          lowest and highest frequency, doubles
 *            4 frames
 * 8             seconds from one to the next, a double
 * varints       1 + how many, 0 for all; width, height
 * </pre>
 */
final class TensorSourceCodec {
    private static final int STORED = 0;
    private static final int PIXELS = 1;
    private static final int SAMPLES = 2;
    private static final int MEL_SPECTROGRAM = 3;
    private static final int FRAMES = 4;

    // Positions, from 1, are part of the format.
    private static final List<PixelLayout> LAYOUTS = List.of(PixelLayout.CHW, PixelLayout.HWC);

    private TensorSourceCodec() {}

    static void encode(TensorSource source, ByteWriter out) {
        if (source instanceof Pixels pixels) {
            encode(PIXELS, pixels.image(), out);
            out.writeByte(LAYOUTS.indexOf(pixels.layout()) + 1);
            TensorProgramCodec.encode(pixels.dtype(), out);
            out.writeByte(pixels.isPlain() ? 0 : 1);
            if (!pixels.isPlain()) {
                pixels.mean().forEach(out::writeFloat);
                pixels.std().forEach(out::writeFloat);
            }
        } else if (source instanceof Samples samples) {
            encode(SAMPLES, samples.audio(), out);
        } else if (source instanceof Mel mel) {
            encode(MEL_SPECTROGRAM, mel.audio(), out);
            out.writeVarint(mel.fftSize());
            out.writeVarint(mel.hop());
            out.writeVarint(mel.mels());
            out.writeDouble(mel.minHertz());
            out.writeDouble(mel.maxHertz());
        } else if (source instanceof Frames frames) {
            encode(FRAMES, frames.video(), out);
            out.writeDouble(frames.everySeconds());
            out.writeVarint(frames.count().isPresent() ? 1 + frames.count().getAsInt() : 0);
            out.writeVarint(frames.width());
            out.writeVarint(frames.height());
        } else {
            out.writeByte(STORED);
        }
    }

    private static void encode(int code, LazyProgram<?> medium, ByteWriter out) {
        out.writeByte(code);
        out.writeBytes(medium.isEmpty() ? new byte[0] : medium.encode());
    }

    static TensorSource decode(ByteReader in) throws MediaException, ByteReader.MalformedException {
        int code = in.readByte();
        if (code == STORED) {
            return new Stored();
        } else if (code > FRAMES) {
            throw refused("makes a tensor in a way with the unknown code " + code);
        }
        byte[] medium = in.readBytes();
        return switch (code) {
            case PIXELS -> pixels(image(medium), in);
            case SAMPLES -> new Samples(audio(medium));
            case MEL_SPECTROGRAM ->
                    new Mel(
                            audio(medium),
                            in.readVarint(),
                            in.readVarint(),
                            in.readVarint(),
                            in.readDouble(),
                            in.readDouble());
            default -> frames(medium, in);
        };
    }

    private static Pixels pixels(ImageProgram image, ByteReader in)
            throws MediaException, ByteReader.MalformedException {
        PixelLayout layout = TensorProgramCodec.choice(LAYOUTS, in);
        DType dtype = TensorProgramCodec.decodeDtype(in);
        boolean plain = in.readByte() == 0;
        return new Pixels(
                image,
                layout,
                dtype,
                plain ? Pixels.NO_MEAN : floats(in),
                plain ? Pixels.NO_STD : floats(in));
    }

    private static List<Float> floats(ByteReader in) throws ByteReader.MalformedException {
        List<Float> values = new ArrayList<>();
        for (int c = 0; c < Pixels.CHANNELS; c++) {
            values.add(in.readFloat());
        }
        return values;
    }

    private static Frames frames(byte[] medium, ByteReader in)
            throws MediaException, ByteReader.MalformedException {
        double everySeconds = in.readDouble();
        int count = in.readVarint() - 1;
        return new Frames(
                medium.length == 0 ? VideoProgram.EMPTY : VideoProgram.decode(medium),
                everySeconds,
                count < 0 ? OptionalInt.empty() : OptionalInt.of(count),
                in.readVarint(),
                in.readVarint());
    }

    private static ImageProgram image(byte[] program) throws MediaException {
        return program.length == 0 ? ImageProgram.EMPTY : ImageProgram.decode(program);
    }

    private static AudioProgram audio(byte[] program) throws MediaException {
        return program.length == 0 ? AudioProgram.EMPTY : AudioProgram.decode(program);
    }
}
