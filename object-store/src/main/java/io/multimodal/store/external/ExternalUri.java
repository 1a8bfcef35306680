// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external;

import io.multimodal.annotation.Public;
import io.multimodal.store.error.RefusedException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A URI from outside, parsed and normalised, so that places are compared part by part and never as
 * text. What could mean two places to two readers is refused: dot segments, also encoded ones,
 * encoded separators, user information, fragments, hosts in a form of their own.
 *
 * @param scheme in lower case: file, s3, http, https, or one of a third party's
 * @param host empty for files, the bucket for s3, else the name or the address in lower case
 * @param port 0 where the scheme has none
 * @param segments the path's decoded segments; the last one is empty where an http path ends in a
 *     slash
 * @param uri what is sent to a server: the scheme and host normalised, the path as it was given
 */
@Public
public record ExternalUri(String scheme, String host, int port, List<String> segments, URI uri) {
    /** What some resolvers take for an address: a last label that begins with a digit. */
    private static final Pattern NUMERIC = Pattern.compile("(^|\\.)[0-9][^.]*\\.?$");

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern DOTTED_QUAD = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);

    private static final String GOOGLE =
            "; public objects of Google Cloud Storage are read by https://storage.googleapis.com/BUCKET/NAME";

    /** The name of a place in the strict form, with one way to write each. */
    private static final Pattern PLAIN_NAME = Pattern.compile("([a-z0-9][a-z0-9._-]{0,254})?");

    /** What may follow the name of a server that keeps buckets. */
    private static final Pattern PORT = Pattern.compile(":[1-9][0-9]{0,4}$");

    /** The URI in a reference, or the place where a redirection leads. */
    public static ExternalUri parse(String text) throws RefusedException {
        return parse(text, ExternalSchemes.find());
    }

    /** The same by these schemes. */
    static ExternalUri parse(String text, ExternalSchemes schemes) throws RefusedException {
        URI uri = uri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        Integer defaultPort = schemes.defaultPort(scheme);
        if (defaultPort == null || uri.isOpaque()) {
            throw refused(
                    "it is none of "
                            + schemes.forms()
                            + (scheme.equals("gs") ? GOOGLE : "")
                            + "; a jar with a provider of its scheme belongs into lib/ or to the job, and a configured prefix names the scheme");
        }
        boolean web = defaultPort > 0;
        if (uri.getRawFragment() != null || (uri.getRawQuery() != null && !web)) {
            throw refused(web ? "it has a fragment" : "it has a query or a fragment");
        }
        String host = host(scheme, uri, web, schemes.isBucket(scheme));
        int port = web ? port(uri, defaultPort) : 0;
        List<String> segments = UriPathSegments.parse(uri.getRawPath(), scheme, web);
        return new ExternalUri(
                scheme, host, port, segments, normalised(uri, scheme, host, port, defaultPort));
    }

    /** Whether a web server has it. */
    public boolean isWeb() {
        return scheme.equals("http") || scheme.equals("https");
    }

    /** The decoded path with a slash at its beginning, as that of a file. */
    public String filePath() {
        return "/" + String.join("/", segments);
    }

    /** The key of an object in a bucket: the decoded path without the slash at its beginning. */
    public String key() {
        return String.join("/", segments);
    }

    /** As it may be shown: without the query, where a redirection may carry a signature. */
    @Override
    public String toString() {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static URI uri(String text) throws RefusedException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The message without the text, which may hold a credential.
            throw refused(
                    "it is not a URI ("
                            + e.getReason()
                            + " at index "
                            + e.getIndex()
                            + "); write what is not a letter or digit as %20 and the like");
        }
    }

    private static String host(String scheme, URI uri, boolean web, boolean bucket)
            throws RefusedException {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        if (authority.contains("@")) {
            throw refused("it holds a user; credentials are configured where it is read");
        }
        if (scheme.equals("file")) {
            if (!authority.isEmpty()) {
                throw refused("a file is written file:///path, without a host");
            }
            return "";
        }
        if (scheme.equals("s3")) {
            if (!authority.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,62}")) {
                throw refused("an object in S3 is written s3://bucket/key");
            }
            return authority;
        }
        if (!web) {
            String name = bucket ? PORT.matcher(authority).replaceFirst("") : authority;
            if (!PLAIN_NAME.matcher(name).matches()) {
                throw refused(
                        "what follows " + scheme + ":// has other characters than a-z, 0-9, ._-");
            }
            return authority;
        }
        if (uri.getHost() == null) {
            throw refused(
                    "its host is neither a name nor an address in its usual form; a name in other letters is written as DNS has it, xn--…");
        }
        String given = lower(uri.getHost());
        if (given.startsWith("[")) {
            return address(given);
        }
        if (NUMERIC.matcher(given).find() && !DOTTED_QUAD.matcher(given).matches()) {
            throw refused("its address is not written as four decimal numbers");
        }
        return given;
    }

    private static String address(String bracketed) throws RefusedException {
        String literal = bracketed.substring(1, bracketed.length() - 1);
        if (literal.contains("%")) {
            throw refused("its address names a network interface");
        }
        try {
            if (InetAddress.getByName(literal) instanceof Inet6Address six) {
                return "[" + six.getHostAddress() + "]";
            }
            throw refused("its address is one of IPv4 in a form of IPv6");
        } catch (UnknownHostException e) {
            throw refused("its host is not an address");
        }
    }

    private static int port(URI uri, int defaultPort) throws RefusedException {
        int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
        if (port < 1 || port > 65535) {
            throw refused("it has no port " + port);
        }
        return port;
    }

    /** The same resource in the one way that references are written. */
    private static URI normalised(URI uri, String scheme, String host, int port, int defaultPort)
            throws RefusedException {
        StringBuilder text = new StringBuilder(scheme).append("://").append(host);
        if (port != defaultPort) {
            text.append(':').append(port);
        }
        text.append(uri.getRawPath());
        if (uri.getRawQuery() != null) {
            text.append('?').append(uri.getRawQuery());
        }
        return uri(text.toString());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static RefusedException refused(String why) {
        return new RefusedException("Cannot use the URI of an external object: " + why);
    }
}
