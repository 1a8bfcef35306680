// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.multimodal.store.error.InvalidReferenceException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The binary form of references, version 1. One identity has one byte sequence: whatever is not the
 * shortest and only way to write a reference is refused. {@code docs/format.md} has the table.
 */
final class ReferenceCodec {
    static final int VERSION = 1;

    static final int INLINE = 0;
    static final int STORED = 1;
    static final int EXTERNAL = 2;
    static final int DERIVED = 3;

    private static final int KIND_MASK = 0b11;
    private static final int TREE_FLAG = 1 << 4;
    private static final int HEADER_BYTES = 2;
    private static final int PREFIX_FLAG = 1 << 6;
    private static final int STORED_FIXED_BYTES = HEADER_BYTES + 4 + ContentId.DIGEST_BYTES;

    private ReferenceCodec() {}

    static byte[] encode(ObjectRef ref) {
        if (ref instanceof StoredRef stored) {
            return encodeStored(stored);
        } else if (ref instanceof InlineRef inline) {
            return encodeInline(inline);
        } else if (ref instanceof ExternalRef external) {
            return encodeExternal(external);
        }
        return encodeDerived((DerivedRef) ref);
    }

    static ObjectRef decode(byte[] bytes) throws InvalidReferenceException {
        if (bytes.length > ObjectRef.MAX_ENCODED_BYTES) {
            throw new InvalidReferenceException(
                    "A reference has at most "
                            + ObjectRef.MAX_ENCODED_BYTES
                            + " bytes, this one has "
                            + bytes.length);
        }
        return decode(new ByteScanner(bytes, 0), true);
    }

    private static ObjectRef decode(ByteScanner in, boolean derivedAllowed)
            throws InvalidReferenceException {
        int version = in.nextByte();
        if (version != VERSION) {
            throw new InvalidReferenceException(
                    "A reference of version "
                            + version
                            + " cannot be read; this release reads version "
                            + VERSION);
        }
        int kindAndFlags = in.nextByte();
        int kind = kindAndFlags & KIND_MASK;
        int flag = kind == STORED ? TREE_FLAG : kind == EXTERNAL ? PREFIX_FLAG : 0;
        if ((kindAndFlags & ~(KIND_MASK | flag)) != 0) {
            throw new InvalidReferenceException(
                    "Unknown algorithm or flag in a reference: 0x"
                            + Integer.toHexString(kindAndFlags));
        }
        ObjectRef ref =
                switch (kind) {
                    case STORED -> decodeStored(in, (kindAndFlags & flag) != 0);
                    case INLINE -> new InlineRef(in.nextBytes(InlineRef.MAX_CONTENT_BYTES));
                    case EXTERNAL -> decodeExternal(in, (kindAndFlags & flag) != 0);
                    default -> decodeDerived(in, derivedAllowed);
                };
        in.expectEnd();
        return ref;
    }

    private static byte[] encodeStored(StoredRef ref) {
        boolean tree = ref.treeRoot().isPresent();
        int size =
                STORED_FIXED_BYTES
                        + Varint.sizeOf(ref.length())
                        + (tree ? ContentId.DIGEST_BYTES : 0);
        byte[] out = header(size, tree ? STORED | TREE_FLAG : STORED);
        int id = ref.storeId();
        out[2] = (byte) (id >>> 24);
        out[3] = (byte) (id >>> 16);
        out[4] = (byte) (id >>> 8);
        out[5] = (byte) id;
        ref.id().copyTo(out, 6);
        int at = Varint.write(out, STORED_FIXED_BYTES, ref.length());
        if (tree) {
            ref.treeRoot().get().copyTo(out, at);
        }
        return out;
    }

    private static StoredRef decodeStored(ByteScanner in, boolean tree)
            throws InvalidReferenceException {
        int storeId = in.nextInt();
        ContentId id = in.nextDigest();
        long length = in.nextVarint();
        if (tree != length > RangeTree.THRESHOLD_BYTES) {
            throw new InvalidReferenceException(
                    "A reference to "
                            + length
                            + " bytes "
                            + (tree ? "holds" : "lacks")
                            + " the root of a range tree; only objects over "
                            + RangeTree.THRESHOLD_BYTES
                            + " bytes have one");
        }
        return new StoredRef(
                storeId, id, length, tree ? Optional.of(in.nextDigest()) : Optional.empty());
    }

