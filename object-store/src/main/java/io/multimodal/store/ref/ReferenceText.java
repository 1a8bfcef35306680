// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import io.multimodal.store.error.InvalidReferenceException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The text form of references: {@code cas:1:<store>:sha256:<digest>:<length>[:<tree root>]} for
 * stored ones, and a prefix with the binary form in base64url for the others. One identity has one
 * text.
 */
final class ReferenceText {
    /** The most characters of the text of a stored reference. */
    static final int MAX_STORED_CHARS = 256;

    /** The most characters of the text of an external reference. */
    static final int MAX_EXTERNAL_CHARS = 8192;

    /** The most characters of any text: the longest binary form, and a prefix. */
    static final int MAX_CHARS = (ObjectRef.MAX_ENCODED_BYTES + 2) / 3 * 4 + 6;

    private static final String STORED_PREFIX = "cas:1:";
    private static final String DIGEST_PREFIX = ":sha256:";
    private static final int DIGEST_PREFIX_AT =
            STORED_PREFIX.length() + LowerHex.charsOf(Integer.BYTES);
    private static final int DIGEST_AT = DIGEST_PREFIX_AT + DIGEST_PREFIX.length();
    private static final int LENGTH_AT = DIGEST_AT + LowerHex.charsOf(ContentId.DIGEST_BYTES) + 1;
    private static final String INLINE_PREFIX = "inl:1:";
    private static final String EXTERNAL_PREFIX = "ext:1:";
    private static final String DERIVED_PREFIX = "drv:1:";

    private ReferenceText() {}

    static String format(ObjectRef ref) {
        if (ref instanceof StoredRef stored) {
            return STORED_PREFIX
                    + HexFormat.of().toHexDigits(stored.storeId())
                    + DIGEST_PREFIX
                    + stored.id().hex()
                    + ":"
                    + stored.length()
                    + stored.treeRoot().map(root -> ":" + root.hex()).orElse("");
        }
        return prefix(ref)
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(ReferenceCodec.encode(ref));
    }

    static ObjectRef parse(String text) throws InvalidReferenceException {
        if (text.startsWith("cas:")) {
            return parseStored(text);
        }
        boolean external = text.startsWith(EXTERNAL_PREFIX);
        if (!external && !text.startsWith(INLINE_PREFIX) && !text.startsWith(DERIVED_PREFIX)) {
            throw new InvalidReferenceException(
                    "The text of a reference begins with cas:1:, inl:1:, ext:1: or drv:1:");
        }
        limit(text, external ? MAX_EXTERNAL_CHARS : MAX_CHARS);
        String prefix = text.substring(0, EXTERNAL_PREFIX.length());
        byte[] binary = decodeBase64(text.substring(prefix.length()));
        ObjectRef ref = ReferenceCodec.decode(binary);
        if (ref instanceof StoredRef || !prefix(ref).equals(prefix)) {
            throw new InvalidReferenceException(
                    "The text of a reference begins with " + prefix + " but holds another kind");
        }
        return ref;
    }

    /** By hand: each row with a text is parsed, and an expression costs ten times as much. */
    private static ObjectRef parseStored(String text) throws InvalidReferenceException {
        limit(text, MAX_STORED_CHARS);
        int end = text.indexOf(':', LENGTH_AT);
        int lengthEnd = end < 0 ? text.length() : end;
        boolean tree = end >= 0;
        if (!text.startsWith(STORED_PREFIX)
                || !text.startsWith(DIGEST_PREFIX, DIGEST_PREFIX_AT)
                || text.length() <= LENGTH_AT
                || text.charAt(LENGTH_AT - 1) != ':'
                || !isNumber(text, LENGTH_AT, lengthEnd)
                || (tree
                        && text.length()
                                != lengthEnd + 1 + LowerHex.charsOf(ContentId.DIGEST_BYTES))) {
            throw noStoredText();
        }
        int storeId;
        ContentId id;
        Optional<ContentId> root;
        try {
            storeId = LowerHex.intAt(text, STORED_PREFIX.length());
            id = ContentId.ofHexAt(text, DIGEST_AT);
            root = tree ? Optional.of(ContentId.ofHexAt(text, lengthEnd + 1)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw noStoredText();
        }
        try {
            return new StoredRef(storeId, id, length(text, lengthEnd), root);
        } catch (IllegalArgumentException e) {
            throw new InvalidReferenceException(e.getMessage());
        }
    }

    /** Whether these are digits, at most 19, of which the first is no zero in front of others. */
    private static boolean isNumber(String text, int from, int to) {
        boolean plain =
                to > from && to - from <= 19 && (text.charAt(from) != '0' || to == from + 1);
        for (int i = from; plain && i < to; i++) {
            plain = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return plain;
    }

    private static long length(String text, int end) throws InvalidReferenceException {
        try {
            return Long.parseLong(text, LENGTH_AT, end, 10);
        } catch (NumberFormatException e) {
            throw new InvalidReferenceException(
                    "The length in a reference exceeds 2^63 - 1: "
                            + text.substring(LENGTH_AT, end));
        }
    }

    private static InvalidReferenceException noStoredText() {
        return new InvalidReferenceException(
                "The text of a stored reference reads"
                        + " cas:1:<8 hex>:sha256:<64 hex>:<length>[:<64 hex>], in lower case");
    }

    /** Strict: without padding, and without bits that the decoder would drop. */
    private static byte[] decodeBase64(String text) throws InvalidReferenceException {
        byte[] ascii = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        try {
            byte[] binary = Base64.getUrlDecoder().decode(ascii);
            if (Arrays.equals(Base64.getUrlEncoder().withoutPadding().encode(binary), ascii)
                    && text.chars().allMatch(c -> c < 0x80)) {
                return binary;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without quoting the input.
        }
        throw new InvalidReferenceException(
                "The text of a reference is not base64url without padding");
    }

    private static String prefix(ObjectRef ref) {
        if (ref instanceof InlineRef) {
            return INLINE_PREFIX;
        }
        return ref instanceof ExternalRef ? EXTERNAL_PREFIX : DERIVED_PREFIX;
    }

    private static void limit(String text, int chars) throws InvalidReferenceException {
        if (text.length() > chars) {
            throw new InvalidReferenceException(
                    "The text of this kind of reference has at most "
                            + chars
                            + " characters, this one has "
                            + text.length());
        }
    }
}
