// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.store.DerivedRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.internal.ByteReader;
import io.multimodal.types.internal.ByteWriter;
import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Resize;
import io.multimodal.types.program.ImageOp.Rotate;

/**
 * Image programs as bytes, version 1.
 *
 * <pre>
 * offset  bytes  what
 * 0       1      version, 1
 * 1       1      kind of medium: 1 image
 * 2       1      flags: bit 0 NULL on error; the others are 0
 * 3       1      number of steps, 0 (only with the flag) to 64
 * 4       …      the steps, each its code and its numbers as varints, z: zigzag
 *                1 crop: z x, z y, width, height, z centidegrees
 *                2 rotate: quarter turns
 *                3 resize: width, height
 * </pre>
 *
 * <p>A program has one encoding: only the shortest varints and only normalised programs are read.
 */
final class ImageProgramCodec {
    private static final int VERSION = 1;
    private static final int IMAGE = 1;
    private static final int NULL_ON_ERROR = 1;
    private static final int CROP = 1;
    private static final int ROTATE = 2;
    private static final int RESIZE = 3;

    private ImageProgramCodec() {}

    static byte[] encode(ImageProgram program) {
        if (program.isEmpty()) {
            throw new IllegalStateException("An empty program has no encoding");
        }
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeByte(IMAGE);
        out.writeByte(program.nullOnError() ? NULL_ON_ERROR : 0);
        out.writeByte(program.ops().size());
        for (ImageOp op : program.ops()) {
            encode(op, out);
        }
        return out.toByteArray();
    }

    private static void encode(ImageOp op, ByteWriter out) {
        if (op instanceof Crop crop) {
            out.writeByte(CROP);
            out.writeZigzag(crop.x());
            out.writeZigzag(crop.y());
            out.writeVarint(crop.width());
            out.writeVarint(crop.height());
            out.writeZigzag(crop.centidegrees());
        } else if (op instanceof Rotate rotate) {
            out.writeByte(ROTATE);
            out.writeVarint(rotate.quarterTurns());
        } else if (op instanceof Resize resize) {
            out.writeByte(RESIZE);
            out.writeVarint(resize.width());
            out.writeVarint(resize.height());
        }
    }

    static ImageProgram decode(byte[] bytes) throws MediaException {
        if (bytes.length > DerivedRef.MAX_PROGRAM_BYTES) {
            throw refused(
                    "has " + bytes.length + " bytes, more than " + DerivedRef.MAX_PROGRAM_BYTES);
        }
        ByteReader in = new ByteReader(bytes);
        try {
            int version = in.readByte();
            if (version != VERSION) {
                throw refused("has version " + version + ", this release reads version 1");
            }
            int kind = in.readByte();
            if (kind != IMAGE) {
                throw refused("is for media of kind " + kind + ", not for images (1)");
            }
            int flags = in.readByte();
            if ((flags & ~NULL_ON_ERROR) != 0) {
                throw refused("has flags that this release does not know: " + flags);
            }
            ImageProgram program = decodeOps(in, flags == NULL_ON_ERROR);
            in.expectEnd();
            return program;
        } catch (ByteReader.MalformedException e) {
            throw corrupt(e.getMessage());
        }
    }

    private static ImageProgram decodeOps(ByteReader in, boolean nullOnError)
            throws MediaException, ByteReader.MalformedException {
        int count = in.readByte();
        if (count > ImageProgram.MAX_OPS) {
            throw refused("has " + count + " steps, more than " + ImageProgram.MAX_OPS);
        }
        ImageProgram program = nullOnError ? ImageProgram.EMPTY.orNull() : ImageProgram.EMPTY;
        for (int i = 0; i < count; i++) {
            ImageOp op = decodeOp(in);
            ImageProgram longer;
            try {
                longer = program.then(op);
            } catch (MediaException e) {
                throw corrupt("has a step that cannot be: " + e.getMessage());
            }
            if (longer.ops().size() != i + 1 || !longer.ops().get(i).equals(op)) {
                throw corrupt("is not normalised at its step " + (i + 1));
            }
            program = longer;
        }
        if (program.isEmpty()) {
            throw corrupt("says nothing");
        }
        return program;
    }

    private static ImageOp decodeOp(ByteReader in)
            throws MediaException, ByteReader.MalformedException {
        int code = in.readByte();
        return switch (code) {
            case CROP ->
                    new Crop(
                            in.readZigzagInt(),
                            in.readZigzagInt(),
                            in.readVarint(),
                            in.readVarint(),
                            in.readZigzagInt());
            case ROTATE -> new Rotate(in.readVarint());
            case RESIZE -> new Resize(in.readVarint(), in.readVarint());
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
