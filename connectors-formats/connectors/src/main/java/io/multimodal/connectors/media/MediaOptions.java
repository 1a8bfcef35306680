// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of the {@code media} connector. */
public final class MediaOptions {
    /** The folder, or one file. */
    public static final ConfigOption<String> PATH =
            ConfigOptions.key("path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The folder of media files, read with all its sub-folders; or one file.");

    /** Which files of the folder are read. */
    public static final ConfigOption<String> GLOB =
            ConfigOptions.key("glob")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Names of the files to read, as a glob over the last part of the path, without regard to case."
                                    + " Without it the usual endings of the column's type, and of FILE all names."
                                    + " Names that begin with '.' or '_' are passed over.");

    /** Whether references lead to the files themselves. */
    public static final ConfigOption<Boolean> IN_PLACE =
            ConfigOptions.key("in-place")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether files stay where they are: nothing is copied into the store, of each file only the head is read,"
                                    + " and what is read later is checked to be what it was. They lie under a prefix of"
                                    + " 'multimodal.external'.");

    /**
     * How often a folder is looked through for new files; absent: once, and the table is bounded.
     */
    public static final ConfigOption<Duration> MONITOR_INTERVAL =
            ConfigOptions.key("source.monitor-interval")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "How often to look for new files. Without it the folder is read once and the table is bounded.");

    private MediaOptions() {}
}
