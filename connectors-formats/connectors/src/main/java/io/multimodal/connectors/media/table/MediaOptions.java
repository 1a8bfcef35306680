// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.table;

import io.multimodal.annotation.Public;
import io.multimodal.connectors.media.source.listing.LinkRule;
import io.multimodal.types.failure.OnError;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of the {@code media} connector. */
@Public
public final class MediaOptions {
    /** The folder, or one file. */
    public static final ConfigOption<String> PATH =
            ConfigOptions.key("path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The folder of media files, read with all its sub-folders; or one file; or a pattern of files, as '/data/**/2026/*.jpg'."
                                    + " It may lie in a bucket, as in s3://bucket/folder/, with the options of a store in S3 behind it"
                                    + " unless a prefix of 'multimodal.external' has them.");

    /** Which files of the folder are read. */
    public static final ConfigOption<String> GLOB =
            ConfigOptions.key("glob")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Names of the files to read, as a glob over the last part of the path, without regard to case;"
                                    + " a glob with a slash, as '**/2026/*.jpg', is one over the path below the folder."
                                    + " Without it, names with the usual extensions of the column's type are read, and all names for FILE."
                                    + " Names that begin with '.' or '_' are passed over.");

    /** What follows when a file cannot be used. */
    public static final ConfigOption<OnError> ON_ERROR =
            ConfigOptions.key("on-error")
                    .enumType(OnError.class)
                    .noDefaultValue()
                    .withDescription(
                            "What happens when a file of this table cannot be used. The default is the value of 'multimodal.on-error'.");

    /** What stands for NULL in the path of a partition. */
    public static final ConfigOption<String> PARTITION_DEFAULT_NAME =
            ConfigOptions.key("partition.default-name")
                    .stringType()
                    .defaultValue("__DEFAULT_PARTITION__")
                    .withDescription(
                            "What stands for NULL in the path of a file, where the table is PARTITIONED BY columns, as in year=2026/.");

    /** Whether references lead to the files themselves. */
    public static final ConfigOption<Boolean> IN_PLACE =
            ConfigOptions.key("in-place")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether files stay where they are. Nothing is copied into the store, only the head of each file is read,"
                                    + " and later reads check that the file has not changed. The files must lie under a prefix of"
                                    + " 'multimodal.external'.");

    /** Which symbolic links are followed. */
    public static final ConfigOption<LinkRule> LINKS =
            ConfigOptions.key("source.links")
                    .enumType(LinkRule.class)
                    .defaultValue(LinkRule.WITHIN_FOLDER)
                    .withDescription(
                            "Which symbolic links of a local folder are followed: with within-folder, links whose targets lie in the folder; with anywhere, all links."
                                    + " Each real folder is read once, however many links lead to it. A link that is not followed is a file that cannot be used.");

    /** Whether a file that cannot be used gives no row. */
    public static final ConfigOption<Boolean> SKIP_FAILED_FILES =
            ConfigOptions.key("skip-failed-files")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether a file that cannot be used produces no row instead of a row with NULL, if multimodal.on-error is null or dead-letter.");

    /**
     * How often a folder is looked through for new files; absent: once, and the table is bounded.
     */
    public static final ConfigOption<Duration> MONITOR_INTERVAL =
            ConfigOptions.key("source.monitor-interval")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "How often to look for new files, and for changed files, which are read again. Without it, the folder is read once and the table is bounded."
                                    + " A file that cannot be used ends the job, unless multimodal.on-error is null or dead-letter.");

    /** How long a file must have stayed the same before it is read. */
    public static final ConfigOption<Duration> SETTLE_TIME =
            ConfigOptions.key("source.settle-time")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(3))
                    .withDescription(
                            "How long the size and time of modification of a file must have stayed the same before a monitored folder emits the file."
                                    + " If writers pause for longer, let them write under a name that begins with '.' or '_' and rename the complete file; then 0 s is enough.");

    private MediaOptions() {}
}
