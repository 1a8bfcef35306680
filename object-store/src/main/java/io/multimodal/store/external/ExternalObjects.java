// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectPlace;
import io.multimodal.store.Payload;
import io.multimodal.store.PrefixedRange;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ExternalRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Refers to and reads the objects outside the stores that are under the configured prefixes, and
 * refuses all others. Thread-safe.
 *
 * <p>A reference made here holds the size and a validator: the ETag of an object in S3 or of a web
 * resource, else the latter's time of modification and size; for a file size, time of modification,
 * inode and time of change. Both are compared at every request. Where a web server gives no strong
 * validator, an object is read in one answer or refused, never put together of several. A reference
 * from elsewhere that holds no validator is bound to the version that its handle sees first, which
 * is logged; later reads through the same handle give that version or an {@link
 * ObjectChangedException}.
 */
@Public
public final class ExternalObjects implements AutoCloseable {
    private final ExternalSchemes schemes;
    private final ExternalPrefixes prefixes;

    /** By prefix, opened when one is needed; guarded by itself. */
    private final Map<ExternalPrefix, ExternalSource> sources = new HashMap<>();

    private ExternalObjects(ExternalSchemes schemes, ExternalPrefixes prefixes) {
        this.schemes = schemes;
        this.prefixes = prefixes;
    }

    /**
     * The objects under these prefixes, of the schemes that are found for this thread ({@link
     * ExternalSchemes#find}). Does not block. The caller closes the result.
     *
     * @param prefixes as {@link ExternalPrefix#parse} reads them; none if no external object may be
     *     read
     * @throws RefusedException if one of them is not a prefix
     */
    public static ExternalObjects under(Collection<String> prefixes) throws RefusedException {
        return under(prefixes, ExternalSchemes.find());
    }

    /**
     * The objects under these prefixes, of these schemes. Does not block. The caller closes the
     * result.
     */
    public static ExternalObjects under(Collection<String> prefixes, ExternalSchemes schemes)
            throws RefusedException {
        return new ExternalObjects(schemes, ExternalPrefixes.parse(prefixes, schemes));
    }

    /**
     * Returns if a place may be read. Does not block: nothing is opened.
     *
     * @throws RefusedException if it is not a place, or lies under no configured prefix
     */
    public void checkAllowed(String uri) throws RefusedException {
        prefixes.of(ExternalUri.parse(uri, schemes));
    }

    /**
     * A reference to the whole object that is at a place now, with its size and validator. Blocks.
     *
     * @throws RefusedException if it lies under no configured prefix
     * @throws io.multimodal.store.error.ObjectNotFoundException if nothing lies there
     */
    public ExternalRef refer(String uri) throws StoreException {
        ExternalUri place = ExternalUri.parse(uri, schemes);
        ExternalVersion seen = source(place).look(place);
        return reference(place, 0, OptionalLong.of(seen.totalBytes()), seen);
    }

    /**
     * A reference to a part of the object that is at a place now, such as a member of an archive.
     * Blocks.
     *
     * @param offset where the part begins, in bytes, at least 0
     * @param sizeBytes the length of the part, in bytes, at least 0
     * @throws RefusedException if it lies under no configured prefix, or has not so many bytes
     */
    public ExternalRef refer(String uri, long offset, long sizeBytes) throws StoreException {
        ExternalUri place = ExternalUri.parse(uri, schemes);
        ExternalVersion seen = source(place).look(place);
        if (offset < 0 || sizeBytes < 0 || offset > seen.totalBytes() - sizeBytes) {
            throw new RefusedException(
                    "Cannot refer to "
                            + sizeBytes
                            + " bytes from "
                            + offset
                            + " on in "
                            + place
                            + ", which has "
                            + seen.totalBytes());
        }
        return reference(place, offset, OptionalLong.of(sizeBytes), seen);
    }

