// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.ModelException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** Asks which columns a model of a service has. */
record ServiceMetadataExchange(ModelPath path, RemoteClient client)
        implements Exchange<ServiceMetadata> {
    private static final String PLATFORM = "flink-multimodal";

    @Override
    public Body body() {
        return Body.NONE;
    }

    @Override
    public HttpRequest.Builder address(URI endpoint) {
        return HttpRequest.newBuilder(path.at(endpoint, ""));
    }

    @Override
    public ServiceMetadata read(Answer answer) throws RetryException, ModelException {
        JsonNode json = Answers.json(answer.bytes(), client);
        if (!json.path("platform").asText().equals(PLATFORM)) {
            throw new ModelException(
                    "The server of the model "
                            + path
                            + " takes tensors and no rows: set 'task' to what the model is for. Without a task, the server is one that bin/serve has started");
        }
        return new ServiceMetadata(
                json.path("versions").path(0).asText(),
                texts(json.path("inputs"), "/name"),
                texts(json.path("inputs"), "/parameters/sql_type"),
                texts(json.path("outputs"), "/parameters/sql_type"));
    }

    private static List<String> texts(JsonNode tensors, String member) {
        List<String> texts = new ArrayList<>();
        tensors.forEach(tensor -> texts.add(tensor.at(member).asText()));
        return texts;
    }
}
