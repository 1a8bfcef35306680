// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.ApiKey;
import io.multimodal.models.remote.RemoteOptions;
import io.multimodal.models.remote.RemoteSettings;
import io.multimodal.models.spi.InferenceProvider;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.store.StoreConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** Models of servers that speak the Open Inference Protocol. */
final class KServeProvider implements InferenceProvider {
    private static final long serialVersionUID = 1L;

    /** As many bytes as prepared rows of one process may have. */
    private static final int MAX_ANSWER_BYTES = 256 << 20;

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return KServeModelOptions.REQUIRED;
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return KServeModelOptions.OPTIONAL;
    }

    /** The server may load another model under the same name and version. */
    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public ModelSource open(ReadableConfig options, StoreConfig stores) throws ModelException {
        RemoteOptions.check(options);
        return KServeModel.open(
                endpoints(options),
                path(options, options.getOptional(KServeModelOptions.MODEL_VERSION)),
                settings(options),
                options.getOptional(KServeModelOptions.BINARY));
    }

    /** Where the servers are. */
    static List<URI> endpoints(ReadableConfig options) {
        List<URI> endpoints = new ArrayList<>();
        for (String endpoint : options.get(KServeModelOptions.ENDPOINT)) {
            endpoints.add(checked(endpoint));
        }
        return endpoints;
    }

    /** Where the model is at each of them. */
    static ModelPath path(ReadableConfig options, Optional<String> version) {
        return new ModelPath(options.get(KServeModelOptions.MODEL), version);
    }

    /** How they are asked. */
    static RemoteSettings settings(ReadableConfig options) {
        return RemoteSettings.of(
                options,
                options.get(KServeModelOptions.MODEL),
                options.getOptional(KServeModelOptions.API_KEY).map(ApiKey::of).orElse(ApiKey.NONE),
                "'" + KServeModelOptions.API_KEY.key() + "'",
                MAX_ANSWER_BYTES);
    }

    private static URI checked(String endpoint) {
        try {
            URI uri = URI.create(endpoint.strip());
            if (uri.getScheme() != null
                    && uri.getScheme().matches("https?")
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ValidationException(
                "The option 'endpoint' is the URL of a server, such as http://host:8000, or several, separated by semicolons; each with http or https and a host, and no name, password or query. One of those that are set is none");
    }
}
