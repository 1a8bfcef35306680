// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.http.Reach;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place under which external objects may be read: a folder, a bucket or a part of one, a part of
 * a web server. It comes from configuration and from nowhere else.
 *
 * @param place the place; its segments do not end in an empty one
 * @param configured as it was written, for a bucket with the options of its client in its query
 */
@Public
public record ExternalPrefix(ExternalUri place, URI configured) {
    private static final String FILE = "file:///";

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

    /** A host of which any may stand in front, or any at all. */
    private static final Pattern WILDCARD =
            Pattern.compile("(?i)(https?)://\\*(\\.[a-z0-9][a-z0-9.-]*)?(?=[:/]|$)");

    /**
     * A prefix as it is configured.
     *
     * @param given {@code file:///folder/} (a folder whose path is not a URI, as {@code file:///my
     *     photos/}, is taken as it is written), {@code https://host/path/}, where the host {@code
     *     *} stands for all hosts of the internet and {@code *.example.org} for those of a domain,
     *     or {@code s3://bucket/path/} with the options that a store in S3 has: {@code
     *     ?endpoint=...&region=...}, or a place of a third party's scheme
     * @throws RefusedException if it is not a prefix
     */
    public static ExternalPrefix parse(String given) throws RefusedException {
        return parse(given, ExternalSchemes.find());
    }

    static ExternalPrefix parse(String given, ExternalSchemes schemes) throws RefusedException {
        Matcher wildcard = WILDCARD.matcher(given);
        if (wildcard.lookingAt()) {
            return wildcard(given, wildcard, schemes);
        }
        String text = isNoUri(given) ? fileUri(given) : given;
        int query = text.indexOf('?');
        boolean bucket = schemes.isBucket(scheme(text));
        try {
            ExternalUri place =
                    ExternalUri.parse(
                            bucket && query >= 0 ? text.substring(0, query) : text, schemes);
            if (!bucket && query >= 0) {
                throw ExternalUri.refused("a prefix has no query");
            }
            int last = place.segments().size() - 1;
            boolean slash = last >= 0 && place.segments().get(last).isEmpty();
            List<String> segments = slash ? place.segments().subList(0, last) : place.segments();
            return new ExternalPrefix(
                    new ExternalUri(
                            place.scheme(), place.host(), place.port(), segments, place.uri()),
                    URI.create(text));
        } catch (RefusedException e) {
            throw new RefusedException("Cannot configure an external prefix: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "Cannot configure an external prefix: its query cannot be parsed", e);
        }
    }

    /** As the same prefix with a host, whose name is then replaced. */
    private static ExternalPrefix wildcard(String given, Matcher matched, ExternalSchemes schemes)
            throws RefusedException {
        String domain = matched.group(2) == null ? "" : matched.group(2).toLowerCase(Locale.ROOT);
        String named = "any" + (domain.isEmpty() ? ".host" : domain);
        String scheme = matched.group(1).toLowerCase(Locale.ROOT);
        ExternalUri place =
                parse(scheme + "://" + named + given.substring(matched.end()), schemes).place();
        URI uri = URI.create(place.uri().toString().replaceFirst(named, "*" + domain));
        return new ExternalPrefix(
                new ExternalUri(place.scheme(), "*" + domain, place.port(), place.segments(), uri),
                uri);
    }

    /** Which addresses its hosts may have. */
    Reach reach() {
        String host = place.host();
        if (host.startsWith("*")) {
            return Reach.INTERNET;
        }
        boolean address = host.startsWith("[") || ADDRESS.matcher(host).matches();
        return address ? Reach.ADDRESS : Reach.HOST;
    }

    private boolean hasHost(String host) {
        return place.host().startsWith("*")
                ? host.endsWith(place.host().substring(1))
                : place.host().equals(host);
    }

    private static String scheme(String text) {
        return text.substring(0, Math.max(0, text.indexOf(':'))).toLowerCase(Locale.ROOT);
    }

    /** Of a file neither a query nor a fragment means anything: they belong to a name. */
    private static boolean isNoUri(String given) {
        try {
            URI uri = new URI(given);
            return given.startsWith(FILE)
                    && (uri.getRawQuery() != null || uri.getRawFragment() != null);
        } catch (URISyntaxException e) {
            return given.startsWith(FILE);
        }
    }

    private static String fileUri(String given) throws RefusedException {
        try {
            String path = given.substring(FILE.length() - 1);
            return FILE + new URI(null, null, path, null).getRawPath().substring(1);
        } catch (URISyntaxException e) {
            throw new RefusedException("Cannot configure an external prefix: " + e.getReason(), e);
        }
    }

    /**
     * Whether a URI lies under it: the same server or one that the wildcard stands for, and all
     * segments of the prefix, whole.
     */
    boolean contains(ExternalUri uri) {
        List<String> mine = place.segments();
        List<String> others = uri.segments();
        return place.scheme().equals(uri.scheme())
                && hasHost(uri.host())
                && place.port() == uri.port()
                && others.size() >= mine.size()
                && others.subList(0, mine.size()).equals(mine);
    }

    /** Without the options. */
    @Override
    public String toString() {
        return place.toString();
    }
}