    private static byte[] encodeInline(InlineRef ref) {
        byte[] content = ref.shared();
        byte[] out = header(HEADER_BYTES + Varint.sizeOf(content.length) + content.length, INLINE);
        writeBytes(out, HEADER_BYTES, content);
        return out;
    }

    private static byte[] encodeExternal(ExternalRef ref) {
        byte[] uri = ref.uri().getBytes(UTF_8);
        byte[] validator = ref.validator().map(v -> v.getBytes(UTF_8)).orElse(null);
        long sizeCode = ref.sizeBytes().isPresent() ? ref.sizeBytes().getAsLong() + 1 : 0;
        long validatorCode = validator == null ? 0 : validator.length + 1L;
        int size =
                HEADER_BYTES
                        + Varint.sizeOf(uri.length)
                        + uri.length
                        + Varint.sizeOf(ref.offset())
                        + Varint.sizeOf(sizeCode)
                        + Varint.sizeOf(validatorCode)
                        + (validator == null ? 0 : validator.length);
        byte[] prefix = ref.prefix().map(InlineRef::shared).orElse(null);
        if (prefix != null) {
            size += Varint.sizeOf(prefix.length) + prefix.length;
        }
        byte[] out = header(size, prefix == null ? EXTERNAL : EXTERNAL | PREFIX_FLAG);
        int at = writeBytes(out, HEADER_BYTES, uri);
        at = Varint.write(out, at, ref.offset());
        at = Varint.write(out, at, sizeCode);
        at = Varint.write(out, at, validatorCode);
        if (validator != null) {
            System.arraycopy(validator, 0, out, at, validator.length);
            at += validator.length;
        }
        if (prefix != null) {
            writeBytes(out, at, prefix);
        }
        return out;
    }

    private static ExternalRef decodeExternal(ByteScanner in, boolean prefixed)
            throws InvalidReferenceException {
        String uri = in.nextText(in.nextLength(ExternalRef.MAX_URI_BYTES));
        long offset = in.nextVarint();
        long sizeCode = in.nextVarint();
        int validatorCode = in.nextLength(ExternalRef.MAX_VALIDATOR_BYTES + 1);
        Optional<String> validator =
                validatorCode == 0 ? Optional.empty() : Optional.of(in.nextText(validatorCode - 1));
        Optional<InlineRef> prefix =
                prefixed
                        ? Optional.of(new InlineRef(in.nextBytes(ExternalRef.MAX_PREFIX_BYTES)))
                        : Optional.empty();
        try {
            return new ExternalRef(
                    uri,
                    offset,
                    sizeCode == 0 ? OptionalLong.empty() : OptionalLong.of(sizeCode - 1),
                    validator,
                    prefix);
        } catch (IllegalArgumentException e) {
            throw new InvalidReferenceException(e.getMessage());
        }
    }

    private static byte[] encodeDerived(DerivedRef ref) {
        byte[] program = ref.shared();
        byte[] source = encode(ref.source());
        byte[] out =
                header(
                        HEADER_BYTES
                                + Varint.sizeOf(program.length)
                                + program.length
                                + source.length,
                        DERIVED);
        int at = writeBytes(out, HEADER_BYTES, program);
        System.arraycopy(source, 0, out, at, source.length);
        return out;
    }

    private static DerivedRef decodeDerived(ByteScanner in, boolean allowed)
            throws InvalidReferenceException {
        if (!allowed) {
            throw new InvalidReferenceException(
                    "A derived reference over a derived one: programs are joined, not nested");
        }
        byte[] program = in.nextBytes(DerivedRef.MAX_PROGRAM_BYTES);
        if (program.length == 0) {
            throw new InvalidReferenceException("A derived reference without a program");
        }
        return new DerivedRef(decode(in, false), program);
    }

    private static byte[] header(int size, int kindAndFlags) {
        byte[] out = new byte[size];
        out[0] = VERSION;
        out[1] = (byte) kindAndFlags;
        return out;
    }

    private static int writeBytes(byte[] out, int at, byte[] bytes) {
        int start = Varint.write(out, at, bytes.length);
        System.arraycopy(bytes, 0, out, start, bytes.length);
        return start + bytes.length;
    }
}
