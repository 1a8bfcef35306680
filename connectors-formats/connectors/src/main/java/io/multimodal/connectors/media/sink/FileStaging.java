// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.connectors.media.sink.content.FileContents;
import io.multimodal.connectors.media.sink.destination.FileEntry;
import io.multimodal.connectors.media.sink.destination.StagedFile;
import io.multimodal.connectors.media.sink.path.OverwriteRule;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;

/** Makes the file of a row, and stages it. Thread-safe; blocks. */
final class FileStaging {
    /** A reference that holds its object is longer, and says nothing that the file does not. */
    private static final int MAX_REFERENCE_CHARS = 2000;

    private final SinkRuntime sink;
    private final FileContents contents;

    FileStaging(SinkRuntime sink) {
        this.sink = sink;
        this.contents = new FileContents(sink.media(), sink.spec().encoding());
    }

    /**
     * Stages the file of a row.
     *
     * @return null if the row is not written, and the job goes on
     * @throws IOException if the row cannot be written, and the job is to stop
     */
    FileEntry stage(String list, int number, MediaValue medium, Map<String, String> columns)
            throws IOException {
        try {
            FileEntry file = staged(list, number, medium, columns);
            if (file == null) {
                sink.counters().skipped();
            } else {
                sink.counters().file(file.sizeBytes());
            }
            return file;
        } catch (InvalidReferenceException e) {
            sink.notWritten(HexFormat.of().formatHex(medium.object()), e);
        } catch (IOException e) {
            sink.notWritten(text(medium), e);
        }
        return null;
    }

    private static String text(MediaValue medium) {
        try {
            return medium.reference().toText();
        } catch (InvalidReferenceException e) {
            throw new IllegalStateException("The reference was read before", e);
        }
    }

    private FileEntry staged(
            String list, int number, MediaValue medium, Map<String, String> columns)
            throws IOException, InvalidReferenceException {
        boolean pathFirst = !sink.spec().template().usesDigest();
        FileContent content = contents.of(medium);
        if (content == null) {
            return null;
        }
        String path = null;
        if (pathFirst || content.id().isPresent()) {
            path = path(columns, content.id().orElse(null), content);
            if (isTaken(path, content)) {
                return null;
            }
        }
        StagedFile staged = sink.target().stage(list, number, content);
        if (path == null) {
            path = path(columns, staged.id(), content);
        }
        String reference = sink.media().stores().referenceCodec().toText(medium.reference());
        return new FileEntry(
                path,
                staged.where(),
                staged.sizeBytes(),
                staged.id(),
                content.contentType(),
                reference.length() > MAX_REFERENCE_CHARS ? "" : reference);
    }

    private String path(Map<String, String> columns, ContentId id, FileContent content)
            throws MediaException {
        return sink.spec().template().path(columns::get, id, content.extension());
    }

    /** Looked at before the file is staged, so that a row fails and not the commit. */
    private boolean isTaken(String path, FileContent content) throws IOException {
        if (sink.spec().overwrite() == OverwriteRule.REPLACE || !sink.target().exists(path)) {
            return false;
        }
        if (sink.spec().overwrite() == OverwriteRule.SKIP) {
            return true;
        }
        if (content.id().isPresent()
                && !sink.target().holds(path, content.object().sizeBytes(), content.id().get())) {
            throw sink.taken(path);
        }
        return false;
    }
}
