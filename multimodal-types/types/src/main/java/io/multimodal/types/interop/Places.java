// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.interop;

import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.util.Optional;
import java.util.OptionalLong;

/** Places outside every store: the one kind of reference that all systems share. */
final class Places {
    private Places() {}

    /**
     * The reference as a place.
     *
     * @throws MediaException REFUSED if it is of another kind
     */
    static ExternalRef of(ObjectRef ref, String layout) throws MediaException {
        if (ref instanceof ExternalRef place && place.prefix().isEmpty()) {
            return place;
        } else if (ref instanceof ExternalRef) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Cannot write %s as %s: its first bytes lie in the reference and not at its place; write its bytes to a place of their own and refer to that"
                            .formatted(ref, layout));
        }
        throw new MediaException(
                ErrorCode.REFUSED,
                "Cannot write %s as %s: only objects outside every store have a URI that others can read; write its bytes to a place of their own and refer to that"
                        .formatted(ref, layout));
    }

    /**
     * A place from outside: hostile until checked.
     *
     * @param uri may be null, which is refused
     * @param sizeBytes null or -1 for up to the end
     * @param validator may be null
     */
    static ExternalRef external(
            String layout, String uri, long offset, Long sizeBytes, String validator)
            throws MediaException {
        if (uri == null || uri.isEmpty()) {
            throw new MediaException(ErrorCode.CORRUPT, layout + " names no URI");
        }
        try {
            return new ExternalRef(
                    uri,
                    offset,
                    sizeBytes == null || sizeBytes == -1
                            ? OptionalLong.empty()
                            : OptionalLong.of(sizeBytes),
                    Optional.ofNullable(validator));
        } catch (IllegalArgumentException e) {
            throw new MediaException(
                    ErrorCode.REFUSED, layout + " cannot be a reference: " + e.getMessage(), e);
        }
    }

    /**
     * Checks that a place is a whole resource, for layouts without a range.
     *
     * @throws MediaException REFUSED if it begins later
     */
    static ExternalRef whole(ExternalRef place, String layout) throws MediaException {
        if (place.offset() != 0) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    "Cannot write %s as %s, which has no offset".formatted(place.uri(), layout));
        }
        return place;
    }
}
