// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.spi.ModelSignature;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** Asks what a model takes and gives. */
record MetadataExchange(ModelPath path, RemoteClient client) implements Exchange<Metadata> {
    @Override
    public Body body() {
        return Body.NONE;
    }

    @Override
    public HttpRequest.Builder address(URI endpoint) {
        return HttpRequest.newBuilder(path.at(endpoint, ""));
    }

    @Override
    public Metadata read(Answer answer) throws RetryException {
        JsonNode json = Answers.json(answer.bytes(), client);
        List<String> versions = new ArrayList<>();
        json.path("versions").forEach(version -> versions.add(version.asText()));
        return new Metadata(
                new ModelSignature(
                        tensors(json.path("inputs"), answer),
                        tensors(json.path("outputs"), answer)),
                versions);
    }

    private List<ModelSignature.Tensor> tensors(JsonNode all, Answer answer) throws RetryException {
        List<ModelSignature.Tensor> tensors = new ArrayList<>();
        for (JsonNode tensor : all) {
            List<Long> shape = new ArrayList<>();
            tensor.path("shape").forEach(length -> shape.add(Math.max(-1, length.asLong(-1))));
            tensors.add(
                    new ModelSignature.Tensor(
                            tensor.path("name").asText(""),
                            DataTypes.ofProtocol(tensor.path("datatype").asText("")),
                            shape));
        }
        if (tensors.isEmpty()) {
            throw Answers.bad(
                    "does not say which inputs and outputs the model has, so that no task can be planned; give the server's model a signature",
                    answer.bytes(),
                    client);
        }
        return tensors;
    }
}
