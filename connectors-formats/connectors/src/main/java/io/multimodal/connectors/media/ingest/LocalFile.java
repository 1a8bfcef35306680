// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.ingest;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import io.multimodal.store.spool.PositionedStream;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** A file of this machine, opened once. */
final class LocalFile extends FileHandle {
    private static final String VERSION = "unix:size,lastModifiedTime,ino,ctime";

    /** What Java puts in place of bytes that are not UTF-8. */
    private static final char NO_TEXT = '\ufffd';

    private final Path real;
    private final FileChannel channel;

    private LocalFile(Path real, FileChannel channel) throws IOException {
        super(real, channel.size());
        this.real = real;
        this.channel = channel;
    }

    /**
     * Opens a file. What has become a link since its real path was found is not followed.
     *
     * @param folder that is read
     * @throws MediaException if it is not a regular file, or may not be read
     */
    static LocalFile open(Path file, SourceFolder folder) throws IOException {
        try {
            Path real = folder.real(file);
            FileChannel channel = FileChannel.open(real, READ, NOFOLLOW_LINKS);
            try {
                return new LocalFile(real, channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw notFound(file, e);
        } catch (AccessDeniedException e) {
            throw new MediaException(
                    ErrorCode.REFUSED, "this process has no permission to read it", e);
        } catch (FileSystemException e) {
            throw new MediaException(ErrorCode.REFUSED, "it cannot be opened: " + e.getReason(), e);
        }
    }

    /** Of a file whose name is not text in the encoding that this process has for names. */
    static MediaException unnamed(Exception cause) {
        return new MediaException(
                ErrorCode.REFUSED,
                "its name is not text in %s ('%s' stands for each byte that cannot be decoded); rename it, or start Flink with a UTF-8 locale such as LC_ALL=C.UTF-8 if the name is UTF-8"
                        .formatted(System.getProperty("sun.jnu.encoding"), NO_TEXT),
                cause);
    }

    private static MediaException notFound(Path file, NoSuchFileException cause) {
        if (file.toString().indexOf(NO_TEXT) >= 0) {
            return unnamed(cause);
        }
        return new MediaException(
                ErrorCode.NOT_FOUND,
                Files.isSymbolicLink(file)
                        ? "it is a symbolic link that leads nowhere"
                        : "there is no such file any more",
                cause);
    }

    @Override
    byte[] bytes(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                return Arrays.copyOf(bytes.array(), bytes.position());
            }
        }
        return bytes.array();
    }

    /** To the end that it has by then. The channel stays open, for another stream. */
    @Override
    public InputStream stream() {
        return new PositionedStream(
                (position, target, offset, length) ->
                        channel.read(ByteBuffer.wrap(target, offset, length), position));
    }

    @Override
    public Object version() throws IOException {
        return Files.readAttributes(real, VERSION, NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
