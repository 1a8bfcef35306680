// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.web;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.web.WebVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What a URL gave when it was fetched.
 *
 * @param uri where it was found
 * @param contentType as the server said; null if it did not
 * @param ref of the bytes in the store
 */
record WebRecord(
        WebVersion version, String uri, String contentType, long sizeBytes, ObjectRef ref) {
    private static final int FORMAT = 1;

    FoundMedium found(org.apache.flink.table.data.RowData medium) {
        return new FoundMedium(medium, uri, version, contentType, sizeBytes, null);
    }

    /** Empty if a text is longer than the form holds: a server may redirect to any URI. */
    Optional<byte[]> toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(version.etag().orElse(""));
            out.writeUTF(version.lastModified().orElse(""));
            out.writeUTF(uri);
            out.writeUTF(contentType == null ? "" : contentType);
            out.writeLong(sizeBytes);
            out.write(ref.toBytes());
        } catch (UTFDataFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes all bytes", e);
        }
        return Optional.of(bytes.toByteArray());
    }

    /** Empty if they are no record of this format. */
    static Optional<WebRecord> fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                return Optional.empty();
            }
            WebVersion version = new WebVersion(some(in.readUTF()), some(in.readUTF()));
            String uri = in.readUTF();
            String contentType = some(in.readUTF()).orElse(null);
            long sizeBytes = in.readLong();
            return Optional.of(
                    new WebRecord(
                            version,
                            uri,
                            contentType,
                            sizeBytes,
                            ObjectRef.fromBytes(in.readAllBytes())));
        } catch (IOException | InvalidReferenceException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(given -> !given.isEmpty());
    }
}
