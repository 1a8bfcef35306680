// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.zip;

import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.error.StoreUnavailableException;
import io.multimodal.store.external.ExternalPart;
import io.multimodal.store.external.ExternalSource;
import io.multimodal.store.external.ExternalUri;
import io.multimodal.store.external.ExternalVersion;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The members of one archive. The archive is opened for each call, so that a call sees one archive
 * although another may take its place. The version of a member is its checksum and size, which the
 * archive's index holds. A member is inflated from its beginning at every call: for members that
 * are read in one piece, as images are.
 */
final class ZipSource implements ExternalSource {
    private final Path archive;
    private final int archiveSegments;

    /** The members of an archive whose path has this many segments. */
    ZipSource(Path archive, int archiveSegments) {
        this.archive = archive;
        this.archiveSegments = archiveSegments;
    }

    @Override
    public ExternalVersion look(ExternalUri uri) throws StoreException {
        return with(uri, (zip, member) -> version(member));
    }

    @Override
    public ExternalPart read(ExternalUri uri, long offset, int length, Optional<String> expected)
            throws StoreException {
        return with(uri, (zip, member) -> part(zip, member, offset, length));
    }

    private static ExternalPart part(ZipFile zip, ZipEntry member, long offset, int length)
            throws IOException {
        try (InputStream in = zip.getInputStream(member)) {
            in.skipNBytes(Math.min(offset, member.getSize()));
            return new ExternalPart(in.readNBytes(length), version(member));
        }
    }

    private static ExternalVersion version(ZipEntry member) {
        String validator = "crc32=%08x;bytes=%d".formatted(member.getCrc(), member.getSize());
        return new ExternalVersion(member.getSize(), Optional.of(validator));
    }

    @Override
    public void close() {}

    private interface Use<T> {
        T on(ZipFile zip, ZipEntry member) throws IOException;
    }

    private <T> T with(ExternalUri uri, Use<T> use) throws StoreException {
        String name =
                String.join("/", uri.segments().subList(archiveSegments, uri.segments().size()));
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry member = zip.getEntry(name);
            if (member == null || member.isDirectory()) {
                throw new ObjectNotFoundException("There is no member %s".formatted(uri));
            }
            return use.on(zip, member);
        } catch (NoSuchFileException e) {
            throw new ObjectNotFoundException("There is no archive for %s".formatted(uri), e);
        } catch (ZipException | EOFException e) {
            throw new CorruptObjectException(
                    "The archive of %s is damaged: %s".formatted(uri, e.getMessage()), e);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot read %s: %s".formatted(uri, e.getMessage()), e);
        }
    }
}
