// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.store.ref.DerivedRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.internal.ByteReader;
import io.multimodal.types.internal.ByteWriter;
import io.multimodal.types.program.ImageOp.Blur;
import io.multimodal.types.program.ImageOp.Convert;
import io.multimodal.types.program.ImageOp.Crop;
import io.multimodal.types.program.ImageOp.Encode;
import io.multimodal.types.program.ImageOp.Fit;
import io.multimodal.types.program.ImageOp.Flip;
import io.multimodal.types.program.ImageOp.Resize;
import io.multimodal.types.program.ImageOp.Rotate;
import io.multimodal.types.program.ImageOp.Sharpen;
import java.util.List;

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
 *                4 fit: width, height, how: 1 contain, 2 thumbnail, 3 cover, 4 pad
 *                5 flip
 *                6 convert: 1 L, 2 RGB
 *                7 blur: hundredths of a pixel
 *                8 sharpen: hundredths of a pixel, percent
 *                9 encode: 1 PNG, 2 JPEG, 3 WebP; quality
 *                32 frame: z microseconds
 *                33 page: number, width, height
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
    private static final int FIT = 4;
    private static final int FLIP = 5;
    private static final int CONVERT = 6;
    private static final int BLUR = 7;
    private static final int SHARPEN = 8;
    private static final int ENCODE = 9;
    private static final int FRAME = 32;
    private static final int PAGE = 33;

    // Positions, from 1, are part of the format.
    private static final List<FitMode> FITS =
            List.of(FitMode.CONTAIN, FitMode.THUMBNAIL, FitMode.COVER, FitMode.PAD);
    private static final List<ColourMode> COLOURS = List.of(ColourMode.L, ColourMode.RGB);
    private static final List<Encoding> ENCODINGS =
            List.of(Encoding.PNG, Encoding.JPEG, Encoding.WEBP);

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
        } else if (op instanceof Fit fit) {
            out.writeByte(FIT);
            out.writeVarint(fit.width());
            out.writeVarint(fit.height());
            out.writeByte(FITS.indexOf(fit.how()) + 1);
        } else if (op instanceof Flip) {
            out.writeByte(FLIP);
        } else if (op instanceof Convert convert) {
            out.writeByte(CONVERT);
            out.writeByte(COLOURS.indexOf(convert.to()) + 1);
        } else if (op instanceof Blur blur) {
            out.writeByte(BLUR);
            out.writeVarint(blur.centipixels());
        } else if (op instanceof Sharpen sharpen) {
            out.writeByte(SHARPEN);
            out.writeVarint(sharpen.centipixels());
            out.writeVarint(sharpen.percent());
        } else if (op instanceof Encode encode) {
            out.writeByte(ENCODE);
            out.writeByte(ENCODINGS.indexOf(encode.as()) + 1);
            out.writeByte(encode.quality());
        } else if (op instanceof ImageOp.Frame frame) {
            out.writeByte(FRAME);
            out.writeZigzag(frame.micros());
        } else if (op instanceof ImageOp.Page page) {
            out.writeByte(PAGE);
            out.writeVarint(page.number());
            out.writeVarint(page.width());
            out.writeVarint(page.height());
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
            case FIT -> new Fit(in.readVarint(), in.readVarint(), choice(FITS, in));
            case FRAME -> new ImageOp.Frame(in.readZigzag());
            case PAGE -> new ImageOp.Page(in.readVarint(), in.readVarint(), in.readVarint());
            case FLIP -> new Flip();
            case CONVERT -> new Convert(choice(COLOURS, in));
            case BLUR -> new Blur(in.readVarint());
            case SHARPEN -> new Sharpen(in.readVarint(), in.readVarint());
            case ENCODE -> new Encode(choice(ENCODINGS, in), in.readByte());
            default -> throw refused("has a step with the unknown code " + code);
        };
    }

    private static <T> T choice(List<T> choices, ByteReader in)
            throws MediaException, ByteReader.MalformedException {
        int code = in.readByte();
        if (code < 1 || code > choices.size()) {
            throw refused("has a step with the unknown choice " + code);
        }
        return choices.get(code - 1);
    }

    private static MediaException refused(String what) {
        return new MediaException(ErrorCode.REFUSED, "The program of a derived reference " + what);
    }

    private static MediaException corrupt(String what) {
        return new MediaException(ErrorCode.CORRUPT, "The program of a derived reference " + what);
    }
}
