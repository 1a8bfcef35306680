// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.internal.remember.RowCodec;
import io.multimodal.models.remote.Endpoints;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RemoteMeter;
import io.multimodal.models.remote.RemoteRows;
import io.multimodal.models.remote.RetryException;
import io.multimodal.models.runtime.CapturedRow;
import io.multimodal.models.runtime.SharedReader;
import io.multimodal.models.service.Datatype;
import io.multimodal.models.service.InferenceProtocol;
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
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Sends each row to a service, with references in the place of media, and reads nothing of them.
 * The service makes batches of what all its callers send. A request is the same however often it is
 * sent, so that it goes to another replica where one is lost.
 */
final class ServiceRows extends RemoteRows {
    private final ServiceRowModel model;
    private final RowCodec codec;
    private final SignedReferenceCodec references;
    private final List<Datatype> datatypes;

    ServiceRows(ServiceRowModel model, SharedReader reader, MetricGroup metrics) {
        super(
                model.name(),
                model.columns().inputs().stream().map(ModelColumn::type).toList(),
                new RemoteMeter(metrics),
                meter ->
                        new RemoteClient(
                                new Endpoints(KServeProvider.endpoints(model.options())),
                                KServeProvider.settings(model.options()),
                                meter));
        this.model = model;
        this.codec = new RowCodec(outputTypes());
        this.references = reader.media().stores().referenceCodec();
        this.datatypes =
                model.columns().inputs().stream()
                        .map(column -> Datatype.of(column.type()).orElse(Datatype.BYTES))
                        .toList();
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
    public CapturedRow capture(RowData row) throws MediaException {
        return new Row(columns.values(row));
    }

    /** A row, and what is asked for it. */
    private final class Row extends Question {
        Row(InputRow values) {
            super(values);
        }

        /** None that is read here. */
        @Override
        public List<ObjectRef> references() {
            return List.of();
        }

        @Override
        public Body body() throws IOException, InvalidReferenceException {
            ObjectNode json = Answers.JSON.createObjectNode();
            ArrayNode inputs = json.putArray("inputs");
            for (int i = 0; i < values.values().size(); i++) {
                input(inputs.addObject().put("name", model.described().names().get(i)), i);
            }
            json.putArray("outputs").addObject().put("name", InferenceProtocol.ROW);
            return new Body("application/json", Answers.JSON.writeValueAsBytes(json));
        }

        private void input(ObjectNode tensor, int position) throws InvalidReferenceException {
            ArrayNode shape = tensor.putArray("shape").add(1);
            ArrayNode data = tensor.putArray("data");
            Object value = values.values().get(position);
            tensor.put("datatype", datatypes.get(position).name());
            if (value instanceof MediaValue media) {
                data.add(references.toText(media.reference()));
            } else if (value.getClass().isArray()) {
                shape.add(Array.getLength(value));
                for (int i = 0; i < Array.getLength(value); i++) {
                    data.addPOJO(Array.get(value, i));
                }
            } else {
                data.addPOJO(value);
            }
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
                            .firstValueAsLong(InferenceProtocol.HEADER_LENGTH)
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
