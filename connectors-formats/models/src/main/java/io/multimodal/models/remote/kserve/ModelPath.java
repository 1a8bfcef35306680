// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a model is at a server.
 *
 * @param name of the model
 * @param version empty for the one that the server chooses
 */
record ModelPath(String name, Optional<String> version) {
    /** The URL of the model at a server, with something behind it. */
    URI at(URI endpoint, String more) {
        return at(
                endpoint,
                "/v2/models/",
                segment(name)
                        + version.map(number -> "/versions/" + segment(number)).orElse("")
                        + more);
    }

    /** The URL of the server's own metadata. */
    static URI server(URI endpoint) {
        return at(endpoint, "/v2", "");
    }

    private static URI at(URI endpoint, String path, String more) {
        return URI.create(endpoint.toString().replaceAll("/+$", "") + path + more);
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** For messages. */
    @Override
    public String toString() {
        return name + version.map(number -> " version " + number).orElse("");
    }
}
