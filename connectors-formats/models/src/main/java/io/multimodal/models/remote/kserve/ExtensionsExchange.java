// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RetryException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.Set;

/** Asks which extensions of the protocol a server has. */
record ExtensionsExchange(RemoteClient client) implements Exchange<Set<String>> {
    /** Tensors as bytes behind the JSON. */
    static final String BINARY = "binary_tensor_data";

    @Override
    public Body body() {
        return Body.NONE;
    }

    @Override
    public HttpRequest.Builder address(URI endpoint) {
        return HttpRequest.newBuilder(ModelPath.server(endpoint));
    }

    @Override
    public Set<String> read(Answer answer) throws RetryException {
        Set<String> names = new HashSet<>();
        Answers.json(answer.bytes(), client)
                .path("extensions")
                .forEach(name -> names.add(name.asText()));
        return names;
    }
}
