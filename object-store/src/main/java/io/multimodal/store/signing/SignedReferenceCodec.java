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
import java.util.Optional;

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
        return Carried.text(ref, sign(ref));
    }

    /**
     * The reference in a text from outside. The text may be hostile. Does not block.
     *
     * @throws InvalidReferenceException if it is not a reference
     * @throws RefusedException if its signature is wrong, of an unknown key, or missing where one
     *     is required
     */
    public ObjectRef fromText(String text) throws InvalidReferenceException, RefusedException {
        return entering(Carried.of(text));
    }

    /**
     * The binary form for output, with a flag and 17 more bytes if it is signed. Does not block.
     */
    public byte[] toBytes(ObjectRef ref) {
        return Carried.bytes(ref, sign(ref));
    }

    /**
     * The reference in bytes from outside, which may be hostile. The array is not kept. Does not
     * block.
     *
     * @throws InvalidReferenceException if it is not a reference
     * @throws RefusedException if its signature is wrong, of an unknown key, or missing where one
     *     is required
     */
    public ObjectRef fromBytes(byte[] bytes) throws InvalidReferenceException, RefusedException {
        return entering(Carried.of(bytes));
    }

    /**
     * The text form of bytes that have left. Their signature is carried along and not verified.
     *
     * @throws InvalidReferenceException if they are not a reference
     */
    public static String textOf(byte[] bytes) throws InvalidReferenceException {
        Carried carried = Carried.of(bytes);
        return Carried.text(carried.ref(), carried.signature());
    }

    /**
     * The binary form of a text that is about to enter through {@link #fromBytes}. Its signature is
     * carried along and not verified.
     *
     * @throws InvalidReferenceException if it is not a reference
     */
    public static byte[] bytesOf(String text) throws InvalidReferenceException {
        Carried carried = Carried.of(text);
        return Carried.bytes(carried.ref(), carried.signature());
    }

    private Optional<ReferenceSignature> sign(ObjectRef ref) {
        return signer.isEmpty() ? Optional.empty() : stored(ref).map(signer.get()::sign);
    }

    private ObjectRef entering(Carried carried) throws InvalidReferenceException, RefusedException {
        ObjectRef ref = carried.ref();
        Optional<ReferenceSignature> signature = carried.signature();
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
