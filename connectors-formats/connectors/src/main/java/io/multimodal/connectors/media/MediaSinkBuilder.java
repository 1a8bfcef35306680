// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import io.multimodal.annotation.Public;
import io.multimodal.connectors.media.sink.MediaFileSink;
import io.multimodal.connectors.media.sink.RowFile;
import io.multimodal.connectors.media.sink.SinkSpec;
import io.multimodal.connectors.media.sink.content.FileEncoding;
import io.multimodal.connectors.media.sink.destination.Targets;
import io.multimodal.connectors.media.sink.path.OverwriteRule;
import io.multimodal.connectors.media.sink.path.PathTemplate;
import io.multimodal.connectors.media.table.MediaSinkOptions;
import io.multimodal.store.error.RefusedException;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalTypes;
import io.multimodal.types.config.MultimodalConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Says how media are written, as the options of a media table do. Not thread-safe.
 *
 * @param <M> the type of the media
 */
@Public
public final class MediaSinkBuilder<M extends MediaValue> {
    /** The medium of a record. Each writer has a copy, so it need not be thread-safe. */
    @FunctionalInterface
    public interface MediumOf<M extends MediaValue, T> extends Serializable {
        /** What is written; null if the record has no file. */
        M of(T row);
    }

    /**
     * What the path of a record consists of. Each writer has a copy, so it need not be thread-safe.
     */
    @FunctionalInterface
    public interface ColumnOf<T> extends Serializable {
        /** The text for a name of the path template; null fails the record. */
        String of(T row, String column);
    }

    private final Class<M> type;
    private final MultimodalConfig config;
    private final String path;
    private String template = MediaSinkOptions.PATH_TEMPLATE.defaultValue();
    private Optional<String> encoding = Optional.empty();
    private Optional<Integer> quality = Optional.empty();
    private OverwriteRule overwrite = MediaSinkOptions.OVERWRITE.defaultValue();
    private Duration stagingRetention = MediaSinkOptions.STAGING_RETENTION.defaultValue();

    MediaSinkBuilder(Class<M> type, MultimodalConfig config, String path) {
        this.type = type;
        this.config = config;
        this.path = path;
    }

    /** Where the file of a record goes, as the option {@code sink.path-template} says it. */
    public MediaSinkBuilder<M> pathTemplate(String template) {
        this.template = template;
        return this;
    }

    /** The format of all files, such as {@code webp} or {@code flac}. */
    public MediaSinkBuilder<M> encoding(String format) {
        this.encoding = Optional.of(format);
        return this;
    }

    /** The quality of jpeg and webp, 1 to 100. */
    public MediaSinkBuilder<M> quality(int quality) {
        this.quality = Optional.of(quality);
        return this;
    }

    /** What follows where a file with other content is at the path of a record. */
    public MediaSinkBuilder<M> overwrite(OverwriteRule rule) {
        this.overwrite = rule;
        return this;
    }

    /** How old staged files must be before the start of a job removes them. */
    public MediaSinkBuilder<M> stagingRetention(Duration retention) {
        this.stagingRetention = retention;
        return this;
    }

    /**
     * The sink; writes nothing yet.
     *
     * @param columnOf never called for {@code digest} and {@code ext}
     * @throws IllegalArgumentException if the path, the template or the encoding cannot be used
     */
    public <T> Sink<T> build(MediumOf<M, T> mediumOf, ColumnOf<T> columnOf) {
        try {
            Targets.check(path);
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        PathTemplate parsed = PathTemplate.parse(template, Optional.empty());
        FileEncoding files =
                FileEncoding.resolve(
                        MultimodalTypes.of(type), parsed.fixedExtension(), encoding, quality);
        return new MediaFileSink<>(
                new SinkSpec(config, path, parsed, files, overwrite, stagingRetention),
                new RecordFile<>(mediumOf, columnOf));
    }

    private record RecordFile<M extends MediaValue, T>(
            MediumOf<M, T> mediumOf, ColumnOf<T> columnOf) implements RowFile<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public MediaValue medium(T row) {
            return mediumOf.of(row);
        }

        @Override
        public String column(T row, String name) {
            return columnOf.of(row, name);
        }
    }
}
