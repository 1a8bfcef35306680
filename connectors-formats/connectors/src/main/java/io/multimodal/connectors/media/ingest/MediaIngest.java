// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import io.multimodal.connectors.media.source.listing.ListedFile;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.modality.Modality;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.external.ReferredObject;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.apache.flink.metrics.Counter;

/**
 * Puts the medium in a file into the store, or refers to it where it lies, and says what its header
 * says. A file of another kind is recognised by its head and is not put. A file that is written to
 * while it is read is read again, a few times: what is put is the file at one time. Thread-safe.
 */
final class MediaIngest {
    /** How often a file is read that changes meanwhile. */
    private static final int MOST_TRIES = 3;

    private static final long PAUSE_MILLIS = 500;

    private final MediaRuntime media;
    private final Modality<?> modality;
    private final FileOpener files;
    private final Counter readBytes;

    /** What tells content types; null where nobody asks for them. */
    private final ImageFormats formats;

    /**
     * @param readBytes counts what is read of files that are put; thread-safe
     * @param contentTypes whether they are told, too
     */
    MediaIngest(
            MediaRuntime media,
            Modality<?> modality,
            FileOpener files,
            Counter readBytes,
            boolean contentTypes) {
        this.formats = contentTypes ? ImageFormats.find() : null;
        this.media = media;
        this.modality = modality;
        this.files = files;
        this.readBytes = readBytes;
    }

    /**
     * Blocks until the object is durable.
     *
     * @throws MediaException if the file cannot be read, is not a medium of this kind, or does not
     *     stop changing
     */
    Ingested ingest(ListedFile file) throws IOException {
        FileOpener.Size size = FileOpener.Size.LISTED;
        for (int tried = 1; tried <= MOST_TRIES; tried++) {
            if (tried > 1) {
                pause();
                size = FileOpener.Size.PRESENT;
            }
            try (OpenFile open = files.open(file, size)) {
                Optional<MediaValue> value = ingest(open);
                if (value.isPresent()) {
                    return new Ingested(value.get(), asRead(file, open));
                }
            }
        }
        throw new MediaException(
                ErrorCode.REFUSED,
                "it was written to while it was read, %d times; write it under a name that begins with '.' or '_' and rename it, or set a longer 'source.settle-time'"
                        .formatted(MOST_TRIES));
    }

    /** Empty if the file changed meanwhile. */
    private Optional<MediaValue> ingest(OpenFile file) throws IOException {
        Object version = file.version();
        try {
            CountedPayload payload = new CountedPayload(file, readBytes);
            MediaValue value =
                    modality.describe(media, file.object(), () -> media.stores().put(payload));
            return payload.bytes() == file.object().sizeBytes() && version.equals(file.version())
                    ? Optional.of(value)
                    : Optional.empty();
        } catch (MediaException e) {
            if (version.equals(file.version())) {
                throw e;
            }
            return Optional.empty();
        } catch (ObjectChangedException e) {
            return Optional.empty();
        }
    }

    /**
     * The same, with a reference to the file itself: nothing is put, and of the file only the head
     * is read.
     *
     * @throws MediaException if the file cannot be read, lies under no configured prefix, or is not
     *     a medium of this kind
     */
    Ingested refer(ListedFile file) throws IOException {
        files.check(file);
        ReferredObject referred = look(file);
        MediaValue value = modality.describe(media, referred.object(), referred::ref);
        Optional<String> etag =
                file.etag().isPresent() ? referred.ref().validator() : Optional.empty();
        return new Ingested(value, asRead(file, referred.object(), etag));
    }

    /**
     * What the first bytes of a file tell, and nothing more of it.
     *
     * @throws MediaException if the file cannot be read
     */
    SourceFile head(ListedFile file) throws IOException {
        files.check(file);
        try (OpenFile open = files.openHead(file)) {
            return asRead(file, open);
        }
    }

    private SourceFile asRead(ListedFile file, OpenFile open) throws IOException {
        return asRead(file, open.object(), open.etag());
    }

    private SourceFile asRead(ListedFile file, ObjectHandle object, Optional<String> etag)
            throws IOException {
        long bytes = object.sizeBytes();
        Optional<String> contentType = Optional.empty();
        if (formats != null) {
            byte[] head = object.read(0, (int) Math.min(ContentTypes.HEAD_BYTES, bytes));
            contentType = Optional.of(ContentTypes.detect(head, formats));
        }
        return new SourceFile(file.read(bytes, etag), contentType);
    }

    /**
     * A file as it was read.
     *
     * @param value the medium in it
     */
    record Ingested(MediaValue value, SourceFile file) {}

    private ReferredObject look(ListedFile file) throws IOException {
        try {
            return media.stores().refer(file.path().toUri(), MediaKind.HEAD_BYTES);
        } catch (StoreException e) {
            // Opening it may say more.
            files.open(file, FileOpener.Size.LISTED).close();
            throw e;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a file was waited for");
        }
    }
}
