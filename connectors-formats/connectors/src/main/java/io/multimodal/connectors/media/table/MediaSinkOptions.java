// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.annotation.Public;
import io.multimodal.connectors.media.sink.path.OverwriteRule;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.factories.FactoryUtil;

/** The options of a {@code media} table that is written to. */
@Public
public final class MediaSinkOptions {
    /** Where the file of a row goes, below the path. */
    public static final ConfigOption<String> PATH_TEMPLATE =
            ConfigOptions.key("sink.path-template")
                    .stringType()
                    .defaultValue("{digest}.{ext}")
                    .withDescription(
                            "Where the file of a row goes, relative to 'path': text with {column}, {digest} (the file's SHA-256)"
                                    + " and {ext} (by the file's content type). The columns of PARTITIONED BY come before it, as key=value/.");

    /** What the files are written as. */
    public static final ConfigOption<String> ENCODING =
            ConfigOptions.key("sink.encoding")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The format that all files are written in: png, jpeg or webp for IMAGE, wav, flac or opus for AUDIO."
                                    + " Default: by the extension at the end of the path template; with {ext} objects are copied as they are.");

    /** How good images with loss are. */
    public static final ConfigOption<Integer> QUALITY =
            ConfigOptions.key("sink.quality")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "The quality of jpeg and webp, 1 to 100. Default: what IMAGE_ENCODE says, or else 90.");

    /** What follows where another file is at the path of a row. */
    public static final ConfigOption<OverwriteRule> OVERWRITE =
            ConfigOptions.key("sink.overwrite")
                    .enumType(OverwriteRule.class)
                    .defaultValue(OverwriteRule.ERROR)
                    .withDescription(
                            "What happens when a file with other content is at the path of a row: error fails the row, as multimodal.on-error says;"
                                    + " skip keeps the file and drops the row; replace overwrites the file. A file with the same content counts as the file of the row.");

    /** How long files stay staged that were never published. */
    public static final ConfigOption<Duration> STAGING_RETENTION =
            ConfigOptions.key("sink.staging.retention")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription(
                            "How old files in the folder .multimodal/staging must be before the start of a job into the same folder removes them."
                                    + " Set it to more than the longest time from writing a file to publishing it.");

    /** How many subtasks write. */
    public static final ConfigOption<Integer> PARALLELISM = FactoryUtil.SINK_PARALLELISM;

    private MediaSinkOptions() {}

    /** All of these, none of which is required. */
    static Set<ConfigOption<?>> all() {
        return Set.of(PATH_TEMPLATE, ENCODING, QUALITY, OVERWRITE, STAGING_RETENTION, PARALLELISM);
    }
}
