// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.annotation.Internal;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Signs stored references by HMAC-SHA-256, cut to 128 bits, over everything that is in them. The
 * first key signs; the others still verify, so that keys can be changed. A signature does not
 * expire, or savepoints would. Thread-safe; holds secrets and prints none.
 */
@Internal
public final class ReferenceSigner {
    private static final byte[] DOMAIN = "multimodal:reference-signature:1\0".getBytes(US_ASCII);
    private static final byte SHA256 = 0;

    private final Map<Integer, SecretKey> keys;
    private final int current;

    private ReferenceSigner(Map<Integer, SecretKey> keys) {
        this.keys = keys;
        this.current = keys.keySet().iterator().next();
    }

    /**
     * A signer with the keys in a file; {@code docs/format.md} says how it is written. The file is
     * read once.
     *
     * @throws RefusedException if the file cannot be read, is no such file, or may be read by
     *     everybody
     */
    public static ReferenceSigner load(Path file) throws RefusedException {
        return new ReferenceSigner(SigningKeys.read(file));
    }

    ReferenceSignature sign(StoredRef ref) {
        return new ReferenceSignature(current, mac(ref, keys.get(current)));
    }

    /** Does nothing if a key that is known signed this reference. */
    void verify(StoredRef ref, ReferenceSignature signature) throws RefusedException {
        SecretKey key = keys.get(signature.keyId());
        if (key == null) {
            throw new RefusedException(
                    "The reference to "
                            + ref.id()
                            + " is signed with the key "
                            + hex(signature.keyId())
                            + ", which is not known; known are "
                            + ids());
        }
        if (!MessageDigest.isEqual(mac(ref, key), signature.mac())) {
            throw new RefusedException(
                    "The signature of the reference to "
                            + ref.id()
                            + " is not one of the key "
                            + hex(signature.keyId())
                            + ": the reference was changed, or never given out");
        }
    }

    private static byte[] mac(StoredRef ref, SecretKey key) {
        ByteBuffer fields =
                ByteBuffer.allocate(DOMAIN.length + 4 + 1 + 32 + 8 + 1 + 32)
                        .put(DOMAIN)
                        .putInt(ref.storeId())
                        .put(SHA256)
                        .put(ref.id().digest())
                        .putLong(ref.length())
                        .put((byte) (ref.treeRoot().isPresent() ? 1 : 0));
        ref.treeRoot().map(ContentId::digest).ifPresent(fields::put);
        try {
            Mac mac = Mac.getInstance(SigningKeys.ALGORITHM);
            mac.init(key);
            mac.update(fields.flip());
            return Arrays.copyOf(mac.doFinal(), ReferenceSignature.MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }

    private List<String> ids() {
        return keys.keySet().stream().map(ReferenceSigner::hex).toList();
    }

    private static String hex(int keyId) {
        return HexFormat.of().toHexDigits((byte) keyId);
    }

    /** The ids of the keys, the one that signs first. */
    @Override
    public String toString() {
        return "ReferenceSigner" + ids();
    }
}
