// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.signing;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference outside SQL, in its binary form or its text form, and the signature behind it.
 *
 * @param ref canonical
 * @param signature not verified
 */
record Carried(ObjectRef ref, Optional<ReferenceSignature> signature) {
    /** In the second byte of the binary form. */
    private static final int SIGNED_FLAG = 1 << 5;

    private static final String SUFFIX_PREFIX = ":sig:";
    private static final Pattern SUFFIX =
            Pattern.compile(SUFFIX_PREFIX + "([0-9a-f]{2}):([0-9a-f]{32})");
    private static final int SUFFIX_CHARS = 40;

    static Carried of(String text) throws InvalidReferenceException {
        int end = text.length() - SUFFIX_CHARS;
        if (!text.startsWith(SUFFIX_PREFIX, end)) {
            return new Carried(ObjectRef.fromText(text), Optional.empty());
        }
        Matcher suffix = SUFFIX.matcher(text.substring(end));
        if (!suffix.matches()) {
            return new Carried(ObjectRef.fromText(text), Optional.empty());
        }
        return new Carried(
                ObjectRef.fromText(text.substring(0, end)),
                Optional.of(
                        new ReferenceSignature(
                                Integer.parseInt(suffix.group(1), 16),
                                HexFormat.of().parseHex(suffix.group(2)))));
    }

    /** The array is not kept. */
    static Carried of(byte[] bytes) throws InvalidReferenceException {
        if (bytes.length < 2 || (bytes[1] & SIGNED_FLAG) == 0) {
            return new Carried(ObjectRef.fromBytes(bytes), Optional.empty());
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
        return new Carried(
                ObjectRef.fromBytes(canonical), Optional.of(ReferenceSignature.at(bytes, end)));
    }

    static String text(ObjectRef ref, Optional<ReferenceSignature> signature) {
        return ref.toText() + signature.map(signed -> ":sig:" + signed.toText()).orElse("");
    }

    static byte[] bytes(ObjectRef ref, Optional<ReferenceSignature> signature) {
        byte[] canonical = ref.toBytes();
        if (signature.isEmpty()) {
            return canonical;
        }
        byte[] signed = Arrays.copyOf(canonical, canonical.length + ReferenceSignature.BYTES);
        signed[1] |= SIGNED_FLAG;
        signature.get().copyTo(signed, canonical.length);
        return signed;
    }
}
