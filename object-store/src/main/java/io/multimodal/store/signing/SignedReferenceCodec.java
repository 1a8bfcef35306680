// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.signing;

import io.multimodal.annotation.Public;
import io.multimodal.store.StoreConfig.Signatures;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes references to texts, topics and files, and reads them from there. A reference is signed on
 * output, if there are keys. It is verified on input, and the result is the canonical reference
 * that rows carry. A derived reference is signed for its source. Inline references hold their bytes
 * and need no signature; external ones are read under configured prefixes only. Thread-safe.
 */
@Public
public final class SignedReferenceCodec {
    /** A codec that signs nothing and accepts every reference. */
    public static final SignedReferenceCodec OPEN =
            new SignedReferenceCodec(Optional.empty(), false);

    /** In the second byte of the binary form. */
    private static final int SIGNED_FLAG = 1 << 5;

    private static final Pattern SUFFIX = Pattern.compile(":sig:([0-9a-f]{2}):([0-9a-f]{32})");
    private static final int SUFFIX_CHARS = 40;

    private final Optional<ReferenceSigner> signer;
    private final boolean required;

    private SignedReferenceCodec(Optional<ReferenceSigner> signer, boolean required) {
        this.signer = signer;
        this.required = required;
    }

    /**
     * The codec of a configuration. Blocks while it reads the file of keys.
     *
     * @throws RefusedException if the file cannot be read or holds no valid key
     */
    public static SignedReferenceCodec of(Signatures signatures) throws RefusedException {
        return signatures.keyFile().isEmpty()
                ? OPEN
                : new SignedReferenceCodec(
                        Optional.of(ReferenceSigner.load(Path.of(signatures.keyFile()))),
                        signatures.required());
    }

    /**
     * The text form for output, followed by {@code :sig:<key id>:<code>} if it is signed. Does not
     * block.
     */
    public String toText(ObjectRef ref) {
        return ref.toText() + sign(ref).map(signed -> ":sig:" + signed.toText()).orElse("");
    }

    /**
     * The reference in a text from outside. The text may be hostile. Does not block.
     *
     * @throws InvalidReferenceException if it is none
     * @throws RefusedException if its signature is wrong, of an unknown key, or missing where one
     *     is required
     */
    public ObjectRef fromText(String text) throws InvalidReferenceException, RefusedException {
        int end = text.length() - SUFFIX_CHARS;
        Matcher suffix = SUFFIX.matcher(text.substring(Math.max(0, end)));
        if (end < 0 || !suffix.matches()) {
            return entering(ObjectRef.fromText(text), Optional.empty());
        }
        return entering(
                ObjectRef.fromText(text.substring(0, end)),
                Optional.of(
                        new ReferenceSignature(
                                Integer.parseInt(suffix.group(1), 16),
                                HexFormat.of().parseHex(suffix.group(2)))));
    }

    /**
     * The binary form for output, with a flag and 17 more bytes if it is signed. Does not block.
     */
    public byte[] toBytes(ObjectRef ref) {
        byte[] canonical = ref.toBytes();
        Optional<ReferenceSignature> signature = sign(ref);
        if (signature.isEmpty()) {
            return canonical;
        }
        byte[] signed = Arrays.copyOf(canonical, canonical.length + ReferenceSignature.BYTES);
        signed[1] |= SIGNED_FLAG;
        signature.get().copyTo(signed, canonical.length);
        return signed;
    }

    /**
     * The reference in bytes from outside, which may be hostile. The array is not kept. Does not
     * block.
     *
     * @throws InvalidReferenceException if it is none
     * @throws RefusedException if its signature is wrong, of an unknown key, or missing where one
     *     is required
     */
    public ObjectRef fromBytes(byte[] bytes) throws InvalidReferenceException, RefusedException {
        if (bytes.length < 2 || (bytes[1] & SIGNED_FLAG) == 0) {
            return entering(ObjectRef.fromBytes(bytes), Optional.empty());
        }
        int end = bytes.length - ReferenceSignature.BYTES;
        if (end < 2 || end > ObjectRef.MAX_ENCODED_BYTES) {
            throw new InvalidReferenceException(
                    "A signed reference has 19 to "
                            + (ObjectRef.MAX_ENCODED_BYTES + ReferenceSignature.BYTES)
                            + " bytes, this one has "
                            + bytes.length);
        }
        byte[] canonical = Arrays.copyOf(bytes, end);
        canonical[1] &= ~SIGNED_FLAG;
        return entering(
                ObjectRef.fromBytes(canonical), Optional.of(ReferenceSignature.at(bytes, end)));
    }

    private Optional<ReferenceSignature> sign(ObjectRef ref) {
        return signer.isEmpty() ? Optional.empty() : stored(ref).map(signer.get()::sign);
    }

    private ObjectRef entering(ObjectRef ref, Optional<ReferenceSignature> signature)
            throws InvalidReferenceException, RefusedException {
        Optional<StoredRef> stored = stored(ref);
        if (stored.isEmpty()) {
            if (signature.isPresent()) {
                throw new InvalidReferenceException(
                        "A signature follows a reference that is not to a stored object");
            }
            return ref;
        }
        if (signature.isEmpty() && required) {
            throw new RefusedException(
                    "The reference to "
                            + stored.get().id()
                            + " is not signed, and only signed ones are let in; ask whoever gave it"
                            + " for one that is");
        }
        if (signature.isPresent() && signer.isPresent()) {
            signer.get().verify(stored.get(), signature.get());
        }
        return ref;
    }

    /** The stored object that a reference leads to. */
    private static Optional<StoredRef> stored(ObjectRef ref) {
        ObjectRef source = ref instanceof DerivedRef derived ? derived.source() : ref;
        return source instanceof StoredRef stored ? Optional.of(stored) : Optional.empty();
    }

    @Override
    public String toString() {
        return "SignedReferenceCodec["
                + signer.map(Object::toString).orElse("no keys")
                + (required ? ", signatures required]" : "]");
    }
}