    /**
     * A reference as {@link #refer(String)} makes it, and the object's first bytes, which come in
     * the same request. Blocks.
     *
     * @param headBytes how many bytes, at least 1; a shorter object gives all of its
     * @throws RefusedException if it lies under no configured prefix
     * @throws io.multimodal.store.error.ObjectNotFoundException if nothing lies there
     */
    public ReferredObject refer(String uri, int headBytes) throws StoreException {
        ExternalUri place = ExternalUri.parse(uri, schemes);
        ExternalSource source = source(place);
        ExternalPart head = source.read(place, 0, headBytes, Optional.empty());
        ExternalVersion seen = head.version();
        ExternalRef ref = reference(place, 0, OptionalLong.of(seen.totalBytes()), seen);
        ObjectHandle object = ExternalHandle.openAt(seen, ref, place, source);
        // Without a strong version the head may not fit to what is read later.
        boolean fits = seen.strong() || head.bytes().length >= seen.totalBytes();
        return new ReferredObject(ref, fits ? new PrefetchedHandle(head.bytes(), object) : object);
    }

    /**
     * The objects below a place, in the order of the UTF-8 bytes of their keys. The iterator reads
     * the listing in pages, blocks, and throws an {@link java.io.UncheckedIOException} of a {@link
     * StoreException}.
     *
     * @param uri a folder or a bucket
     * @param names what the keys begin with behind the place; may end within a name
     * @param after the key behind which the listing begins; empty for the beginning
     * @throws RefusedException if the place lies under no configured prefix, or its scheme cannot
     *     be listed
     */
    public Iterator<ExternalItem> list(String uri, String names, String after)
            throws StoreException {
        ExternalUri place = ExternalUri.parse(uri, schemes);
        String key = place.key();
        String folder = key.isEmpty() || key.endsWith("/") ? key : key + "/";
        return source(place).list(folder + names, after);
    }

    /**
     * A handle on an external object. Blocks only if the reference has no size, since it then
     * requests the size.
     *
     * @throws RefusedException if it lies under no configured prefix
     */
    public ObjectHandle open(ExternalRef ref) throws StoreException {
        ExternalUri place = ExternalUri.parse(ref.uri(), schemes);
        ObjectHandle range = ExternalHandle.open(ref.range(), place, source(place));
        return ref.prefix().isEmpty()
                ? range
                : new PrefixedRange(ref.prefix().get().shared(), range, 0, range.sizeBytes());
    }

    /**
     * Where the object of a reference lies, so that its server can copy it; empty where none does,
     * where the reference is to a part, or where the object is not what was referenced. Blocks.
     *
     * @throws RefusedException if it lies under no configured prefix
     */
    public Optional<ObjectPlace> place(ExternalRef ref) throws StoreException {
        if (ref.offset() != 0 || ref.prefix().isPresent() || ref.validator().isEmpty()) {
            return Optional.empty();
        }
        ExternalUri uri = ExternalUri.parse(ref.uri(), schemes);
        return source(uri)
                .place(uri)
                .filter(place -> ref.validator().get().equals(place.etag()))
                .filter(place -> ref.sizeBytes().orElse(-1) == place.sizeBytes());
    }

    /**
     * An external object as a payload that can be put into a store: streamed, and compared with the
     * reference as it is read. Does not block.
     *
     * @throws RefusedException if it lies under no configured prefix
     */
    public Payload payload(ExternalRef ref) throws StoreException {
        ObjectHandle handle = open(ref);
        return new Payload() {
            @Override
            public InputStream open() throws IOException {
                return handle.stream();
            }

            @Override
            public OptionalLong expectedBytes() {
                return OptionalLong.of(handle.sizeBytes());
            }
        };
    }

    @Override
    public void close() {
        synchronized (sources) {
            sources.values().forEach(ExternalSource::close);
            sources.clear();
        }
    }

    @Override
    public String toString() {
        return "External" + prefixes;
    }

    private static ExternalRef reference(
            ExternalUri place, long offset, OptionalLong size, ExternalVersion seen)
            throws RefusedException {
        try {
            return new ExternalRef(place.uri().toString(), offset, size, seen.validator());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("Cannot refer to " + place + ": " + e.getMessage(), e);
        }
    }

    private ExternalSource source(ExternalUri place) throws StoreException {
        ExternalPrefix prefix = prefixes.of(place);
        synchronized (sources) {
            ExternalSource source = sources.get(prefix);
            if (source == null) {
                source = schemes.provider(place.scheme()).open(prefix, prefixes);
                sources.put(prefix, source);
            }
            return source;
        }
    }
}
