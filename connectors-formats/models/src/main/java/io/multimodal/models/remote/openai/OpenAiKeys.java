// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import io.multimodal.models.remote.ApiKey;
import io.multimodal.models.remote.ApiKeyFile;
import io.multimodal.models.spi.ModelException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Finds the key for an endpoint: in the statement, in the file of keys, in the environment. The
 * variables are those of OpenAI's own clients; their key goes to their host only.
 */
final class OpenAiKeys {
    static final String KEY_VARIABLE = "OPENAI_API_KEY";
    static final String URL_VARIABLE = "OPENAI_BASE_URL";

    /** Where a key may be set, for messages. */
    static final String PLACES =
            "'api-key', a line for this URL in the file that 'multimodal.models.api-keys' names, or, for the host of OPENAI_BASE_URL, the environment variable OPENAI_API_KEY, on every task manager";

    private static final String DEFAULT_URL = "https://api.openai.com/v1";

    private OpenAiKeys() {}

    static ApiKey of(ReadableConfig options, String keyFile, Map<String, String> environment)
            throws ModelException {
        Optional<String> stated = options.getOptional(OpenAiModelOptions.API_KEY);
        if (stated.isPresent()) {
            return ApiKey.of(stated.get());
        }
        URI endpoint = URI.create(options.get(OpenAiModelOptions.ENDPOINT));
        Optional<ApiKey> ofFile =
                keyFile.isEmpty()
                        ? Optional.empty()
                        : ApiKeyFile.keyFor(endpoint, Path.of(keyFile));
        return ofFile.orElseGet(() -> ofEnvironment(endpoint, environment));
    }

    private static ApiKey ofEnvironment(URI endpoint, Map<String, String> environment) {
        String key = environment.getOrDefault(KEY_VARIABLE, "");
        String url = environment.getOrDefault(URL_VARIABLE, DEFAULT_URL);
        return !key.isBlank() && isSameHost(endpoint, url) ? ApiKey.of(key) : ApiKey.NONE;
    }

    private static boolean isSameHost(URI endpoint, String url) {
        try {
            URI base = URI.create(url.strip());
            return endpoint.getScheme().equalsIgnoreCase(base.getScheme())
                    && endpoint.getRawAuthority().equalsIgnoreCase(base.getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
