// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.interop;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Apache Paimon's {@code BlobDescriptor}, little-endian. Reads versions 1 and 2, writes 2.
 *
 * <pre>
 * bytes  what
 * 1      version
 * 8      magic 0x424C4F4244455343, "BLOBDESC"; not in version 1
 * 4      length of the URI
 * …      URI, UTF-8
 * 8      offset
 * 8      length, -1 for up to the end
 * </pre>
 */
@Public
public final class PaimonBlob {
    private static final String LAYOUT = "a Paimon blob descriptor";
    private static final long MAGIC = 0x424C4F4244455343L;
    private static final int VERSION = 2;

    private PaimonBlob() {}

    /**
     * The place that a descriptor names.
     *
     * @throws MediaException CORRUPT if the bytes are not a descriptor, REFUSED if their version is
     *     newer or the place is not allowed
     */
    public static ExternalRef read(byte[] descriptor) throws MediaException {
        ByteBuffer in = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
        try {
            int version = in.get();
            if (version < 1 || version > VERSION) {
                throw new MediaException(
                        ErrorCode.REFUSED,
                        "Cannot read " + LAYOUT + " of version " + version + ", only 1 and 2");
            }
            if (version == VERSION && in.getLong() != MAGIC) {
                throw corrupt("lacks the magic BLOBDESC");
            }
            String uri = uri(in);
            long offset = in.getLong();
            long length = in.getLong();
            if (in.hasRemaining()) {
                throw corrupt("goes on for " + in.remaining() + " bytes after its end");
            }
            return Places.external(LAYOUT, uri, offset, length, null);
        } catch (BufferUnderflowException e) {
            throw corrupt("ends early, after " + descriptor.length + " bytes");
        }
    }

    private static String uri(ByteBuffer in) throws MediaException {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw corrupt("names a URI of " + length + " bytes, " + in.remaining() + " follow");
        }
        ByteBuffer bytes = in.slice().limit(length);
        in.position(in.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw corrupt("names a URI that is not UTF-8");
        }
    }

    /**
     * The descriptor of a place, in version 2. The validator is left out: Paimon has none.
     *
     * @throws MediaException REFUSED if the reference is not a place outside every store
     */
    public static byte[] write(ObjectRef ref) throws MediaException {
        ExternalRef place = Places.of(ref, LAYOUT);
        byte[] uri = place.uri().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 8 + 4 + uri.length + 8 + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) VERSION)
                .putLong(MAGIC)
                .putInt(uri.length)
                .put(uri)
                .putLong(place.offset())
                .putLong(place.sizeBytes().orElse(-1))
                .array();
    }

    private static MediaException corrupt(String what) {
        return new MediaException(ErrorCode.CORRUPT, "What should be " + LAYOUT + " " + what);
    }
}
