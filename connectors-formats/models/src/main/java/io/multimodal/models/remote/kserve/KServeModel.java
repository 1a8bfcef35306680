// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.Endpoints;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RemoteMeter;
import io.multimodal.models.remote.RemoteSettings;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelSignature;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.RunSettings;
import io.multimodal.store.ref.ContentId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * A model of a server.
 *
 * @param described what the server says of it
 * @param binary whether tensors go as bytes
 */
record KServeModel(
        List<URI> endpoints,
        ModelPath path,
        RemoteSettings settings,
        Metadata described,
        boolean binary)
        implements ModelSource {
    /** Asks a server for the metadata of a model. Blocks. */
    static KServeModel open(
            List<URI> endpoints, ModelPath path, RemoteSettings settings, Optional<Boolean> binary)
            throws ModelException {
        try (RemoteClient client = client(endpoints, settings.forPlanning())) {
            Metadata metadata = Answers.await(client.ask(new MetadataExchange(path, client)));
            boolean hasBinary =
                    binary.isPresent()
                            ? binary.get()
                            : Answers.await(client.ask(new ExtensionsExchange(client)))
                                    .contains(ExtensionsExchange.BINARY);
            return new KServeModel(endpoints, path, settings, metadata, hasBinary);
        }
    }

    private static RemoteClient client(List<URI> endpoints, RemoteSettings settings) {
        // What is shared by all subtasks has no metrics of one of them; batches are counted.
        return new RemoteClient(
                new Endpoints(endpoints),
                settings,
                new RemoteMeter(new UnregisteredMetricsGroup()));
    }

    @Override
    public String origin() {
        return "the model " + path + " at " + endpoints;
    }

    @Override
    public ContentId digest() {
        return ContentId.hash(
                "kserve 1\n"
                        + endpoints
                        + "\n"
                        + path
                        + "\n"
                        + described.versions()
                        + "\n"
                        + described.signature());
    }

    @Override
    public ModelSignature signature() {
        return described.signature();
    }

    @Override
    public BatchRunner load(ModelBinding binding, RunSettings run) {
        return new KServeRunner(
                client(endpoints, settings), new TensorProtocol(path, binding, binary));
    }
}
