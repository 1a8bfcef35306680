// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.interop;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * BigQuery's {@code ObjectRef} as JSON: {@code {"uri", "version", "authorizer", "details":
 * {"gcs_metadata": {"size", …}}}}. The version (a generation) is the validator of an external
 * reference; the authorizer names a connection, which the caller passes. Thread-safe; does not
 * block.
 */
@Public
public final class BigQueryObjectRef {
    private static final String LAYOUT = "a BigQuery ObjectRef";
    private static final int MAX_CHARS = 64 << 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private BigQueryObjectRef() {}

    /**
     * The place that a JSON text names.
     *
     * @throws MediaException CORRUPT if it is no such text, REFUSED if the place is not allowed or
     *     BigQuery itself noted an error
     */
    public static ExternalRef read(String json) throws MediaException {
        if (json.length() > MAX_CHARS) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    LAYOUT + " has at most " + MAX_CHARS + " characters, not " + json.length());
        }
        JsonNode ref = parse(json);
        if (ref.path("details").hasNonNull("errors")) {
            throw new MediaException(
                    ErrorCode.REFUSED,
                    LAYOUT + " holds an error instead of an object; fetch its metadata again");
        }
        JsonNode size = ref.path("details").path("gcs_metadata").path("size");
        return Places.external(
                LAYOUT,
                ref.path("uri").asText(null),
                0,
                size.canConvertToLong() && size.isIntegralNumber() ? size.asLong() : null,
                ref.path("version").asText(null));
    }

    private static JsonNode parse(String json) throws MediaException {
        try {
            JsonNode node = JSON.readTree(json);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new MediaException(
                    ErrorCode.CORRUPT,
                    "What should be " + LAYOUT + " is not JSON: " + e.getOriginalMessage(),
                    e);
        }
        throw new MediaException(
                ErrorCode.CORRUPT, "What should be " + LAYOUT + " is not a JSON object");
    }

    /**
     * The JSON text of a place.
     *
     * @param authorizer the connection that BigQuery reads it with: {@code project.region.name}
     * @throws MediaException REFUSED if the reference is not a whole place outside every store
     */
    public static String write(ObjectRef ref, String authorizer) throws MediaException {
        ExternalRef place = Places.whole(Places.of(ref, LAYOUT), LAYOUT);
        ObjectNode json = JSON.createObjectNode().put("uri", place.uri());
        place.validator().ifPresent(version -> json.put("version", version));
        json.put("authorizer", authorizer);
        place.sizeBytes()
                .ifPresent(
                        size ->
                                json.putObject("details")
                                        .putObject("gcs_metadata")
                                        .put("size", size));
        return json.toString();
    }
}
