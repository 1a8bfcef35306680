// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.internal.WindowStream;
import io.multimodal.store.ref.ExternalRef;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where what an external source gives is compared with what the reference says. Reads
 * in windows, so that a length that is only claimed allocates no more than one. An object without a
 * strong validator is read in one answer, kept in memory, and not put together of parts.
 */
final class ExternalHandle implements ObjectHandle {
    /** How much one request brings at most. */
    static final int WINDOW_BYTES = 8 << 20;

    /** How much is read at once of an object whose parts cannot be told to fit together. */
    static final int MAX_WHOLE_BYTES = 64 << 20;

    /** Of references without a version so many are told of, the others when debugging. */
    private static final int TOLD_AT_MOST = 100;

    private static final AtomicLong TOLD = new AtomicLong();

    /**
     * Asked for when there is something to tell, so that a tool without a log says nothing of it.
     */
    private static final class Log {
        static final Logger LOG = LoggerFactory.getLogger(ExternalHandle.class);
    }

    private final ExternalRef ref;
    private final ExternalUri uri;
    private final ExternalSource source;
    private final long sizeBytes;

    /** What was seen first; null until then. */
    private volatile ExternalVersion first;

    /** All of it, in one version, where that has no strong validator; null until it is read. */
    private volatile byte[] whole;

    private ExternalHandle(
            ExternalRef ref, ExternalUri uri, ExternalSource source, long sizeBytes) {
        this.ref = ref;
        this.uri = uri;
        this.source = source;
        this.sizeBytes = sizeBytes;
    }

    static ExternalHandle open(ExternalRef ref, ExternalUri uri, ExternalSource source)
            throws StoreException {
        if (ref.sizeBytes().isPresent()) {
            return new ExternalHandle(ref, uri, source, ref.sizeBytes().getAsLong());
        }
        return openAt(source.look(uri), ref, uri, source);
    }

    /** From the beginning bound to what was seen. */
    static ExternalHandle openAt(
            ExternalVersion seen, ExternalRef ref, ExternalUri uri, ExternalSource source)
            throws ObjectChangedException {
        long sizeBytes = ref.sizeBytes().orElse(Math.max(0, seen.totalBytes() - ref.offset()));
        ExternalHandle handle = new ExternalHandle(ref, uri, source, sizeBytes);
        handle.check(seen);
        return handle;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public byte[] read(long offset, int length) throws StoreException {
        long end = sizeBytes;
        Objects.checkFromIndexSize(offset, length, end);
        if (length == 0) {
            check(source.look(uri));
            return new byte[0];
        }
        byte[] window = firstWindow(offset, Math.min(length, WINDOW_BYTES));
        if (window == null) {
            return Arrays.copyOfRange(whole(), (int) offset, (int) offset + length);
        }
        if (window.length == length) {
            return window;
        }
        byte[] out = new byte[length];
        int done = 0;
        while (true) {
            System.arraycopy(window, 0, out, done, window.length);
            done += window.length;
            if (done == length) {
                return out;
            }
            window = window(offset + done, Math.min(length - done, WINDOW_BYTES));
        }
    }

    /** The first window of a read; null where the object has to be read whole. */
    private byte[] firstWindow(long offset, int length) throws StoreException {
        ExternalVersion pinned = first;
        if (whole != null || (pinned != null && !pinned.strong() && length < sizeBytes)) {
            return null;
        }
        byte[] window = window(offset, length);
        return first.strong() || length == sizeBytes ? window : null;
    }

    /** The object as one answer gave it: parts of several answers might be of several versions. */
    private synchronized byte[] whole() throws StoreException {
        if (whole == null) {
            if (sizeBytes > MAX_WHOLE_BYTES) {
                throw new RefusedException(
                        "Cannot read the external object "
                                + uri
                                + " in parts: its place gives no strong version of it (seen: "
                                + first
                                + "), so parts of two versions could not be told apart, and only "
                                + MAX_WHOLE_BYTES
                                + " bytes are read at once; fetch it and put it into a store");
            }
            whole = window(0, (int) sizeBytes);
        }
        return whole;
    }

    @Override
    public InputStream stream() throws StoreException {
        return new WindowStream(sizeBytes(), this::read, () -> {}).begun();
    }

    private byte[] window(long offset, int length) throws StoreException {
        ExternalPart part = source.read(uri, ref.offset() + offset, length, expected());
        check(part.version());
        if (part.bytes().length != length) {
            throw new CorruptObjectException(
                    "The external object "
                            + uri
                            + " gave "
                            + part.bytes().length
                            + " of the "
                            + length
                            + " bytes from "
                            + (ref.offset() + offset)
                            + " on, though it claims to be whole");
        }
        return part.bytes();
    }

    private Optional<String> expected() {
        ExternalVersion pinned = first;
        return ref.validator().isPresent() || pinned == null ? ref.validator() : pinned.validator();
    }

    private synchronized void check(ExternalVersion seen) throws ObjectChangedException {
        if (ref.validator().isPresent() && !seen.is(ref.validator().get())) {
            throw changed(seen, "version " + ref.validator().get());
        }
        if (ref.offset() > seen.totalBytes() - sizeBytes) {
            throw changed(
                    seen, "at least " + (ref.offset() + sizeBytes) + " bytes, from 0 to its end");
        }
        ExternalVersion pinned = first;
        if (pinned == null) {
            first = seen;
            if (ref.validator().isEmpty()) {
                String told = "The reference to {} names no version; seen first: {}";
                if (TOLD.getAndIncrement() < TOLD_AT_MOST) {
                    Log.LOG.info(told, uri, seen);
                } else {
                    Log.LOG.debug(told, uri, seen);
                }
            }
        } else if (pinned.totalBytes() != seen.totalBytes()
                || !pinned.validator().equals(seen.validator())) {
            throw changed(seen, pinned.toString());
        }
    }

    private ObjectChangedException changed(ExternalVersion seen, String expected) {
        return new ObjectChangedException(
                "The external object "
                        + uri
                        + " changed since it was referenced: observed "
                        + seen
                        + ", expected "
                        + expected
                        + "; refer to it again, or put back what was there");
    }
}
