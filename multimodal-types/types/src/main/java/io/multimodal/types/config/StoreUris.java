// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The URIs of the configured stores, and the one that an embedded job has without. */
final class StoreUris {
    private static final NamedOptions OPTIONS =
            new NamedOptions(MultimodalOptions.STORES, "uri", "a store");

    /** Where jobs run in the process that plans them: Flink's target for that, and bin/sql's. */
    private static final Set<String> IN_PROCESS = Set.of("local", "embedded");

    private StoreUris() {}

    /** From all layers of the configuration: a session may add stores to the cluster's. */
    static Map<String, String> read(ReadableConfig config) {
        Map<String, String> uris = new TreeMap<>();
        OPTIONS.read(config)
                .forEach((name, uri) -> uris.put(name, canonical(checked(OPTIONS.key(name), uri))));
        return uris;
    }

    private static String checked(String key, String value) {
        // Messages leave the value out where it may hold a credential.
        if (value.matches("[^/]*//[^/]*@.*")) {
            throw new ValidationException(
                    "The option '"
                            + key
                            + "' names a user in its URI; credentials are found by the usual provider chains and never written there");
        }
        try {
            if (URI.create(value).getScheme() != null) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "The option '" + key + "' is not a URI: " + e.getMessage(), e);
        }
        throw new ValidationException(
                "The option '"
                        + key
                        + "' is a URI with a scheme such as file:///data/media or s3://bucket/prefix, not '"
                        + value
                        + "'");
    }

    /** A folder of the user's, where the job runs in this process. */
    static String embeddedDefault(ReadableConfig config) {
        String target = config.getOptional(DeploymentOptions.TARGET).orElse("local");
        if (!IN_PROCESS.contains(target)) {
            throw new ValidationException(
                    "No object store is configured, and a cluster (execution.target is '"
                            + target
                            + "') has none by default: set 'multimodal.stores.<name>.uri' to a place that all task managers reach, such as s3://bucket/prefix");
        }
        return canonical(
                Path.of(System.getProperty("user.home"), ".multimodal", "store")
                        .toUri()
                        .toString());
    }

    /**
     * Without the slash at the end, which Java adds where the folder is there: one place, one text.
     */
    private static String canonical(String uri) {
        return uri.endsWith("/") && !uri.endsWith("//") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
