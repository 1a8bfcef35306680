// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.store.ref.DerivedRef;
import io.multimodal.types.DType;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.internal.ByteReader;
import io.multimodal.types.internal.ByteWriter;
import io.multimodal.types.program.TensorOp.Cast;
import io.multimodal.types.program.TensorOp.Normalise;
import io.multimodal.types.program.TensorOp.Reshape;
import io.multimodal.types.program.TensorOp.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tensor programs as bytes, version 1.
 *
 * <pre>
 * offset  bytes  what
 * 0       1      version, 1
 * 1       1      kind of medium: 4 tensor
 * 2       1      flags: bit 0 NULL on error; the others are 0
 * 3       …      what the tensor is made of, see {@link TensorSourceCodec}
 * …       1      number of steps, 0 to 64
 * …       …      the steps, each its code and its numbers as varints, z: zigzag
 *                1 reshape: how many dimensions, z length of each
 *                2 slice: how many dimensions, z start of each, z end of each
 *                3 cast: element type
 *                4 normalise
 * </pre>
 *
 * <p>A program has one encoding: only bytes that {@link #encode} gives are read.
 */
final class TensorProgramCodec {
    static final int TENSOR = 4;

    private static final int VERSION = 1;
    private static final int NULL_ON_ERROR = 1;
    private static final int RESHAPE = 1;
    private static final int SLICE = 2;
    private static final int CAST = 3;
    private static final int NORMALISE = 4;

    // Positions, from 1, are part of the format.
    private static final List<DType> DTYPES =
            List.of(
                    DType.BOOL,
                    DType.UINT8,
                    DType.INT8,
                    DType.UINT16,
                    DType.INT16,
                    DType.UINT32,
                    DType.INT32,
                    DType.UINT64,
                    DType.INT64,
                    DType.FLOAT16,
                    DType.BFLOAT16,
                    DType.FLOAT32,
                    DType.FLOAT64);

    private TensorProgramCodec() {}

    static byte[] encode(TensorProgram program) {
        if (program.isEmpty()) {
            throw new IllegalStateException("An empty program has no encoding");
        }
        ByteWriter out = new ByteWriter();
        out.writeByte(VERSION);
        out.writeByte(TENSOR);
        out.writeByte(program.nullOnError() ? NULL_ON_ERROR : 0);
        TensorSourceCodec.encode(program.source(), out);
        out.writeByte(program.ops().size());
        for (TensorOp op : program.ops()) {
            encode(op, out);
        }
        return out.toByteArray();
    }

    private static void encode(TensorOp op, ByteWriter out) {
        if (op instanceof Reshape reshape) {
            out.writeByte(RESHAPE);
            out.writeByte(reshape.shape().size());
            reshape.shape().forEach(out::writeZigzag);
        } else if (op instanceof Slice slice) {
            out.writeByte(SLICE);
            out.writeByte(slice.starts().size());
            slice.starts().forEach(out::writeZigzag);
            slice.ends().forEach(out::writeZigzag);
        } else if (op instanceof Cast cast) {
            out.writeByte(CAST);
            encode(cast.dtype(), out);
        } else if (op instanceof Normalise) {
            out.writeByte(NORMALISE);
        }
    }

    static void encode(DType dtype, ByteWriter out) {
        out.writeByte(DTYPES.indexOf(dtype) + 1);
    }

    static TensorProgram decode(byte[] bytes) throws MediaException {
        if (bytes.length > DerivedRef.MAX_PROGRAM_BYTES) {
            throw refused(
                    "has " + bytes.length + " bytes, more than " + DerivedRef.MAX_PROGRAM_BYTES);
        }
        try {
            ByteReader in = new ByteReader(bytes);
            TensorProgram program = decode(in);
            in.expectEnd();
            if (program.isEmpty()) {
                throw corrupt("says nothing");
            }
            if (!Arrays.equals(program.encode(), bytes)) {
                throw corrupt("is not normalised");
            }
            return program;
        } catch (ByteReader.MalformedException e) {
            throw corrupt(e.getMessage());
        }
    }

    private static TensorProgram decode(ByteReader in)
            throws MediaException, ByteReader.MalformedException {
        int version = in.readByte();
        if (version != VERSION) {
            throw refused("has version " + version + ", this release reads version 1");
        }
        int kind = in.readByte();
        if (kind != TENSOR) {
            throw refused("is for media of kind " + kind + ", not for tensors (4)");
        }
        int flags = in.readByte();
        if ((flags & ~NULL_ON_ERROR) != 0) {
            throw refused("has flags that this release does not know: " + flags);
        }
        TensorSource source = TensorSourceCodec.decode(in);
        int count = in.readByte();
        if (count > TensorProgram.MAX_OPS) {
            throw refused("has " + count + " steps, more than " + TensorProgram.MAX_OPS);
        }
        List<TensorOp> ops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ops.add(decodeOp(in));
        }
        try {
            TensorProgram program = TensorProgram.of(source);
            for (TensorOp op : ops) {
                program = program.then(op, TensorFacts.NONE);
            }
            return flags == NULL_ON_ERROR ? program.orNull() : program;
        } catch (MediaException e) {
            throw corrupt("has a step that cannot be: " + e.getMessage());
        }
    }

    private static TensorOp decodeOp(ByteReader in)
            throws MediaException, ByteReader.MalformedException {
        int code = in.readByte();
        return switch (code) {
            case RESHAPE -> new Reshape(decodeLongs(in, in.readByte()));
            case SLICE -> {
                int dimensions = in.readByte();
                yield new Slice(decodeLongs(in, dimensions), decodeLongs(in, dimensions));
            }
            case CAST -> new Cast(decodeDtype(in));
            case NORMALISE -> new Normalise();
            default -> throw refused("has a step with the unknown code " + code);
        };
    }

    private static List<Long> decodeLongs(ByteReader in, int count)
            throws ByteReader.MalformedException {
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(in.readZigzag());
        }
        return values;
    }

    static DType decodeDtype(ByteReader in) throws MediaException, ByteReader.MalformedException {
        return choice(DTYPES, in);
    }

    static <T> T choice(List<T> choices, ByteReader in)
            throws MediaException, ByteReader.MalformedException {
        int code = in.readByte();
        if (code < 1 || code > choices.size()) {
            throw refused("has a step with the unknown choice " + code);
        }
        return choices.get(code - 1);
    }

    static MediaException refused(String what) {
        return new MediaException(ErrorCode.REFUSED, "The program of a derived reference " + what);
    }

    private static MediaException corrupt(String what) {
        return new MediaException(ErrorCode.CORRUPT, "The program of a derived reference " + what);
    }
}
