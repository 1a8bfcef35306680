// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.s3.client;

import io.multimodal.store.bucket.client.RetryPolicy;
import io.multimodal.store.error.RefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed {@code
 * s3://bucket/prefix?endpoint=...&region=...&path-style=true&client=aws&timeout=60s}.
 *
 * @param prefix what every key begins with: empty, or ending in a slash
 * @param endpoint where the server is, if not at AWS
 * @param pathStyle whether the bucket is in the path of URLs instead of the host's name
 * @param client {@code aws}, {@code aws-crt} or {@code minio}
 * @param patience how long it is waited for; the URI says how long a call may take in all, in ms, s
 *     or m, which is a minute if it says nothing
 */
public record S3Location(
        String bucket,
        String prefix,
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        String client,
        RetryPolicy patience) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

    /** The AWS SDK over Netty. */
    static final String AWS = "aws";

    /** The AWS SDK over its Common Runtime. */
    public static final String AWS_CRT = "aws-crt";

    public static final String MINIO = "minio";

    private static final List<String> CLIENTS = List.of(AWS, AWS_CRT, MINIO);
    private static final Set<String> OPTIONS =
            new TreeSet<>(Set.of("endpoint", "region", "path-style", "client", "timeout"));
    private static final Pattern TIMEOUT = Pattern.compile("([1-9][0-9]{0,6})(ms|s|m)");

    public static S3Location parse(URI uri) throws RefusedException {
        String bucket = uri.getAuthority();
        if (bucket != null && bucket.matches("[A-Za-z0-9]|[A-Za-z0-9._-]{64,}")) {
            throw new RefusedException(
                    "The name of a bucket in S3 has 2 to 63 characters, not "
                            + bucket.length()
                            + " as in s3://"
                            + bucket);
        }
        if (bucket == null || !bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,62}")) {
            throw new RefusedException(
                    "The URI of a store in S3 is s3://bucket/prefix, without user or port, not "
                            + uri.getScheme()
                            + "://...");
        }
        String path = uri.getPath().replaceAll("^/+|/+$", "");
        if (path.contains("//") || path.contains("..")) {
            throw new RefusedException("The prefix of a store in S3 is a plain path, not " + path);
        }
        TreeMap<String, String> options = options(uri);
        Optional<URI> endpoint = endpoint(options.get("endpoint"));
        String client = options.getOrDefault("client", AWS);
        if (!CLIENTS.contains(client)) {
            throw new RefusedException(
                    "There is no S3 client '" + client + "', only " + String.join(", ", CLIENTS));
        }
        return new S3Location(
                bucket,
                path.isEmpty() ? "" : path + "/",
                endpoint,
                region(options.get("region")),
                pathStyle(options.getOrDefault("path-style", endpoint.isPresent() + "")),
                client,
                RetryPolicy.of(timeout(options.get("timeout"))));
    }

    private static Optional<URI> endpoint(String text) throws RefusedException {
        if (text == null) {
            return Optional.empty();
        }
        try {
            URI endpoint = new URI(text);
            if (endpoint.getHost() != null
                    && String.valueOf(endpoint.getScheme()).matches("https?")) {
                return Optional.of(endpoint);
            }
        } catch (URISyntaxException e) {
            // The same as one that is not a web server's.
        }
        throw new RefusedException(
                "The endpoint of a store in S3 is as endpoint=http://host:9000, not " + text);
    }

    private static Optional<String> region(String text) throws RefusedException {
        if (text != null && !text.matches("[A-Za-z0-9-]{1,64}")) {
            throw new RefusedException(
                    "The region of a store in S3 is letters, digits and hyphens, as in"
                            + " region=eu-west-1, not '"
                            + text
                            + "'");
        }
        return Optional.ofNullable(text);
    }

    private static boolean pathStyle(String text) throws RefusedException {
        if (!text.equals("true") && !text.equals("false")) {
            throw new RefusedException(
                    "The option path-style of a store in S3 is true or false, not '" + text + "'");
        }
        return text.equals("true");
    }

    private static Duration timeout(String text) throws RefusedException {
        if (text == null) {
            return DEFAULT_TIMEOUT;
        }
        Matcher timeout = TIMEOUT.matcher(text);
        if (!timeout.matches()) {
            throw new RefusedException(
                    "The time-out of a store in S3 is a number with ms, s or m, as in timeout=90s,"
                            + " not "
                            + text);
        }
        long count = Long.parseLong(timeout.group(1));
        return switch (timeout.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    private static TreeMap<String, String> options(URI uri) throws RefusedException {
        TreeMap<String, String> options = new TreeMap<>();
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        for (String option : query.split("&", -1)) {
            int at = option.indexOf('=');
            if (option.isEmpty()) {
                continue;
            }
            String name = at < 0 ? option : option.substring(0, at);
            if (at < 0 || !OPTIONS.contains(name)) {
                throw new RefusedException(
                        "The URI of a store in S3 has no option '" + name + "', only " + OPTIONS);
            }
            String value = option.substring(at + 1);
            if (value.isBlank()) {
                throw new RefusedException(
                        "The option '"
                                + name
                                + "' in the URI of a store in S3 has no value; give one, or leave"
                                + " the option out");
            }
            if (options.put(name, value) != null) {
                throw new RefusedException(
                        "The URI of a store in S3 has the option '"
                                + name
                                + "' twice; give it once");
            }
        }
        return options;
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix + endpoint.map(at -> " at " + at).orElse("");
    }
}
