// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.wrapper;

import io.multimodal.store.http.ShownUrl;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * How texts name the places of media: as URIs, or as paths below a folder.
 *
 * @param base the URI of that folder, with '/' at its end; empty if it is that of each file
 * @param inPlace whether media are references to these places instead of copies
 */
record Links(String base, boolean inPlace) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

    /**
     * The options of a table.
     *
     * @throws ValidationException if the base is not an absolute URI
     */
    static Links of(ReadableConfig options) {
        String base = options.getOptional(WrapperOptions.LINKS_BASE).orElse("");
        if (!base.isEmpty() && !SCHEME.matcher(base).matches()) {
            throw new ValidationException(
                    "The option 'multimodal.%s' is '%s'; it is the URI of a folder, such as s3://bucket/photos/ or file:///data/photos/"
                            .formatted(WrapperOptions.LINKS_BASE.key(), base));
        }
        return new Links(
                base.isEmpty() || base.endsWith("/") ? base : base + "/",
                options.get(WrapperOptions.LINKS_IN_PLACE));
    }

    /**
     * The place that a text names.
     *
     * @param folder the URI of the folder of the file that holds the text, with '/' at its end;
     *     empty if there is none
     * @throws MediaException if it names none
     */
    URI place(String text, String folder) throws MediaException {
        String root = base.isEmpty() ? folder : base;
        try {
            if (SCHEME.matcher(text).matches()) {
                return new URI(text);
            } else if (root.isEmpty()) {
                throw refused(
                        "the link '%s' is a path, and its row does not come from a file; set 'multimodal.%s'"
                                .formatted(shown(text), WrapperOptions.LINKS_BASE.key()));
            }
            String path = text.startsWith("/") ? text.substring(1) : text;
            if (Arrays.asList(path.split("/", -1)).contains("..") || path.isEmpty()) {
                throw refused("the link '%s' leads out of '%s'".formatted(shown(text), root));
            }
            // A path is no URI: what is special in URIs, such as '%', is a character of a name.
            return new URI(root + new URI(null, null, "/" + path, null).getRawPath().substring(1));
        } catch (URISyntaxException e) {
            throw refused("the link '%s' is not a URI: %s".formatted(shown(text), e.getReason()));
        }
    }

    /** The text for a place: a path if it lies below the base. */
    String text(String uri) {
        if (base.isEmpty() || !uri.startsWith(base)) {
            return uri;
        }
        String path = URI.create(uri.substring(base.length())).getPath();
        return path == null ? uri : path;
    }

    private static String shown(String text) {
        String shown = ShownUrl.of(text);
        return shown.length() <= 64 ? shown : shown.substring(0, 64) + "…";
    }

    private static MediaException refused(String why) {
        return new MediaException(ErrorCode.REFUSED, why);
    }
}
