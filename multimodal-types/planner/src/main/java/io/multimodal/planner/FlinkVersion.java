// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.planner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Flink this module was built for, as the build wrote it down. */
final class FlinkVersion {
    /** Such as {@code 2.3.0}. */
    static final String MADE_FOR = read();

    private FlinkVersion() {}

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = FlinkVersion.class.getResourceAsStream("planner.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("flink.version");
    }
}
