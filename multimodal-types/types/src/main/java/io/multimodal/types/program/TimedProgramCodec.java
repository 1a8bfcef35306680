// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.store.ref.DerivedRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.internal.ByteReader;
import io.multimodal.types.internal.ByteWriter;
import java.util.List;

/**
 * Programs for audio and video as bytes, version 1.
 *
 * <pre>
 * offset  bytes  what
 * 0       1      version, 1
 * 1       1      kind of medium: 2 audio, 3 video
 * 2       1      flags: bit 0 NULL on error; the others are 0
 * 3       1      number of steps, 0 (only with the flag) to 64, of video to 1
 * 4       …      the steps, each its code and its numbers as varints, z: zigzag
 *                1 clip: z from, z to, in microseconds
 *                2 mix down (audio)
 *                3 resample (audio): samples per second
 *                4 normalise (audio): z hundredths of a LUFS
 * </pre>
 *
 * <p>A program has one encoding: only the shortest varints and only normalised programs are read.
 */
final class TimedProgramCodec {
    private static final int VERSION = 1;
    private static final int AUDIO = 2;
    private static final int VIDEO = 3;
    private static final int NULL_ON_ERROR = 1;
    private static final int CLIP = 1;
    private static final int MIX_DOWN = 2;
    private static final int RESAMPLE = 3;
    private static final int NORMALISE = 4;

    private TimedProgramCodec() {}

    static byte[] encode(AudioProgram program) {
        return encode(AUDIO, program.nullOnError(), program.ops());
    }

    static byte[] encode(VideoProgram program) {
        return encode(VIDEO, program.nullOnError(), program.ops());
    }

    private static byte[] encode(int kind, boolean nullOnError, List<?> ops) {
        if (ops.isEmpty() && !nullOnError) {
            throw new IllegalStateException("An empty program has no encoding");
        }
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeByte(kind);
        out.writeByte(nullOnError ? NULL_ON_ERROR : 0);
        out.writeByte(ops.size());
        for (Object op : ops) {
            encode(op, out);
        }
        return out.toByteArray();
    }

    private static void encode(Object op, ByteWriter out) {
        if (op instanceof Clip clip) {
            out.writeByte(CLIP);
            out.writeZigzag(clip.fromMicros());
            out.writeZigzag(clip.toMicros());
        } else if (op instanceof AudioOp.MixDown) {
            out.writeByte(MIX_DOWN);
        } else if (op instanceof AudioOp.Resample resample) {
            out.writeByte(RESAMPLE);
            out.writeVarint(resample.sampleRate());
        } else if (op instanceof AudioOp.Normalise normalise) {
            out.writeByte(NORMALISE);
            out.writeZigzag(normalise.centidecibels());
        }
    }

    static AudioProgram decodeAudio(byte[] bytes) throws MediaException {
        ByteReader in = reader(bytes);
        try {
            int flags = head(in, AUDIO);
            int count = in.readByte();
            AudioProgram program = AudioProgram.EMPTY;
            for (int i = 0; i < count; i++) {
                AudioOp op = decodeOp(in);
                AudioProgram longer = append(program, op);
                if (longer.ops().size() != i + 1 || !longer.ops().get(i).equals(op)) {
                    throw corrupt("is not normalised at its step " + (i + 1));
                }
                program = longer;
            }
            in.expectEnd();
            return notEmpty(flags == NULL_ON_ERROR ? program.orNull() : program);
        } catch (ByteReader.MalformedException e) {
            throw corrupt(e.getMessage());
        }
    }

    private static AudioProgram append(AudioProgram program, AudioOp op) throws MediaException {
        try {
            return program.then(op);
        } catch (MediaException e) {
            throw corrupt("has a step that cannot be: " + e.getMessage());
        }
    }

    private static AudioProgram notEmpty(AudioProgram program) throws MediaException {
        if (program.isEmpty()) {
            throw corrupt("says nothing");
        }
        return program;
    }

    static VideoProgram decodeVideo(byte[] bytes) throws MediaException {
        ByteReader in = reader(bytes);
        try {
            int flags = head(in, VIDEO);
            int count = in.readByte();
            VideoProgram program = VideoProgram.EMPTY;
            if (count > 1) {
                throw corrupt("is not normalised at its step 2");
            } else if (count == 1) {
                if (!(decodeOp(in) instanceof Clip clip)) {
                    throw corrupt("has a step that does not apply to video");
                }
                try {
                    program = program.then(clip);
                } catch (MediaException e) {
                    throw corrupt("has a step that cannot be: " + e.getMessage());
                }
            }
            in.expectEnd();
            program = flags == NULL_ON_ERROR ? program.orNull() : program;
            if (program.isEmpty()) {
                throw corrupt("says nothing");
            }
            return program;
        } catch (ByteReader.MalformedException e) {
            throw corrupt(e.getMessage());
        }
    }

    private static ByteReader reader(byte[] bytes) throws MediaException {
        if (bytes.length > DerivedRef.MAX_PROGRAM_BYTES) {
            throw refused(
                    "has " + bytes.length + " bytes, more than " + DerivedRef.MAX_PROGRAM_BYTES);
        }
        return new ByteReader(bytes);
    }

    /** Reads as far as the flags, which it gives. */
    private static int head(ByteReader in, int kind)
            throws MediaException, ByteReader.MalformedException {
        int version = in.readByte();
        if (version != VERSION) {
            throw refused("has version " + version + ", this release reads version 1");
        }
        int actual = in.readByte();
        if (actual != kind) {
            throw refused(
                    "is for media of kind %d, not for %s (%d)"
                            .formatted(actual, kind == AUDIO ? "audio" : "video", kind));
        }
        int flags = in.readByte();
        if ((flags & ~NULL_ON_ERROR) != 0) {
            throw refused("has flags that this release does not know: " + flags);
        }
        return flags;
    }

    private static AudioOp decodeOp(ByteReader in)
            throws MediaException, ByteReader.MalformedException {
        int code = in.readByte();
        return switch (code) {
            case CLIP -> new Clip(in.readZigzag(), in.readZigzag());
            case MIX_DOWN -> new AudioOp.MixDown();
            case RESAMPLE -> new AudioOp.Resample(in.readVarint());
            case NORMALISE -> new AudioOp.Normalise(in.readZigzagInt());
            default -> throw refused("has a step with the unknown code " + code);
        };
    }

    private static MediaException refused(String what) {
        return new MediaException(ErrorCode.REFUSED, "The program of a derived reference " + what);
    }

    private static MediaException corrupt(String what) {
        return new MediaException(ErrorCode.CORRUPT, "The program of a derived reference " + what);
    }
}
