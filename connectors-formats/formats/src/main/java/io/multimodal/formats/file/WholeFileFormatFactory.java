// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.file;

import io.multimodal.types.config.MultimodalOptions;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.file.table.factories.BulkReaderFormatFactory;
import org.apache.flink.connector.file.table.factories.BulkWriterFormatFactory;
import org.apache.flink.connector.file.table.format.BulkDecodingFormat;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;

/**
 * A format in which a file is one medium and one row. It is named after the type: {@code image}.
 */
public abstract class WholeFileFormatFactory
        implements BulkReaderFormatFactory, BulkWriterFormatFactory {
    private final KindOfFile kind;

    WholeFileFormatFactory(KindOfFile kind) {
        this.kind = kind;
    }

    /** Finds {@code 'format' = 'image'}. */
    public static final class OfImages extends WholeFileFormatFactory {
        /** Called by Flink. */
        public OfImages() {
            super(KindOfFile.IMAGE);
        }
    }

    /** Finds {@code 'format' = 'audio'}. */
    public static final class OfAudio extends WholeFileFormatFactory {
        /** Called by Flink. */
        public OfAudio() {
            super(KindOfFile.AUDIO);
        }
    }

    /** Finds {@code 'format' = 'video'}. */
    public static final class OfVideos extends WholeFileFormatFactory {
        /** Called by Flink. */
        public OfVideos() {
            super(KindOfFile.VIDEO);
        }
    }

    /** Finds {@code 'format' = 'tensor'}, for {@code .npy} files. */
    public static final class OfTensors extends WholeFileFormatFactory {
        /** Called by Flink. */
        public OfTensors() {
            super(KindOfFile.TENSOR);
        }
    }

    /** Finds {@code 'format' = 'file'}. */
    public static final class OfFiles extends WholeFileFormatFactory {
        /** Called by Flink. */
        public OfFiles() {
            super(KindOfFile.FILE);
        }
    }

    @Override
    public final String factoryIdentifier() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public final Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public final Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public final BulkDecodingFormat<RowData> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        if (!options.toMap().isEmpty()) {
            throw new ValidationException(
                    "The format '%s' of %s has no options, not '%s'"
                            .formatted(
                                    factoryIdentifier(),
                                    context.getObjectIdentifier().asSummaryString(),
                                    options.toMap().keySet().iterator().next()));
        }
        return new WholeFileDecodingFormat(
                kind,
                factoryIdentifier(),
                context.getObjectIdentifier().asSummaryString(),
                MultimodalOptions.resolve(context.getConfiguration()));
    }

    @Override
    public final EncodingFormat<BulkWriter.Factory<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        throw new ValidationException(
                "Cannot write to %s: the format '%s' reads files and writes none; a table with 'connector' = 'media' writes each medium to a file of its own"
                        .formatted(
                                context.getObjectIdentifier().asSummaryString(),
                                factoryIdentifier()));
    }
}
