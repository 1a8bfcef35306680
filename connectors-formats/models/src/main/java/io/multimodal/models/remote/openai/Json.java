// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.models.remote.Exchange;
import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as requests and answers have it. */
final class Json {
    /** Reads whole documents: something behind one is an error. Numbers keep all their digits. */
    static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    static Exchange.Body body(ObjectNode request) throws IOException {
        return new Exchange.Body("application/json", MAPPER.writeValueAsBytes(request));
    }

    /** A value of an option: JSON where it is that, else text. */
    static JsonNode optionValue(String value) {
        try {
            JsonNode json = MAPPER.readTree(value);
            return json.isMissingNode() ? MAPPER.getNodeFactory().textNode(value) : json;
        } catch (JsonProcessingException e) {
            return MAPPER.getNodeFactory().textNode(value);
        }
    }
}
