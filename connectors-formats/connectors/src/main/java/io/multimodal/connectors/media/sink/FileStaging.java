// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.connectors.media.sink.content.FileContents;
import io.multimodal.connectors.media.sink.destination.FileEntry;
import io.multimodal.connectors.media.sink.destination.StagedFile;
import io.multimodal.connectors.media.sink.destination.Target;
import io.multimodal.connectors.media.sink.destination.Targets;
import io.multimodal.connectors.media.sink.path.OverwriteRule;
import io.multimodal.media.MediaRuntime;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.MediaValue;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/** Makes the file of a row, and stages it. Thread-safe; blocks. */
final class FileStaging implements AutoCloseable {
    /** Under this name dead letters say where they come from. */
    static final String SINK = "media sink";

    /** A reference that holds its object is longer, and says nothing that the file does not. */
    private static final int MAX_REFERENCE_CHARS = 2000;

    private final SinkSpec spec;
    private final MediaRuntime media;
    private final FileContents contents;
    private final Target target;
    private final FailurePolicy failures;
    private final SinkCounters counters;

    private FileStaging(
            SinkSpec spec,
            MediaRuntime media,
            Target target,
            FailurePolicy failures,
            SinkCounters counters) {
        this.spec = spec;
        this.media = media;
        this.contents = new FileContents(media, spec.encoding());
        this.target = target;
        this.failures = failures;
        this.counters = counters;
    }

    static FileStaging open(SinkSpec spec, MetricGroup metrics) throws IOException {
        MultimodalConfig config =
                spec.config().runningAs(metrics.getAllVariables().get(MultimodalConfig.JOB_NAME));
        MediaRuntime media = MediaRuntime.acquire(config);
        try {
            return new FileStaging(
                    spec,
                    media,
                    Targets.open(spec.root(), config, media),
                    config.failurePolicy(SINK, media.stores().main().records()),
                    new SinkCounters(metrics, config.onError()));
        } catch (IOException | RuntimeException e) {
            media.close();
            throw e;
        }
    }

    Target target() {
        return target;
    }

    StoreRuntime stores() {
        return media.stores();
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
                counters.skipped();
            } else {
                counters.file(file.sizeBytes());
            }
            return file;
        } catch (InvalidReferenceException e) {
            failures.onFailure(HexFormat.of().formatHex(medium.object()), e);
        } catch (IOException e) {
            failures.onFailure(text(medium), e);
        }
        counters.failed();
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
        boolean pathFirst = !spec.template().usesDigest();
        FileContent content = contents.of(medium);
        String path = null;
        if (pathFirst || content.id().isPresent()) {
            path = path(columns, content.id().orElse(null), content);
            if (isTaken(path, content)) {
                return null;
            }
        }
        StagedFile staged = target.stage(list, number, content);
        if (path == null) {
            path = path(columns, staged.id(), content);
        }
        String reference = media.stores().referenceCodec().toText(medium.reference());
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
        return spec.template().path(columns::get, id, content.extension());
    }

    /** Looked at before the file is staged, so that a row fails and not the commit. */
    private boolean isTaken(String path, FileContent content) throws IOException {
        if (spec.overwrite() == OverwriteRule.REPLACE || !target.exists(path)) {
            return false;
        }
        if (spec.overwrite() == OverwriteRule.SKIP) {
            return true;
        }
        if (content.id().isPresent()
                && !target.holds(path, content.object().sizeBytes(), content.id().get())) {
            throw taken(target, path);
        }
        return false;
    }

    static MediaException taken(Target target, String path) {
        return new MediaException(
                ErrorCode.REFUSED,
                "A file with other content is at '%s' in %s; choose another 'sink.path-template', or set 'sink.overwrite' to 'skip' or 'replace'"
                        .formatted(path, target));
    }

    @Override
    public void close() throws IOException {
        try {
            target.close();
        } finally {
            media.close();
        }
    }
}
