// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.ref;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.multimodal.annotation.Public;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A range of bytes that is outside every store and stays there (zero copy). A reader checks that it
 * has not changed since.
 *
 * @param uri its place as it was given, without user information and without a signature in its
 *     query
 * @param offset where the object begins in it, in bytes, at least 0
 * @param sizeBytes the number of bytes of the object, with those of its prefix; empty if unknown,
 *     which means up to the end
 * @param validator the ETag or other version seen, compared for equality at every read; empty where
 *     there was none
 * @param prefix the first bytes of the object, where they do not lie at its place but in the
 *     reference, 1 to {@value #MAX_PREFIX_BYTES}: the header of a tensor whose elements lie in a
 *     file of another format. The range comes after them. Empty where there are none
 */
@Public
public record ExternalRef(
        String uri,
        long offset,
        OptionalLong sizeBytes,
        Optional<String> validator,
        Optional<InlineRef> prefix)
        implements ObjectRef {
    /** The most bytes that a URI may have in UTF-8. */
    public static final int MAX_URI_BYTES = 4096;

    /** The most bytes that a validator may have in UTF-8. */
    public static final int MAX_VALIDATOR_BYTES = 512;

    /** The most bytes that a prefix may have. */
    public static final int MAX_PREFIX_BYTES = 1024;

    private static final Pattern USER_INFO = Pattern.compile("^[^/?#]*://[^/?#]*@");
    private static final Pattern SIGNATURE =
            Pattern.compile(
                    "[?&](x-amz-(signature|credential|security-token)"
                            + "|x-goog-(signature|credential)|signature|sig|awsaccesskeyid"
                            + "|(access[_-]?)?token|api[_-]?key|password|secret)=",
                    CASE_INSENSITIVE);

    /**
     * @throws IllegalArgumentException if a part is too long, negative or no well-formed text, or
     *     if the URI holds a credential
     */
    public ExternalRef {
        checkText("URI", uri, MAX_URI_BYTES);
        validator.ifPresent(text -> checkText("validator", text, MAX_VALIDATOR_BYTES));
        if (uri.isEmpty()) {
            throw new IllegalArgumentException("The URI of an external object is empty");
        }
        if (USER_INFO.matcher(uri).find() || SIGNATURE.matcher(uri).find()) {
            throw new IllegalArgumentException(
                    "The URI of an external object holds a credential; give it without, and configure"
                            + " the credential where the object is read");
        }
        if (offset < 0 || sizeBytes.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "Neither offset nor size of an external object is negative: "
                            + offset
                            + ", "
                            + sizeBytes);
        }
        if (sizeBytes.orElse(0) > Long.MAX_VALUE - 1 - offset) {
            throw new IllegalArgumentException("An external object ends beyond 2^63 - 1");
        }
        prefix.ifPresent(bytes -> checkPrefix(bytes, sizeBytes));
    }

    /** A reference whose object has no prefix. */
    public ExternalRef(
            String uri, long offset, OptionalLong sizeBytes, Optional<String> validator) {
        this(uri, offset, sizeBytes, validator, Optional.empty());
    }

    private static void checkPrefix(InlineRef prefix, OptionalLong sizeBytes) {
        int length = prefix.shared().length;
        if (length == 0 || length > MAX_PREFIX_BYTES) {
            throw new IllegalArgumentException(
                    "The prefix of an external object has 1 to %d bytes, this one has %d"
                            .formatted(MAX_PREFIX_BYTES, length));
        }
        if (sizeBytes.orElse(length) < length) {
            throw new IllegalArgumentException(
                    "An external object of %d bytes has a prefix of %d"
                            .formatted(sizeBytes.getAsLong(), length));
        }
    }

    /**
     * The reference to an object that begins with these bytes, followed by those of this reference,
     * which has no prefix.
     */
    public ExternalRef after(InlineRef first) {
        if (prefix.isPresent()) {
            throw new IllegalArgumentException("An external object has one prefix");
        }
        return new ExternalRef(
                uri,
                offset,
                sizeBytes.isEmpty()
                        ? sizeBytes
                        : OptionalLong.of(first.shared().length + sizeBytes.getAsLong()),
                validator,
                Optional.of(first));
    }

    /** The reference to what lies at the place alone: without the prefix. */
    public ExternalRef range() {
        return prefix.isEmpty()
                ? this
                : new ExternalRef(
                        uri,
                        offset,
                        sizeBytes.isEmpty()
                                ? sizeBytes
                                : OptionalLong.of(
                                        sizeBytes.getAsLong() - prefix.get().shared().length),
                        validator);
    }

    /**
     * Whether the reference determines the bytes: it does with a strong validator, but not without
     * one or with a weak one, which several versions may share.
     */
    public boolean namesBytes() {
        return validator.isPresent() && !validator.get().startsWith("W/");
    }

    private static void checkText(String what, String text, int maxBytes) {
        if (text.length() > maxBytes || text.getBytes(UTF_8).length > maxBytes) {
            throw new IllegalArgumentException(
                    "The " + what + " of an external object has at most " + maxBytes + " bytes");
        }
        if (!UTF_8.newEncoder().canEncode(text) || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "The " + what + " of an external object holds characters that are not text");
        }
    }

    /** The place. */
    @Override
    public String toString() {
        String place = offset == 0 ? uri : uri + " from byte " + offset;
        return prefix.map(bytes -> place + ", after " + bytes).orElse(place);
    }
}
