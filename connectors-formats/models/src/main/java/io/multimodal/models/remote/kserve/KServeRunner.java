// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.service.InferenceProtocol;
import io.multimodal.models.spi.BatchRunner;
import io.multimodal.models.spi.ElementType;
import io.multimodal.models.spi.InputTensor;
import io.multimodal.models.spi.ModelException;
import io.multimodal.models.spi.ModelOutput;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Runs batches at a server. */
final class KServeRunner implements BatchRunner {
    private final RemoteClient client;
    private final TensorProtocol protocol;

    KServeRunner(RemoteClient client, TensorProtocol protocol) {
        this.client = client;
        this.protocol = protocol;
    }

    @Override
    public List<ModelOutput> run(FloatBuffer input, long[] shape) throws ModelException {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(input.remaining() * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(input.duplicate());
        return run(List.of(new InputTensor(ElementType.FLOAT, bytes, shape)));
    }

    @Override
    public List<ModelOutput> run(List<InputTensor> inputs) throws ModelException {
        return Answers.await(client.ask(new Inference(inputs)));
    }

    @Override
    public void close() {
        client.close();
    }

    /** A batch. */
    private final class Inference implements Exchange<List<ModelOutput>> {
        private final List<InputTensor> inputs;
        private int headerBytes;

        Inference(List<InputTensor> inputs) {
            this.inputs = inputs;
        }

        @Override
        public Body body() throws ModelException {
            TensorProtocol.Request request = protocol.request(inputs);
            headerBytes = request.headerBytes();
            return new Body(
                    headerBytes == request.bytes().length
                            ? "application/json"
                            : "application/octet-stream",
                    request.bytes());
        }

        @Override
        public HttpRequest.Builder address(URI endpoint) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(protocol.path().at(endpoint, "/infer"));
            return protocol.binary()
                    ? request.header(InferenceProtocol.HEADER_LENGTH, Integer.toString(headerBytes))
                    : request;
        }

        /** The model has failed, and would again. */
        @Override
        public boolean isOfRow(int status) {
            return status == 500;
        }

        @Override
        public List<ModelOutput> read(Answer answer) throws RetryException, ModelException {
            int rows = (int) inputs.get(0).shape()[0];
            int length =
                    (int)
                            answer.headers()
                                    .firstValueAsLong(InferenceProtocol.HEADER_LENGTH)
                                    .orElse(answer.bytes().length);
            if (length < 0 || length > answer.bytes().length) {
                throw Answers.bad("is shorter than its header says", answer.bytes(), client);
            }
            return protocol.outputs(
                    Answers.json(answer.bytes(), length, client),
                    ByteBuffer.wrap(answer.bytes(), length, answer.bytes().length - length)
                            .slice()
                            .order(ByteOrder.LITTLE_ENDIAN),
                    rows);
        }
    }
}
