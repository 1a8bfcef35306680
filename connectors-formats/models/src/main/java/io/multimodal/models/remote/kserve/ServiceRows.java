// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.internal.remember.RowCodec;
import io.multimodal.models.remote.Endpoints;
import io.multimodal.models.remote.Exchange;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RemoteMeter;
import io.multimodal.models.remote.RemoteThreads;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.runtime.CapturedRow;
import io.multimodal.models.runtime.RowComputer;
import io.multimodal.models.runtime.SharedReader;
import io.multimodal.models.runtime.input.InputColumns;
import io.multimodal.models.runtime.input.RowSubject;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.signing.SignedReferenceCodec;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each row to a service, with references in the place of media, and reads nothing of them.
 * The service makes batches of what all its callers send. A request is the same however often it is
 * sent, so that it goes to another replica where one is lost.
 */
final class ServiceRows implements RowComputer {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRows.class);

    private final ServiceRowModel model;
    private final InputColumns columns;
    private final RowCodec codec;
    private final SignedReferenceCodec references;
    private final RemoteMeter meter;
    private final RemoteClient client;

    ServiceRows(ServiceRowModel model, SharedReader reader, MetricGroup metrics) {
        this.model = model;
        this.columns =
                new InputColumns(model.columns().inputs().stream().map(ModelColumn::type).toList());
        this.codec = new RowCodec(outputTypes());
        this.references = reader.media().stores().referenceCodec();
        this.meter = new RemoteMeter(metrics);
        this.client =
                new RemoteClient(
                        new Endpoints(KServeProvider.endpoints(model.options())),
                        KServeProvider.settings(model.options()),
                        meter);
    }

    @Override
    public List<LogicalType> outputTypes() {
        return model.columns().outputs().stream().map(ModelColumn::type).toList();
    }

    @Override
    public String identity() {
        return "service 1";
    }

    @Override
    public boolean isNull(RowData row) {
        return columns.isNull(row);
    }

    @Override
    public RowSubject subject(RowData row) {
        return columns.subject(row);
    }

    @Override
    public CapturedRow capture(RowData row) throws MediaException {
        return new Row(columns.values(row));
    }

    @Override
    public Executor preparers() {
        return RemoteThreads.readers();
    }

    @Override
    public Executor finishers() {
        return RemoteThreads.finishers();
    }

    @Override
    public void closing() {
        client.close();
    }

    @Override
    public void close() {
        client.close();
        if (meter.requests() > 0) {
            LOG.info("Model {}: {}", model.name(), meter.summary());
        }
    }

    /** A row, and what is asked for it. */
    private final class Row implements CapturedRow, Exchange<RowData> {
        private final InputRow values;

        Row(InputRow values) {
            this.values = values;
        }

        /** None that is read here. */
        @Override
        public List<ObjectRef> references() {
            return List.of();
        }

        @Override
        public byte[] identity() {
            return InputColumns.identity(values);
        }

        @Override
        public CompletableFuture<RowData> compute() {
            return client.ask(this);
        }

        @Override
        public Body body() throws IOException, InvalidReferenceException {
            ObjectNode json = Answers.JSON.createObjectNode();
            ArrayNode inputs = json.putArray("inputs");
            for (int i = 0; i < values.values().size(); i++) {
                input(
                        inputs.addObject().put("name", model.described().names().get(i)),
                        values.values().get(i));
            }
            json.putArray("outputs").addObject().put("name", ServiceMetadata.ROW);
            return new Body("application/json", Answers.JSON.writeValueAsBytes(json));
        }

        private void input(ObjectNode tensor, Object value) throws InvalidReferenceException {
            ArrayNode shape = tensor.putArray("shape").add(1);
            ArrayNode data = tensor.putArray("data");
            if (value instanceof MediaValue media) {
                tensor.put("datatype", "BYTES");
                data.add(references.toText(media.reference()));
            } else if (value.getClass().isArray()) {
                shape.add(Array.getLength(value));
                tensor.put("datatype", datatype(value.getClass().getComponentType()));
                for (int j = 0; j < Array.getLength(value); j++) {
                    data.addPOJO(Array.get(value, j));
                }
            } else {
                tensor.put("datatype", datatype(value.getClass()));
                data.addPOJO(value);
            }
        }

        private String datatype(Class<?> type) {
            return switch (type.getSimpleName()) {
                case "String" -> "BYTES";
                case "Boolean", "boolean" -> "BOOL";
                case "Byte", "byte" -> "INT8";
                case "Short", "short" -> "INT16";
                case "Integer", "int" -> "INT32";
                case "Long", "long" -> "INT64";
                case "Float", "float" -> "FP32";
                case "Double", "double" -> "FP64";
                default -> throw new IllegalStateException("No column has values of " + type);
            };
        }

        @Override
        public HttpRequest.Builder address(URI endpoint) {
            return HttpRequest.newBuilder(model.path().at(endpoint, "/infer"));
        }

        /** The model has failed, and would again. */
        @Override
        public boolean isOfRow(int status) {
            return status == 500;
        }

        /** Behind the JSON stands one element of BYTES: its length, and the row. */
        @Override
        public RowData read(Answer answer) throws RetryException {
            byte[] bytes = answer.bytes();
            long header =
                    answer.headers()
                            .firstValueAsLong(TensorProtocol.HEADER_LENGTH)
                            .orElse(bytes.length);
            long row = header + Integer.BYTES;
            if (header < 0
                    || row > bytes.length
                    || ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt((int) header)
                            != bytes.length - row) {
                throw Answers.bad("has no row behind its JSON", bytes, client);
            }
            return codec.decode(Arrays.copyOfRange(bytes, (int) row, bytes.length))
                    .orElseThrow(
                            () ->
                                    Answers.bad(
                                            "has a row of another version, or a damaged one",
                                            bytes,
                                            client));
        }
    }
}
